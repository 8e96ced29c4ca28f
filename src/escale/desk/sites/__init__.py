"""Other sites where activities are published by themselves: linked, stopped, posted to."""
