"""The site of a network: its first page, its organizations, its figures, its charter; and the link that brings in one more."""
