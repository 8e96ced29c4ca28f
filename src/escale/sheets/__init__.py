"""Resource sheets: what a person takes home, what an adviser teaches with; given, attached, checked, re-read."""
