"""The group builder: the groups proposed, adjusted by hand, then created as cycles with people invited."""
