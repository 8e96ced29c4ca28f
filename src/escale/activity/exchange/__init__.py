"""The files exchanged with the national tool: its words, its spreadsheets, its archive."""
