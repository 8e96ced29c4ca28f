"""What advisers write: what is begun, what waits to be read over, what will appear, what is read."""
