"""The waiting list at the desk: who waits, in which order, what is offered to whom."""
