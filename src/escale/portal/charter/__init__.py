"""What an organization does and doesn’t, for everyone."""
