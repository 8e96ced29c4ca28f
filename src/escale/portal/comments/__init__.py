"""What readers answer to a chronicle: written and read under it, corrected for an hour, reported; the right of reply."""
