"""The programme of a term, as anyone reads it."""
