"""Lists of people brought from a file: read, shown with what is wrong, written at once or not at all, undone."""
