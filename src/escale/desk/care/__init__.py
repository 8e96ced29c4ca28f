"""After a hard conversation: the frame, what to say, whom to call, a note for oneself, a peer to talk to."""
