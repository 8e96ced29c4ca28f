"""The waiting list as the team reads it: by reason and place, in turn, each with what is going on."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import groupby

from escale.accounts.models import Organization
from escale.appointments.models import (
    BETWEEN_OFFERS,
    MOST_OFFERS,
    HalfDay,
    Offer,
    OfferState,
    WaitingEntry,
    WhyClosed,
)
from escale.french.dates import DAYS, ago, day_hour
from escale.outbox.texts import until_words

MOST_SHOWN = 300
LEFT_LATELY = timedelta(days=14)
MOST_LEFT = 30
ANYWHERE = "N’importe quel lieu"


@dataclass(frozen=True, kw_only=True)
class Row:
    """One person who waits. `offer` is what is held for her now."""

    entry: WaitingEntry
    rank: int
    since: str
    wish: str
    offers: str
    state: str
    tone: str
    may_be_offered: bool
    offer: Offer | None


@dataclass(frozen=True, kw_only=True)
class Line:
    """Those who wait for one reason at one place."""

    title: str
    where: str
    rows: Sequence[Row]


@dataclass(frozen=True, kw_only=True)
class Left:
    """Somebody who left lately; `may_come_back` when the team can put her back."""

    entry: WaitingEntry
    words: str
    may_come_back: bool


def lines(organization: Organization, *, now: datetime) -> list[Line]:
    """Everybody who waits, by reason then by place, each line in turn. Two queries."""
    waiting = WaitingEntry.objects.of_organization(organization).waiting(now=now).with_everything_shown()
    in_turn = waiting.in_turn(new_first=organization.waiting_new_first).prefetch_related("offers__venue")[:MOST_SHOWN]
    ordered = sorted(in_turn, key=_line_of)
    return [
        Line(
            title=reason,
            where=where,
            rows=[row(entry, rank=rank, now=now) for rank, entry in enumerate(group, start=1)],
        )
        for (_, _, reason, where), group in groupby(ordered, key=_line_of)
    ]


def row(entry: WaitingEntry, *, rank: int, now: datetime) -> Row:
    """One person in words."""
    held = next((offer for offer in entry.offers.all() if offer.state == OfferState.OPEN), None)
    state, tone = _state(entry, held, now=now)
    return Row(
        entry=entry,
        rank=rank,
        since=ago(now - entry.created_at),
        wish=wish_words(entry),
        offers=f"{entry.offers_made} sur {MOST_OFFERS}",
        state=state,
        tone=tone,
        may_be_offered=held is None and _rested(entry, now=now) and entry.offers_made < MOST_OFFERS,
        offer=held,
    )


def left_lately(organization: Organization, *, now: datetime) -> list[Left]:
    """Those who left in the last days, the latest first. One query."""
    gone = (
        WaitingEntry.objects.of_organization(organization)
        .filter(closed_at__gt=now - LEFT_LATELY)
        .with_everything_shown()
        .order_by("-closed_at", "-pk")[:MOST_LEFT]
    )
    return [_left(entry, now=now) for entry in gone]


def wish_words(entry: WaitingEntry) -> str:
    """ "Mardi, jeudi, le matin", "À toute heure", "Plus tôt que mardi 17 novembre à 9 h"."""
    days = ", ".join(DAYS[int(number)] for number in entry.weekdays)
    words = ", ".join(filter(None, [days, "" if days and entry.half_day == HalfDay.ANY else _half_day(entry)]))
    if entry.appointment:
        words = f"plus tôt que {day_hour(entry.appointment.local_start)}, {words}"
    return words[:1].upper() + words[1:]


def offer_words(offer: Offer, *, now: datetime) -> str:
    """ "lundi 16 novembre à 9 h, Centre social, jusqu’à 17 h 10"."""
    until = until_words(offer.expires_at, zone=offer.venue.zone, now=now)
    return f"{day_hour(offer.local_start)}, {offer.venue}, jusqu’à {until}"


def _line_of(entry: WaitingEntry) -> tuple[int, int, str, str]:
    return entry.reason.position, entry.reason_id, entry.reason.name, entry.venue.name if entry.venue else ANYWHERE


def _half_day(entry: WaitingEntry) -> str:
    return str(HalfDay(entry.half_day).label)


def _state(entry: WaitingEntry, held: Offer | None, *, now: datetime) -> tuple[str, str]:
    if held is not None:
        verb = "À appeler" if held.by_call else "Heure proposée"
        return f"{verb} : {offer_words(held, now=now)}", "warn"
    if not _rested(entry, now=now):
        return "Déjà prévenue il y a moins d’un jour", ""
    return "Attend une heure", ""


def _rested(entry: WaitingEntry, *, now: datetime) -> bool:
    return entry.last_offered_at is None or entry.last_offered_at <= now - BETWEEN_OFFERS


def _left(entry: WaitingEntry, *, now: datetime) -> Left:
    why = WhyClosed(entry.closed_why)
    return Left(
        entry=entry,
        words=f"{entry.reason}, {why.label}, {ago(now - entry.closed_at) if entry.closed_at else ''}",
        may_come_back=why in {WhyClosed.REMOVED, WhyClosed.LEFT, WhyClosed.ENDED} and entry.appointment is None,
    )
