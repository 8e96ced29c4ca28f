"""What can be done near somebody, ours and others’: finding it, and reading it from other sites."""
