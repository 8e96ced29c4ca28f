"""The page of an adviser: what she can help with, where and when, her next free hour."""
