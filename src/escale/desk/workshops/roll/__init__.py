"""Calling the roll, and what is printed and signed: roll sheet, certificates."""
