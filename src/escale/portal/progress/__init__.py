"""What a person is asked behind her secret address: her opinion, and what she still does alone three months after."""
