"""Taking back the last change of one date: what the date was is kept in the session of whoever changed it."""

from typing import Any

from django.utils.dateparse import parse_datetime

from escale.accounts.access import MemberRequest
from escale.agenda.models import Permanence, PermanenceOccurrence
from escale.french.dates import day

KEY = "permanence-undo"
FIELDS = ("venue_id", "room_id", "adviser_id", "note")
INSTANTS = ("starts_at", "ends_at", "canceled_at", "changed_at")


def remember(request: MemberRequest, before: PermanenceOccurrence, *, changed_to: PermanenceOccurrence) -> None:
    """Keep what a date was before it changed, as long as it stays as it was changed to."""
    instants = {name: _text(getattr(before, name)) for name in INSTANTS}
    request.session[KEY] = {
        "permanence": before.permanence_id,
        "occurrence": before.pk,
        "words": day(before.starts_at.astimezone(before.venue.zone)),
        "since": _text(changed_to.changed_at),
        "was": {name: getattr(before, name) for name in FIELDS} | instants,
    }


def offered(request: MemberRequest, permanence: Permanence) -> str:
    """The date whose change can be taken back on the page of this permanence, in words; empty when there is none."""
    kept = request.session.get(KEY)
    return str(kept["words"]) if kept and kept["permanence"] == permanence.pk else ""


def take_back(request: MemberRequest, permanence: Permanence) -> bool:
    """Put the date back as it was; False when it changed again since, or when there is nothing to take back."""
    kept: dict[str, Any] | None = request.session.pop(KEY, None)
    if not kept or kept["permanence"] != permanence.pk:
        return False
    was = kept["was"] | {name: _instant(kept["was"][name]) for name in INSTANTS}
    same = permanence.occurrences.filter(pk=kept["occurrence"], changed_at=_instant(kept["since"]))
    return bool(same.update(**was))


def _text(instant: Any) -> str | None:
    return instant.isoformat() if instant else None


def _instant(text: str | None) -> Any:
    return parse_datetime(text) if text else None
