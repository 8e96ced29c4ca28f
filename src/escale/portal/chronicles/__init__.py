"""Chronicles as the public reads them: the list, a series, one of them; their feeds, and whether one helped."""
