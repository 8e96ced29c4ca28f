"""The last gesture of the group builder, kept in the session so that it can be taken back."""

from datetime import date, datetime, time
from typing import Any

from django.contrib.sessions.backends.base import SessionBase

from escale.workshops.drafts import Change

KEY = "groups-change"
DATES = {"starts_on": date.fromisoformat, "postponed_until": date.fromisoformat, "created_at": datetime.fromisoformat}
TIMES = {"start_time": time.fromisoformat, "end_time": time.fromisoformat}
READ: dict[str, Any] = DATES | TIMES


def keep(session: SessionBase, change: Change, *, organization_id: int) -> None:
    """Remember what a gesture changed, in place of the one before."""
    session[KEY] = {
        "organization": organization_id,
        "places": {str(pk): _written(values) for pk, values in change.places.items()},
        "shapes": {str(pk): _written(values) for pk, values in change.shapes.items()},
        "added": list(change.added),
    }


def take(session: SessionBase, *, organization_id: int) -> Change | None:
    """Give the last gesture and forget it; None when there is none here."""
    kept = session.pop(KEY, None)
    if kept is None or kept["organization"] != organization_id:
        return None
    return Change(
        places={int(pk): _read(values) for pk, values in kept["places"].items()},
        shapes={int(pk): _read(values) for pk, values in kept["shapes"].items()},
        added=kept["added"],
    )


def _written(values: dict[str, Any]) -> dict[str, Any]:
    return {name: value.isoformat() if name in READ and value else value for name, value in values.items()}


def _read(values: dict[str, Any]) -> dict[str, Any]:
    return {name: READ[name](value) if name in READ and value else value for name, value in values.items()}
