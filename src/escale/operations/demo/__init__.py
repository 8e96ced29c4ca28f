"""The demonstration: invented people around Vitré, the same each time for a given day."""
