"""The test harness: strictness, the cast and the builders every test shares."""
