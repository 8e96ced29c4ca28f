"""Questions heard again and again."""
