"""Joining two files of one person."""
