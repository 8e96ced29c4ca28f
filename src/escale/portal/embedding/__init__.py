"""The list of workshops inside the page of another site: a frame, or a piece of plain HTML; no cookie, no script."""
