"""The page of whoever wants no more of the monthly mail."""
