"""The list of those who want to learn, as the team uses it."""
