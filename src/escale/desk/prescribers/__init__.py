"""Prescribers and whom they send, figures by partner, needs nobody answers."""
