"""What other sites answer with, each read into the same `Said`. Nothing is trusted: see `cleaning`."""
