"""The last gesture on a programme, kept in the session so that it can be taken back."""

from dataclasses import asdict
from secrets import token_urlsafe

from django.contrib.sessions.backends.base import SessionBase

from escale.programme.choosing import Change

KEY = "programme-gesture"


def keep(session: SessionBase, change: Change) -> str:
    """Remember what a gesture changed, in place of the one before; give the name of the gesture."""
    name = token_urlsafe(6)
    session[KEY] = {"name": name, "change": asdict(change)}
    return name


def take(session: SessionBase, name: str, *, programme: int) -> Change | None:
    """Give the last gesture and forget it; None when it isn't the one of that name, or isn't on this programme."""
    kept = session.get(KEY)
    if kept is None or kept["name"] != name or kept["change"]["programme"] != programme:
        return None
    del session[KEY]
    return Change(**kept["change"])
