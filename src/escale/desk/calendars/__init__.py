"""Pages about the calendars kept elsewhere, and about the address where one's own is read."""
