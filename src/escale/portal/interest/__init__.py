"""« Je veux apprendre » : open all year, on the screen or on paper."""
