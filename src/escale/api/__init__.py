"""What programs may read, under /api/v1/."""
