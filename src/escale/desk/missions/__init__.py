"""The adviser's own sheet, "Mes missions"."""
