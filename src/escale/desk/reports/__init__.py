"""Reports on the screen: a whole day at once, one record, what is still to complete, help in passing, coordination."""
