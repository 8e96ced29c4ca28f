"""“Ses données” on a person's page: until when her file is kept, who has read it, which information she was given."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Count, QuerySet

from escale.accounts.models import Membership
from escale.french.dates import day_of_month, relative_day
from escale.french.plural import plural
from escale.people import notice, reading, rules, warning
from escale.people.models import Beneficiary, FileRead, ReadKind
from escale.people.reading import Access
from escale.people.retention import WARNING
from escale.places.zones import zone_of
from escale.together import Reading

DELAYS = {6: "six mois", 12: "un an", 18: "un an et demi", 24: "deux ans"}
TIMES = {
    ReadKind.PRINTED: "imprimée",
    ReadKind.GIVEN: "copie remise",
    ReadKind.EXPORTED: "exportée",
}


@dataclass(frozen=True, kw_only=True)
class Panel:
    """What the panel says; `read` is empty for whoever only sees who she is."""

    empties_on: str
    after: str
    warned: str
    read: str
    notice: str
    notice_is_current: bool
    sees_file: bool


def of(person: Beneficiary, *, reader: Membership, now: datetime) -> Reading[Panel]:
    """The panel of a person, for this reader. One query, and whether she accompanies her."""
    organization, zone = reader.organization, zone_of(reader.organization)
    today = now.astimezone(zone).date()
    contacts, looks = warning.contacts([person]), _looks(person)
    sees_file = rules.may_hand_over(reader) and reading.access(person, reader=reader, now=now) == Access.FULL
    yield (contacts, looks) if sees_file else (contacts,)
    empties = warning.empties_on(person, last=warning.latest_of(contacts, zone=zone)[person.pk])
    return Panel(
        empties_on=_date(empties, today=today),
        after=f"{_delay(organization.keeps_people_months)} après le dernier contact",
        warned=_warned(person, empties, today=today),
        read=_read(looks, reader=reader) if sees_file else "",
        notice=_notice(
            person, on=person.notice_given_at and person.notice_given_at.astimezone(zone).date(), today=today
        ),
        notice_is_current=person.notice_version == notice.version(organization),
        sees_file=sees_file,
    )


def _date(on: date, *, today: date) -> str:
    return day_of_month(on) if on.year == today.year else f"{day_of_month(on)} {on.year}"


def _delay(months: int) -> str:
    return DELAYS.get(months, plural(months, "mois", "mois"))


def _warned(person: Beneficiary, empties: date, *, today: date) -> str:
    if person.warned_at is not None:
        return "Une venue ou un rendez-vous la garde."
    told = max(empties - WARNING, today)
    return f"L’équipe sera prévenue le {_date(told, today=today)}."


def _looks(person: Beneficiary) -> QuerySet[FileRead, Any]:
    """How many times each did what with her file."""
    return (
        FileRead.objects.of_person(person)
        .values("kind", "by", "by__first_name")
        .annotate(times=Count("pk"))
        .order_by("-times", "by__first_name", "by")
    )


def _read(rows: Collection[dict[str, Any]], *, reader: Membership) -> str:
    """ "Vue 6 fois : 5 par vous, 1 par Sophie." and what else was done with it."""
    seen = [row for row in rows if row["kind"] == ReadKind.OPENED]
    total = sum(row["times"] for row in seen)
    names = ["vous" if row["by"] == reader.user_id else row["by__first_name"] or "quelqu’un de parti" for row in seen]
    who = ", ".join(f"{row['times']} par {name}" for row, name in zip(seen, names, strict=True))
    sentences = [f"Vue {total} fois : {who}." if seen else "Pas encore ouverte."]
    for kind, word in TIMES.items():
        times = sum(row["times"] for row in rows if row["kind"] == kind)
        if times:
            sentences.append(f"{word.capitalize()} {times} fois.")
    return " ".join(sentences)


def _notice(person: Beneficiary, *, on: date | None, today: date) -> str:
    if on is None:
        return "La page d’information n’a pas encore été remise."
    return f"Page d’information remise {_on(on, today)}, version du {person.notice_version.split(' ')[0]}."


def _on(on: date, today: date) -> str:
    words = relative_day(on, today)
    return words if (today - on).days in range(3) else f"le {_date(on, today=today)}"
