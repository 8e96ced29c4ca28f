"""Escale: appointments, workshops, messages and reports for digital-mediation advisers."""

import gc

__version__ = "0.1.0"

# What a start loads stays, and a page leaves little behind: looking for what nobody holds took a fifth of a start.
gc.set_threshold(100_000, 20, 20)
