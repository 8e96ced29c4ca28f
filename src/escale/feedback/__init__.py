"""What people say of our pages: whether one helped, and what invited advisers note on it."""
