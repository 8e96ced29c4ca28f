"""The page of an organization: who it is, what it offers, where, who welcomes."""
