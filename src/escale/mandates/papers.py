"""What a mandate says on paper: two copies to sign before, the proof after."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from escale.accounts.models import User
from escale.accounts.secret_links import short_address
from escale.french.dates import day_year, hour
from escale.mandates import links
from escale.mandates.models import ConsentBy, JournalEntry, JournalKind, Mandate, MandateAct
from escale.mandates.texts import information
from escale.places.zones import zone_of

MOST_LINES = 200


@dataclass(frozen=True, kw_only=True)
class Line:
    """One line of the journal, in words: what happened, when, by whom, and its print."""

    number: int
    at: datetime
    what: str
    who: str
    hash: str
    act_id: int | None


@dataclass(frozen=True, kw_only=True)
class DoneAct:
    """One act, on the clock of the organization."""

    act: MandateAct
    at: datetime


@dataclass(frozen=True, kw_only=True)
class Paper:
    """Everything both papers need."""

    mandate: Mandate
    name: str
    told: Sequence[str]
    until: str
    address: str
    acts: Sequence[DoneAct] = ()
    lines: Sequence[Line] = ()
    printed_on: str = ""


def to_sign(mandate: Mandate) -> Paper:
    """The mandate as it is signed, one for her, one for the organization. One query."""
    zone = zone_of(mandate.organization)
    return Paper(
        mandate=mandate,
        name=name_of(mandate),
        told=information(mandate.text_version).said_by(mandate.organization.name),
        until=until_words(mandate, zone=zone),
        address=page_address(mandate),
    )


def proof(mandate: Mandate, *, now: datetime) -> Paper:
    """The mandate with what was done, and what the journal says of it. Four queries."""
    zone = zone_of(mandate.organization)
    return Paper(
        mandate=mandate,
        name=name_of(mandate),
        told=information(mandate.text_version).said_by(mandate.organization.name),
        until=until_words(mandate, zone=zone),
        address=page_address(mandate),
        acts=acts_of(mandate, zone=zone),
        lines=lines_of(mandate, zone=zone),
        printed_on=day_year(now.astimezone(zone)),
    )


def name_of(mandate: Mandate) -> str:
    """Her whole name; once her file is emptied, the proof stays without it."""
    return mandate.person.full_name if mandate.person else "Personne dont la fiche est effacée"


def page_address(mandate: Mandate) -> str:
    """The address of her page, without its scheme; "" while she may say yes there, or the team could say it for her."""
    if mandate.consent_by == ConsentBy.SMS and mandate.signed_at is None:
        return ""
    return short_address(f"/mandat/{links.secret_of(mandate)}/")


def until_words(mandate: Mandate, *, zone: ZoneInfo) -> str:
    """Until when, as both read it: an instant once it is signed, else what was chosen."""
    if mandate.ends_at:
        local = mandate.ends_at.astimezone(zone)
        if local.hour == local.minute == 0:
            return f"jusqu’au {day_year(_before(mandate.ends_at, zone))} inclus"
        return f"jusqu’au {day_year(local)} à {hour(local)}"
    if mandate.until_on:
        return f"jusqu’au {day_year(mandate.until_on)} inclus, 31 jours au plus"
    return {"session": "le temps de ce rendez-vous", "day": "la journée de la signature"}.get(
        mandate.duration, "31 jours au plus après la signature"
    )


def acts_of(mandate: Mandate, *, zone: ZoneInfo) -> list[DoneAct]:
    """The acts done, the first one first. One query."""
    acts = mandate.acts.select_related("by").order_by("at", "pk")
    return [DoneAct(act=act, at=act.at.astimezone(zone)) for act in acts]


def lines_of(mandate: Mandate, *, zone: ZoneInfo) -> list[Line]:
    """What the journal says of a mandate, the first line first. Two queries."""
    entries = JournalEntry.objects.of_organization(mandate.organization).about(mandate=mandate.pk)
    rows = list(entries.in_chain()[:MOST_LINES])
    names = {
        user.pk: user.full_name for user in User.objects.filter(pk__in={row.actor_id for row in rows}).order_by("pk")
    }
    return [
        Line(
            number=row.number,
            at=row.at.astimezone(zone),
            what=JournalKind(row.kind).label,
            who=names.get(row.actor_id or 0, "") if row.actor_id else "la personne elle-même",
            hash=row.hash,
            act_id=row.subjects.get("act"),
        )
        for row in rows
    ]


def _before(instant: datetime, zone: ZoneInfo) -> datetime:
    """The last day of an end at midnight."""
    return datetime.fromtimestamp(instant.timestamp() - 1, tz=zone)
