"""Articles, series, resource sheets, comments."""
