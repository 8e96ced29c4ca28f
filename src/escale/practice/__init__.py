"""What advisers do for one another: sessions on their practice, mentoring, a hand, a directory, an agenda."""
