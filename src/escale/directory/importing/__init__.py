"""Lists of partners brought from national files: read, compared with what is here, written at once, taken back."""
