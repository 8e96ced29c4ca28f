"""What a visit to one's own space keeps, in the session and nowhere else: which step, whose number, until when."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from django.contrib.auth import SESSION_KEY
from django.http import HttpRequest

from escale.myspace.models import SpaceCode
from escale.myspace.whose import Visitor

KEY = "space"
OPEN_FOR = timedelta(minutes=30)
LONGEST = timedelta(hours=2)
"""However often more time is asked for: then another code."""


@dataclass(frozen=True, kw_only=True)
class Visit:
    """An open space. `may_stay` says whether more time can be asked for."""

    visitor: Visitor
    until: datetime
    may_stay: bool


def await_code(request: HttpRequest, code: SpaceCode) -> None:
    """The code of that row is waited for: another browser can't use it."""
    request.session[KEY] = {"code": code.pk}


def awaited(request: HttpRequest) -> int | None:
    """The row of the code this browser waits for."""
    pk = _kept(request).get("code")
    return pk if isinstance(pk, int) else None


def await_name(request: HttpRequest, phone: str, *, now: datetime) -> None:
    """The number is proved; whose space it is, is still to be said."""
    request.session.cycle_key()
    request.session[KEY] = {"proved": phone, "until": (now + OPEN_FOR).timestamp()}


def proved(request: HttpRequest, *, now: datetime) -> str:
    """The number (E.164) this browser proved a moment ago; empty when it proved none."""
    kept = _kept(request)
    return str(kept.get("proved", "")) if now.timestamp() < kept.get("until", 0) else ""


def open_for(request: HttpRequest, visitor: Visitor, *, now: datetime) -> None:
    """Open the space, under a new key: nobody who knew the former one is in."""
    request.session.cycle_key()
    request.session[KEY] = {
        "phone": visitor.phone,
        "first_name": visitor.first_name,
        "is_proven": visitor.is_proven,
        "until": (now + OPEN_FOR).timestamp(),
        "latest": (now + LONGEST).timestamp(),
    }


def visit(request: HttpRequest, *, now: datetime) -> Visit | None:
    """The space that is open in this browser; None once its time is over."""
    kept = _kept(request)
    if "phone" not in kept or now.timestamp() >= kept["until"]:
        return None
    return Visit(
        visitor=Visitor(phone=kept["phone"], first_name=kept["first_name"], is_proven=kept["is_proven"]),
        until=datetime.fromtimestamp(kept["until"], UTC),
        may_stay=kept["until"] < kept["latest"],
    )


def stay(request: HttpRequest, *, now: datetime) -> None:
    """Half an hour more from now, within the longest."""
    kept = _kept(request)
    request.session[KEY] = kept | {"until": min((now + OPEN_FOR).timestamp(), kept["latest"])}


def rename(request: HttpRequest, visitor: Visitor) -> None:
    """She corrected her first name, or proved another number: the same visit goes on."""
    request.session[KEY] = _kept(request) | {"phone": visitor.phone, "first_name": visitor.first_name}


def keep(request: HttpRequest, name: str, value: int | None) -> None:
    """A number that a later page of the same visit needs: the row of a code, of an agreement."""
    request.session[KEY] = _kept(request) | {name: value}


def kept(request: HttpRequest, name: str) -> int | None:
    """What `keep` kept under this name."""
    value = _kept(request).get(name)
    return value if isinstance(value, int) else None


def close(request: HttpRequest) -> None:
    """Leave nothing behind; whoever is signed in to the workspace in the same browser stays signed in."""
    if SESSION_KEY in request.session:
        request.session.pop(KEY, None)
    else:
        request.session.flush()


def _kept(request: HttpRequest) -> dict[str, Any]:
    found = request.session.get(KEY)
    return found if isinstance(found, dict) else {}
