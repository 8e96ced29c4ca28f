"""Asking another site for what an address holds, without harm: the public Internet alone, bounded in time and in size."""
