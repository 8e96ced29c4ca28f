"""Sheets anybody may read: found, followed step by step, printed large, taken on a telephone."""
