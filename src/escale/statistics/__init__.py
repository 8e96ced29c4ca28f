"""Aggregates as dataclasses, charts, reports."""
