"""Exceptional acts in the person's place, and their append-only journal."""
