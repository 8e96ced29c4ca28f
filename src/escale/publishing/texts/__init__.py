"""What is said of an activity, channel by channel: careful sentences made from one source, never beyond their limit."""
