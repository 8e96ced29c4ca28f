"""The public page of a meeting open to all."""
