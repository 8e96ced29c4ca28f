"""Other sites where activities are published by their own API: optional, one folder to remove."""
