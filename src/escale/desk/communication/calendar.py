"""What to send when: every piece that waits for an activity to come, by the day it must leave."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Q

from escale.accounts.models import Organization
from escale.desk.communication import words
from escale.french.dates import day_of_month, relative_day
from escale.places.zones import zone_of
from escale.publishing import deadlines, kits
from escale.publishing.models import ChannelKind, Piece, PieceKind, PieceQuerySet, PieceState
from escale.scheduling.french_calendar import METROPOLE, is_day_off

MOST = 400
AHEAD = timedelta(days=60)
"""Nobody prepares further ahead than two months."""


@dataclass(frozen=True, kw_only=True)
class Due:
    """One thing to send: for which activity, until when. `by` is the last working day."""

    piece: Piece
    title: str
    icon: str
    activity_on: date
    by: date
    is_planned: bool
    today: date

    @property
    def what(self) -> str:
        """ "Envoyer l’article : Journal de Vitré"."""
        return f"{words.SEND[PieceKind(self.piece.kind)]} : {self.piece.channel.name}"

    @property
    def until(self) -> str:
        """ "prévu demain", "avant le 20 novembre", "à faire dès maintenant"."""
        if self.is_planned:
            return f"prévu {relative_day(self.by, self.today)}"
        if self.by < self.today:
            return "à faire dès maintenant"
        return (
            deadlines.words(self.piece.channel, activity_on=self.activity_on)
            or f"avant le {day_of_month(self.activity_on)}"
        )


def of_organization(organization: Organization, *, now: datetime, within: timedelta = AHEAD) -> list[Due]:
    """What must leave within so many days, the most pressing first. Two queries, and the one of its places."""
    return due(list(waiting(organization)), organization, now=now, within=within)


def due(pieces: Sequence[Piece], organization: Organization, *, now: datetime, within: timedelta) -> list[Due]:
    """Of these pieces that wait, what must leave by then, the most pressing first. One query, none without a piece."""
    if not pieces:
        return []
    zone = zone_of(organization)
    today = now.astimezone(zone).date()
    by_pk = {piece.kit_id: piece.kit for piece in pieces}
    days = kits.days_of(list(by_pk.values()), zone=zone, now=now)
    coming = [(piece, days[piece.kit_id]) for piece in _mains(pieces) if piece.kit_id in days]
    found = [_due(piece, on, today=today) for piece, on in coming if not _is_too_late(piece, on, today=today)]
    kept = [due for due in found if due.by <= today + within]
    return sorted(kept, key=lambda due: (due.by, due.piece.pk))


def waiting(organization: Organization) -> PieceQuerySet:
    """Two things never wait: a feed leaves by itself, regular hours have no day."""
    rows = Piece.objects.of_organization(organization).waiting().exclude(kind=PieceKind.FEED)
    rows = rows.filter(kit__permanence=None).filter(Q(kit__group=None) | Q(kit__group__canceled_at=None))
    read = rows.select_related("channel", "kit__organization", "kit__group", "kit__programme", "kit__event")
    return read.order_by("-kit__pk", "channel__position", "channel__pk", "pk")[:MOST]


def _mains(waiting: Sequence[Piece]) -> list[Piece]:
    """The main piece of each channel and kit: the others leave with it."""
    seen, mains = set[tuple[int, int]](), []
    for piece in waiting:
        if (piece.kit_id, piece.channel_id) not in seen:
            seen.add((piece.kit_id, piece.channel_id))
            mains.append(piece)
    return mains


def _is_too_late(piece: Piece, activity_on: date, *, today: date) -> bool:
    is_ready = piece.state == PieceState.READY
    return is_ready and deadlines.is_closed(piece.channel, activity_on=activity_on, today=today)


def _due(piece: Piece, activity_on: date, *, today: date) -> Due:
    channel = piece.channel
    rule, number = channel.deadline, channel.deadline_number
    by = deadlines.send_by(rule, number, activity_on=activity_on, is_off=lambda on: is_day_off(on, METROPOLE))
    is_planned = piece.state == PieceState.PLANNED and piece.planned_on is not None
    return Due(
        piece=piece,
        title=words.title_of(piece.kit),
        icon=words.ICONS[ChannelKind(channel.kind)],
        activity_on=activity_on,
        by=piece.planned_on if is_planned and piece.planned_on else by or activity_on,
        is_planned=is_planned,
        today=today,
    )
