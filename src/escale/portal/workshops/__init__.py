"""Workshops and cycles on the public site."""
