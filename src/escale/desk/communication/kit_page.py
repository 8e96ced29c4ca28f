"""What the page of a kit says: the channels and where they stand, the texts, what has changed since."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Self

from django.conf import settings
from django.db.models import QuerySet, Sum
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
from escale.together import read_together
from escale.writing import rights
from escale.writing.models import Medium
from escale.writing.rules import may_write

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
    """Everything the page says. At most fourteen queries."""
    source = sources.of_kit(kit)
    zone = zone_of(kit.organization)
    day = kits.days_of([kit], zone=zone, now=now).get(kit.pk)
    made = list(Piece.objects.filter(kit=kit, channel__archived_at=None).select_related("channel").in_order())
    today, found = now.astimezone(zone).date(), Around.of(made)
    read_together(*vars(found).values())
    addresses = _addresses(made, found.links)
    rows = _rows(made, found, source, addresses, activity_on=day, today=today)
    sheet = preview(kit, source, address=address_of(made, addresses, PieceKind.POSTER, source))
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
        "sheet": sheet,
        "photo_hidden": _photo_hidden(kit, on_paper=sheet.photo is not None),
        "may_see_rights": may_write(by),
        "has_leaflet": source.kind in {SourceKind.PROGRAMME, SourceKind.CYCLE},
    }


def pieces_of(kit: Kit) -> tuple[list[Piece], dict[int, Addresses]]:
    """The pieces of a kit for the channels in use, and their short addresses. Two queries."""
    made = list(Piece.objects.filter(kit=kit, channel__archived_at=None).select_related("channel").in_order())
    return made, addresses_of(made)


def texts_among(made: Sequence[Piece], source: Source, addresses: dict[int, Addresses]) -> list[TextShown]:
    """Those of these pieces that are texts, as they are by now."""
    return [text_of(each, source, addresses[each.pk]) for each in made if each.kind in TEXTS]


def photo_of(kit: Kit, medium: Medium) -> Picture | None:
    """The photo of a kit, unless somebody on it does not agree to be seen there today. One query, none without a photo."""
    if kit.picture is None or not rights.may_show(kit.picture.pk, medium, on=timezone.localdate()):
        return None
    return identities.shown(kit.picture)


def _photo_hidden(kit: Kit, *, on_paper: bool) -> str:
    """Where the photo chosen isn't seen, in words; nothing without a photo, or when it is seen everywhere."""
    if kit.picture is None:
        return ""
    on_networks = rights.may_show(kit.picture.pk, Medium.NETWORKS, on=timezone.localdate())
    hidden = [medium for medium, seen in ((Medium.PAPER, on_paper), (Medium.NETWORKS, on_networks)) if not seen]
    if len(hidden) > 1:
        return f"n’est montrée ni {' ni '.join(medium.label for medium in hidden)}"
    return f"n’est pas montrée {hidden[0].label}" if hidden else ""


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
    return _addresses(made, _links(made))


def _links(made: Sequence[Piece]) -> QuerySet[TrackedLink]:
    return TrackedLink.objects.filter(piece__in=made).order_by("pk")


def _addresses(made: Sequence[Piece], links_of_pieces: Iterable[TrackedLink]) -> dict[int, Addresses]:
    found = {link.piece_id: link for link in links_of_pieces}
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


@dataclass(frozen=True, kw_only=True)
class Around:
    """What goes with the pieces of a kit: their short addresses and how often they were followed, places, sheets put up."""

    links: QuerySet[TrackedLink]
    visits: QuerySet[LinkDay, tuple[int, int]]
    outlets: QuerySet[Outlet, int]
    posted: QuerySet[Posting, int]

    @classmethod
    def of(cls, made: Sequence[Piece]) -> Self:
        channels, followed = {each.channel_id for each in made}, LinkDay.objects.filter(link__piece__in=made)
        by_channel = followed.values_list("link__piece__channel").annotate(total=Sum("visits"))
        put_up = Posting.objects.filter(piece__in=made).order_by("pk")
        return cls(
            links=_links(made),
            visits=by_channel.order_by("link__piece__channel"),
            outlets=Outlet.objects.in_use()
            .filter(channel__in=channels)
            .order_by("pk")
            .values_list("channel_id", flat=True),
            posted=put_up.values_list("piece__channel_id", flat=True),
        )


def _rows(
    made: Sequence[Piece],
    found: Around,
    source: Source,
    addresses: dict[int, Addresses],
    *,
    activity_on: date | None,
    today: date,
) -> list[Row]:
    by_channel: defaultdict[int, list[Piece]] = defaultdict(list)
    for each in made:
        by_channel[each.channel_id].append(each)
    visits, outlets, posted = dict(found.visits), list(found.outlets), list(found.posted)
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
