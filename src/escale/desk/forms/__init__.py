"""Forms of the adviser's day."""
