"""The page of a mandate for the person herself: agree, refuse, stop."""
