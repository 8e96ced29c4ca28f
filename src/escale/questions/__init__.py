"""RecurringQuestion, grouping, trends."""
