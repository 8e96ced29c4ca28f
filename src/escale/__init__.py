"""Escale: appointments, workshops, messages and reports for digital-mediation advisers."""

__version__ = "0.1.0"
