"""Needs nobody answers here: noted in a few words, never with a person; counted, they say what the territory lacks."""

from datetime import date, datetime
from uuid import UUID, uuid4

from escale.accounts.models import Membership
from escale.directory.models import Lacking, UnmetNeed


def note(
    words: str,
    *,
    lacking: Lacking,
    need: str = "",
    commune: str = "",
    on: date,
    by: Membership,
    now: datetime,
    submission: UUID | None = None,
) -> UnmetNeed:
    """Write a need that stayed without answer; the same submission again gives the same row.

    `need` is a code of `needs.py`, `commune` an INSEE code; `words` say the need, and name nobody.
    """
    noted, _ = UnmetNeed.objects.get_or_create(
        submission=submission or uuid4(),
        defaults={
            "organization": by.organization,
            "need": need,
            "words": words,
            "lacking": lacking,
            "commune": commune,
            "on": on,
            "noted_at": now,
            "noted_by": by.user,
        },
    )
    return noted


def take_back(noted: UnmetNeed) -> None:
    """Take out what was noted by mistake."""
    UnmetNeed.objects.filter(pk=noted.pk).delete()
