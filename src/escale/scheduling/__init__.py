"""The pure scheduling core: intervals, wall-clock recurrence, slots, French calendars.

No Django, no clock, no input or output: every instant is an argument. Intervals are half-open `[start, end)`.
"""
