"""People: finding them, their file, doubles, handing them over."""
