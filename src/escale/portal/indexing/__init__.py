"""What search engines are told: the list of pages, and what isn’t theirs."""
