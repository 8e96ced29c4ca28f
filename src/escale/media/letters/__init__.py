"""The letter that carries chosen articles to those who asked for it."""
