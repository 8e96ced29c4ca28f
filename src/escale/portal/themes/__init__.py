"""What can be learnt, subject by subject."""
