"""The catalogue at the desk: workshops that can be scheduled, and the library of ready ones."""
