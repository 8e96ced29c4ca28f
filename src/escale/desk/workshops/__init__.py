"""Workshops at the desk: a folder per subject."""
