"""The programme of the month at the desk: its lists, the mail of each month, what became of it."""
