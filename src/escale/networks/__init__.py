"""Sites of networks: an operator, its organizations, its own look, what it shows, its charter."""
