"""What happens to a piece: written by hand, kept or taken anew when the activity changed, planned, sent, taken back."""

from datetime import date, datetime

from django.db.models import F

from escale.accounts.models import Membership
from escale.french.typography import typo
from escale.publishing.models import Piece, PieceKind, PieceQuerySet, PieceState


class ChangedMeanwhile(Exception):
    """Somebody wrote this piece since it was read: nothing is written over."""


def write_text(piece: Piece, text: str, *, source: str, revision: int) -> None:
    """Keep what was written by hand, with the state of the activity it speaks of. Raises ChangedMeanwhile."""
    _change(piece, revision=revision, text=as_kept(text, kind=piece.kind), source=source)


def as_kept(text: str, *, kind: str) -> str:
    """In French typography; an SMS stays as it was typed."""
    return text if kind == PieceKind.SMS else typo(text)


def take_anew(piece: Piece, *, source: str, revision: int) -> None:
    """Go back to the text that comes from the activity; what was written by hand is set aside. Raises ChangedMeanwhile."""
    _change(piece, revision=revision, text="", source=source, set_aside=piece.text or piece.set_aside)


def put_back(piece: Piece, *, source: str, revision: int) -> None:
    """Take up the last text written by hand again. Raises ChangedMeanwhile."""
    _change(piece, revision=revision, text=piece.set_aside, source=source)


def keep(piece: Piece, *, source: str, revision: int) -> None:
    """Keep it as it is, though the activity has changed. Raises ChangedMeanwhile."""
    _change(piece, revision=revision, source=source)


def claim(piece: Piece, *, revision: int) -> None:
    """Be the only one to do something of the piece as it was read. Raises ChangedMeanwhile."""
    _change(piece, revision=revision)


def plan(piece: Piece, *, on: date) -> None:
    """Say when it will leave; everything made for this channel goes together."""
    _together(piece).update(state=PieceState.PLANNED, planned_on=on, done_at=None, done_by=None)


def mark_done(piece: Piece, *, source: str, by: Membership, now: datetime) -> None:
    """It has left: sent, printed, put online. What it said then is remembered: a text by hand, what it was written from."""
    _together(piece).update(state=PieceState.DONE, done_at=now, done_by=by.user)
    _together(piece).filter(text="").update(source=source)


def skip(piece: Piece) -> None:
    """Not this time: nothing is asked about this channel any more; the day said for it is kept, to be taken back with it."""
    _together(piece).update(state=PieceState.SKIPPED, done_at=None, done_by=None)


def reopen(piece: Piece) -> None:
    """It hasn't left after all: planned again when a day was said, to be sent otherwise."""
    state = PieceState.PLANNED if piece.planned_on else PieceState.READY
    _together(piece).update(state=state, done_at=None, done_by=None)


def is_stale(piece: Piece, *, source: str) -> bool:
    """Whether the activity has changed since this was written by hand, or sent."""
    says_something = bool(piece.text) or piece.state == PieceState.DONE
    return says_something and piece.source not in {"", source}


def _together(piece: Piece) -> PieceQuerySet:
    """The pieces of the same channel in the same kit: an article and its line of agenda leave in one mail."""
    return Piece.objects.filter(kit=piece.kit_id, channel=piece.channel_id)


def _change(piece: Piece, *, revision: int, **values: str) -> None:
    changed = Piece.objects.filter(pk=piece.pk, revision=revision).update(revision=F("revision") + 1, **values)
    if not changed:
        raise ChangedMeanwhile
