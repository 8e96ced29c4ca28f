"""What is said of the public pages, for the team: answers, words, remarks of invited readers."""
