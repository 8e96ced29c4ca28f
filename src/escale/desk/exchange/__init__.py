"""The files exchanged with the national tool: brought in, taken away."""
