"""The page from which a partner’s professional refers or books for somebody, with a secret address and no account."""
