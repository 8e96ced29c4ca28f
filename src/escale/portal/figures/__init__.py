"""Figures a team shares by a secret address: read by whoever holds it, as long as it is open."""
