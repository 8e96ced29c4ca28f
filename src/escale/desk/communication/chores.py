"""What communication leaves to do this week, among everything that waits for a gesture."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from django.db.models import QuerySet
from django.urls import reverse

from escale.accounts.models import Membership, Organization
from escale.desk.communication import calendar, words
from escale.desk.communication.calendar import Due
from escale.desk.todo_item import Item, Waiting
from escale.french.plural import plural
from escale.publishing import pieces, rules, sources
from escale.publishing.models import Piece, PieceKind, PieceState
from escale.together import later

CHORE = "diffusion"
NEAR = timedelta(days=4)
MOST = 2
"""People come first on the page of the day: the rest of the sending is one line."""


def waiting(reader: Membership, *, now: datetime) -> list[Waiting]:
    """What must leave within four days, or was planned by then: the most urgent, then how many more.

    What was just sent isn't there. One query more for the days of what waits.
    """
    if not rules.may_prepare(reader):
        return []
    found = later(calendar.waiting, reader.organization)
    return [Waiting(found, lambda rows: _urgent(calendar.due(list(rows), reader.organization, now=now, within=NEAR)))]


def _urgent(due: Sequence[Due]) -> list[Item]:
    first, others = due[:MOST], len(due[MOST:])
    return [
        *(_item(each.piece, each.title, each.what, each.until) for each in first),
        *([_more(others)] if others else []),
    ]


def rows(organization: Organization) -> QuerySet[Piece]:
    """The pieces one may say sent from there."""
    return Piece.objects.of_organization(organization).select_related(
        "channel", "kit__organization", "kit__group", "kit__permanence__venue", "kit__programme", "kit__event"
    )


def listed(found: Iterable[Piece]) -> list[Item]:
    """Pieces one by one, once something was done about them."""
    return [
        _item(piece, words.title_of(piece.kit), f"{words.SEND[PieceKind(piece.kind)]} : {piece.channel.name}", "")
        for piece in found
    ]


def do(piece: Piece, by: Membership, now: datetime) -> None:
    pieces.mark_done(piece, source=sources.of_kit(piece.kit).fingerprint, by=by, now=now)


def _more(count: int) -> Item:
    """What else must leave, read where all of it is."""
    return Item(
        chore=CHORE,
        pk=0,
        icon="megaphone",
        title=plural(count, "autre envoi à faire", "autres envois à faire"),
        detail="D’ici quatre jours",
        address=reverse("desk:communication"),
        address_words="Voir les envois",
    )


def _item(piece: Piece, title: str, what: str, until: str) -> Item:
    return Item(
        chore=CHORE,
        pk=piece.pk,
        icon="megaphone",
        title=f"{what}, {until}" if until else what,
        detail=title,
        verb=words.done_words(piece),
        is_done=piece.state == PieceState.DONE,
        address=reverse("desk:kit", args=[piece.kit_id], fragment=f"canal-{piece.channel_id}"),
        address_words="Ouvrir le kit",
    )
