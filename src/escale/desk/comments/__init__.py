"""What readers answer, read over by the team: one by one or many at once; the log; the rights of reply."""
