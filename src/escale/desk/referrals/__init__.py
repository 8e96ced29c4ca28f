"""Sending people to partners, and following what comes back."""
