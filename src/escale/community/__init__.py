"""Peer exchange between advisers."""
