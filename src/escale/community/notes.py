"""Notes an adviser writes for herself alone: sealed at rest, outside every person's file, gone with her account."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from escale.accounts import sealing
from escale.accounts.models import User
from escale.community.models import ProfessionalNote
from escale.french.plain_text import fold

LONGEST = 4_000


@dataclass(frozen=True)
class Note:
    """One of her notes, opened. `text` is None when no key of the instance opens it any more."""

    pk: int
    text: str | None
    created_at: datetime
    changed_at: datetime


def write(text: str, *, author: User, submission: UUID, now: datetime) -> None:
    """Keep a note; the same form sent twice keeps one."""
    note = ProfessionalNote(author=author, sealed=_seal(text, author.pk), created_at=now, changed_at=now)
    note.submission = submission
    ProfessionalNote.objects.bulk_create([note], ignore_conflicts=True)


def change(note: ProfessionalNote, text: str, *, now: datetime) -> None:
    """Write other words in its place."""
    note.sealed, note.changed_at = _seal(text, note.author_id), now
    note.save(update_fields=["sealed", "changed_at"])


def opened(note: ProfessionalNote) -> Note:
    try:
        text = sealing.unseal(note.sealed, purpose=_purpose(note.author_id))
    except sealing.CannotUnseal:
        text = None
    return Note(note.pk, text, note.created_at, note.changed_at)


def of(author: User, *, search: str = "") -> list[Note]:
    """Her notes, the latest first; those that hold every word of a search, read one by one. One query."""
    rows = ProfessionalNote.objects.visible_to(author).order_by("-created_at", "-pk")
    words = fold(search).split()
    return [note for note in map(opened, rows) if all(word in fold(note.text or "") for word in words)]


def seal_anew(*, now: datetime) -> None:
    """Each night, seal with the present key what an older one did; what no key opens stays as it is."""
    for note in ProfessionalNote.objects.order_by("pk").iterator():
        try:
            sealed = sealing.sealed_anew(note.sealed, purpose=_purpose(note.author_id))
        except sealing.CannotUnseal:
            continue
        if sealed != note.sealed:
            # Unless she changed it meanwhile.
            ProfessionalNote.objects.filter(pk=note.pk, sealed=note.sealed).update(sealed=sealed)


def _seal(text: str, author_id: int) -> str:
    return sealing.seal(text, purpose=_purpose(author_id))


def _purpose(author_id: int) -> str:
    """A key of her own: a row given to somebody else doesn't open."""
    return f"escale.community.notes.{author_id}"
