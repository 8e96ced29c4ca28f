"""Is it ours to do, and the exceptional act: the frame, the mandate, its acts, what follows."""
