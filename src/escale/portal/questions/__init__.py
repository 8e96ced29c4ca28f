"""The page by which a partner or a colleague notes what people ask, with a secret address and no account."""
