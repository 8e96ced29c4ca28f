"""Sessions, cycles and the people enrolled in them, as the team prepares and follows them."""
