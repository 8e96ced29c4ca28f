"""What readers answer: written, doubted, read over, reported, corrected; and the right of reply."""
