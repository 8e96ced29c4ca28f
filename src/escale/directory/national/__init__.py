"""The two national descriptions of places and services: their words, and files written and read in them. No request here."""
