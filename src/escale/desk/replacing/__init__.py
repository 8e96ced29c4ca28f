"""Replacing an adviser who is away: all she had, settled in one screen."""
