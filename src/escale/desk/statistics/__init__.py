"""The pages of figures: what the team sees, what is behind a number, what it lets out."""
