"""What brings people: each channel with its visits, what was booked through it, and what people answered."""
