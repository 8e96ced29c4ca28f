"""Somebody's own space, without an account: a code by SMS opens it, half an hour closes it."""
