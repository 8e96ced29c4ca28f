"""What people can do at the start and the end, what they thought, the review of a cycle, and its report."""
