"""Reading the calendars advisers keep elsewhere. `reading.read_due` is where it starts."""
