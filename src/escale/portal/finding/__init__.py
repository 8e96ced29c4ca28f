"""The search: what somebody wants to learn or do, near where; what answers, in sentences."""
