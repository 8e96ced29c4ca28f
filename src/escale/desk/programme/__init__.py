"""The programme of a term, as the team makes it: dates, themes, review, publishing."""
