"""Somebody’s own space, without an account: her code by SMS, what concerns her, for whom she books."""
