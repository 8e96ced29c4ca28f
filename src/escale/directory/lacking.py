"""Needs nobody answers here: noted in a few words, never with a person; counted, they say what the territory lacks."""

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID, uuid4

from escale.accounts.models import Membership, Organization
from escale.directory import needs
from escale.directory.models import Lacking, UnmetNeed

OTHER = "Un autre besoin"


@dataclass(frozen=True, kw_only=True)
class Missing:
    """A need of the list that stayed without answer: how often, why, in which communes (INSEE codes)."""

    need: str
    times: int
    lacking: Mapping[Lacking, int]
    communes: Mapping[str, int]

    @property
    def label(self) -> str:
        return label_of(self.need)


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


def label_of(need: str) -> str:
    """A code in words; needs outside the list go together."""
    known = needs.by_code(need)
    return known.label if known else OTHER


def counted(organization: Organization, since: date, until: date) -> list[Missing]:
    """What lacked between two days, both included: the most frequent first. One query."""
    noted = UnmetNeed.objects.of_organization(organization).filter(on__gte=since, on__lte=until)
    by_need: defaultdict[str, list[tuple[str, str]]] = defaultdict(list)
    for need, why, commune in noted.order_by("pk").values_list("need", "lacking", "commune"):
        by_need[need if needs.by_code(need) else ""].append((why, commune))
    found = [
        Missing(
            need=need,
            times=len(rows),
            lacking=dict(Counter(Lacking(why) for why, _ in rows).most_common()),
            communes=dict(Counter(commune for _, commune in rows if commune).most_common()),
        )
        for need, rows in by_need.items()
    ]
    return sorted(found, key=lambda missing: (-missing.times, missing.label))


def take_back(noted: UnmetNeed) -> None:
    """Take out what was noted by mistake."""
    UnmetNeed.objects.filter(pk=noted.pk).delete()
