"""The queue of the day: whoever came without appointment, as the team sees and calls them."""
