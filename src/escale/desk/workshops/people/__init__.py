"""Workshops and cycles from the file of one person: what she follows, and enrolling her in another."""
