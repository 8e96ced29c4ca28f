"""Pages of the adviser's day."""
