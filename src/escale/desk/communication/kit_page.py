"""What the page of a kit says: the channels and where they stand, the texts, what has changed since."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.db.models import Sum
from django.urls import reverse
from django.utils import timezone

from escale.accounts.models import Membership
from escale.desk.communication import words
from escale.french.plain_language import hints
from escale.places.zones import zone_of
from escale.publishing import deadlines, identities, kits, links, pieces, rules, sources
from escale.publishing.models import (
    Channel,
    ChannelKind,
    Kit,
    LinkDay,
    Outlet,
    Piece,
    PieceKind,
    PieceState,
    Posting,
    TrackedLink,
)
from escale.publishing.rendering import images, poster
from escale.publishing.rendering.sheets import Layout, Sheet
from escale.publishing.source import Picture, Source, SourceKind
from escale.publishing.texts.writing import TEXTS, Addresses, Unit, limit_of, write
from escale.writing import rights
from escale.writing.models import Medium

CERTAIN_HINTS = frozenset({PieceKind.SMS})
"""Texts whose signs are counted: an abbreviation is a choice there."""


UNITS = {Unit.SIGNS: "signe", Unit.WORDS: "mot"}
"""What is counted while one types; an SMS is counted when it is kept."""


@dataclass(frozen=True, kw_only=True)
class Row:
    """One channel of the kit."""

    channel: Channel
    piece: Piece
    icon: str
    reach: str
    state: str
    tone: str
    state_icon: str
    address: str
    spoken: str
    visits: int
    done_words: str
    is_stale: bool
    outlets: int
    posted: int

    @property
    def is_waiting(self) -> bool:
        return self.piece.kind != PieceKind.FEED and self.piece.state in {PieceState.READY, PieceState.PLANNED}

    @property
    def is_settled(self) -> bool:
        """Sent, or left out: it can be taken back."""
        return self.piece.kind != PieceKind.FEED and not self.is_waiting


@dataclass(frozen=True, kw_only=True)
class TextShown:
    """One text to copy: what it says, what comes from the activity when it is another, how long it is, what would help."""

    piece: Piece
    name: str
    text: str
    proposed: str
    length: str
    is_too_long: bool
    most: int
    unit: str
    is_stale: bool
    hints: Sequence[str]
    rows: int
    problem: str = ""


@dataclass(frozen=True, kw_only=True)
class Sent:
    """What was sent and refused: shown again, as it was typed."""

    piece: Piece
    text: str
    problem: str


def read(kit: Kit, *, by: Membership, now: datetime, sent: Sent | None = None) -> dict[str, Any]:
    """Everything the page says. At most seventeen queries."""
    source = sources.of_kit(kit)
    day = kits.days_of([kit], now=now).get(kit.pk)
    made = list(Piece.objects.filter(kit=kit, channel__archived_at=None).select_related("channel").in_order())
    addresses = addresses_of(made)
    today = now.astimezone(zone_of(kit.organization)).date()
    rows = _rows(made, source, addresses, activity_on=day, today=today)
    return {
        "kit": kit,
        "source": source,
        "flag": words.KINDS[source.kind],
        "about": words.about_words(source),
        "rows": rows,
        "texts": [text_of(each, source, addresses[each.pk], sent=sent) for each in made if each.kind in TEXTS],
        "lacks": kits.lacks(kit, made),
        "is_public": is_public(kit),
        "may_prepare": rules.may_prepare(by),
        "alternative": images.alternative(source),
        "sheet": preview(kit, source, address=address_of(made, addresses, PieceKind.POSTER, source)),
        "has_leaflet": source.kind in {SourceKind.PROGRAMME, SourceKind.CYCLE},
    }


def texts_of(kit: Kit) -> tuple[Source, list[TextShown]]:
    """What a kit speaks of, and its texts as they are by now."""
    source = sources.of_kit(kit)
    made = list(Piece.objects.filter(kit=kit, channel__archived_at=None).select_related("channel").in_order())
    addresses = addresses_of(made)
    return source, [text_of(each, source, addresses[each.pk]) for each in made if each.kind in TEXTS]


def photo_of(kit: Kit, medium: Medium) -> Picture | None:
    """The photo of a kit, unless somebody on it does not agree to be seen there today. One query, none without a photo."""
    if kit.picture is None or not rights.may_show(kit.picture.pk, medium, on=timezone.localdate()):
        return None
    return identities.shown(kit.picture)


def preview(kit: Kit, source: Source, *, address: str, layout: Layout | None = None, heading: str = "p") -> Sheet:
    """The poster on the screen, with the photo of the kit when there is one."""
    photo = photo_of(kit, Medium.PAPER)
    return poster.preview(
        source,
        address=address,
        found_at=_found_at,
        layout=layout or ("picture" if photo else "harbour"),
        picture=photo,
        heading=heading,
    )


def addresses_of(made: Sequence[Piece]) -> dict[int, Addresses]:
    """The short address of each piece; without one yet, nothing is said. One query."""
    found = {link.piece_id: link for link in TrackedLink.objects.filter(piece__in=made).order_by("pk")}
    return {
        each.pk: Addresses(full=links.address(found[each.pk]), spoken=links.spoken(found[each.pk]))
        if each.pk in found
        else Addresses()
        for each in made
    }


def address_of(made: Sequence[Piece], addresses: dict[int, Addresses], kind: PieceKind, source: Source) -> str:
    """The short address printed on a piece; the page itself when no channel has such a piece."""
    found = next((addresses[each.pk].full for each in made if each.kind == kind), "")
    return found or settings.BASE_URL + source.path


def text_of(piece: Piece, source: Source, addresses: Addresses, *, sent: Sent | None = None) -> TextShown:
    """A text as the page shows it."""
    proposed = write(PieceKind(piece.kind), piece.channel, source, addresses)
    refused = sent if sent and sent.piece.pk == piece.pk else None
    text = refused.text if refused else piece.text or proposed
    limit = limit_of(PieceKind(piece.kind), piece.channel)
    return TextShown(
        piece=piece,
        name=words.text_name(piece),
        text=text,
        proposed=proposed if piece.text and piece.text != proposed else "",
        length=limit.said(text),
        is_too_long=limit.is_passed(text),
        most=limit.most,
        unit=UNITS.get(limit.unit, ""),
        is_stale=bool(piece.text) and pieces.is_stale(piece, source=source.fingerprint),
        hints=hints(text) if piece.kind not in CERTAIN_HINTS else [],
        rows=min(max(len(text) // 75 + text.count("\n") + 1, 2), 16),
        problem=refused.problem if refused else "",
    )


def is_public(kit: Kit) -> bool:
    """Whether anyone can read the page its addresses lead to."""
    if kit.group:
        return kit.group.is_public
    return kit.programme.is_published if kit.programme else True


def _found_at(picture: Picture) -> str:
    return reverse("desk:picture", args=[picture.name])


def _rows(
    made: Sequence[Piece],
    source: Source,
    addresses: dict[int, Addresses],
    *,
    activity_on: date | None,
    today: date,
) -> list[Row]:
    by_channel: defaultdict[int, list[Piece]] = defaultdict(list)
    for each in made:
        by_channel[each.channel_id].append(each)
    visits = dict(
        LinkDay.objects.filter(link__piece__in=made)
        .values_list("link__piece__channel")
        .annotate(total=Sum("visits"))
        .order_by("link__piece__channel")
    )
    outlets = list(Outlet.objects.in_use().filter(channel__in=by_channel).values_list("channel_id", flat=True))
    posted = list(Posting.objects.filter(piece__in=made).values_list("piece__channel_id", flat=True))
    rows = []
    for channel_id, together in by_channel.items():
        piece = together[0]
        state, tone, icon = _state(piece, activity_on=activity_on, today=today)
        rows.append(
            Row(
                channel=piece.channel,
                piece=piece,
                icon=words.ICONS[ChannelKind(piece.channel.kind)],
                reach=words.reach_words(piece.channel, activity_on=activity_on),
                state=state,
                tone=tone,
                state_icon=icon,
                address=addresses[piece.pk].full,
                spoken=addresses[piece.pk].spoken,
                visits=visits.get(channel_id) or 0,
                done_words=words.done_words(piece),
                is_stale=piece.state == PieceState.DONE and pieces.is_stale(piece, source=source.fingerprint),
                outlets=outlets.count(channel_id),
                posted=posted.count(channel_id),
            )
        )
    return rows


def _state(piece: Piece, *, activity_on: date | None, today: date) -> tuple[str, str, str]:
    """Where it stands; what is late, or too late, is said in another colour."""
    state, tone, icon = words.state_words(piece)
    if piece.state != PieceState.READY or piece.kind == PieceKind.FEED or activity_on is None:
        return state, tone, icon
    if deadlines.is_closed(piece.channel, activity_on=activity_on, today=today):
        return "Trop tard", "bad", "clock"
    rule, number = piece.channel.deadline, piece.channel.deadline_number
    by = deadlines.send_by(rule, number, activity_on=activity_on)
    return state, "bad" if by and by < today else tone, icon
