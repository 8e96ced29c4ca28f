"""The last gesture on a programme, kept in the session so that it can be taken back."""

from dataclasses import asdict

from django.contrib.sessions.backends.base import SessionBase

from escale.programme.choosing import Change

KEY = "programme-change"


def keep(session: SessionBase, change: Change) -> None:
    """Remember what a gesture changed, in place of the one before."""
    session[KEY] = asdict(change)


def take(session: SessionBase, *, programme: int) -> Change | None:
    """Give the last gesture and forget it; None when there is none on this programme."""
    kept = session.get(KEY)
    if kept is None or kept["programme"] != programme:
        return None
    del session[KEY]
    return Change(**kept)
