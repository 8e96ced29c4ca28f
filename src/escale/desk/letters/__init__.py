"""Letters: chosen articles, read over, sent to those who asked to read us."""
