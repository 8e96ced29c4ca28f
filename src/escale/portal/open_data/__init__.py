"""Our own places, for other tools: stable addresses, in the two national descriptions."""
