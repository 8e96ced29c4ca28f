"""Faces and places, for the pages that show them."""
