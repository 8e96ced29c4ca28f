"""« Je veux apprendre » as the public sees it."""
