"""Resources of the team: sheets for people and tools for advisers, found, written, brought, gathered, read over."""
