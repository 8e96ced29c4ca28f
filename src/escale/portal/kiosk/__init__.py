"""The tablet where one takes a number, and the screen of the waiting room: both behind a secret address."""
