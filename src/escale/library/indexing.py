"""Keeping the index as the texts are: read when one is published or changed, forgotten when it is taken away."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.db.models import F, Q

from escale.library import telling, texts
from escale.library.models import ARTICLE, Document, Word
from escale.library.telling import Text
from escale.media.models import Article
from escale.sheets.models import ResourceSheet, SheetKind

MOST_AT_ONCE = 500

type Readable = Article | ResourceSheet


def read_published(*, now: datetime) -> int:
    """Read what was published since it was read last, forget what no longer is; how many were read. For the worker.

    Five queries when nothing moved: no text is read.
    """
    forget_taken_away()
    is_newer = Q(document=None) | Q(last_published_at__gt=F("document__read_at"))
    articles = Article.objects.published().filter(is_newer).order_by("pk")[:MOST_AT_ONCE]
    sheets = ResourceSheet.objects.published().filter(is_newer).order_by("pk")[:MOST_AT_ONCE]
    return sum(read(each, now=now) for each in [*articles, *sheets])


def read_changed(*, now: datetime) -> int:
    """Compare every text with what was read of it, and read again those that differ; how many were. For the worker."""
    forget_taken_away()
    return sum(read(each, now=now) for each in _all_published())


def rebuild(*, now: datetime) -> int:
    """Read every text again, whatever is known of it; how many."""
    Document.objects.all().delete()
    return sum(read(each, now=now) for each in _all_published())


def forget_taken_away() -> None:
    """Forget the texts that are no longer published."""
    Document.objects.filter(Q(article__live=False) | Q(sheet__live=False)).delete()


def read(text: Readable, *, now: datetime) -> bool:
    """Read a published text when it isn't as it was read last; whether it was.

    Its row is locked: two workers that read it at once leave one whole list of words.
    """
    row = _document(text, now=now)
    said = texts.of_article(text) if isinstance(text, Article) else texts.of_sheet(text)
    row.fingerprint = texts.fingerprint(said, row.organization_id, row.kind, row.is_for_team, row.origin)
    with transaction.atomic():
        known = _locked(row)
        if known.fingerprint == row.fingerprint:
            Document.objects.filter(pk=known.pk).update(read_at=now)
            return False
        row.pk = known.pk
        _write(row, said)
    return True


def _document(text: Readable, *, now: datetime) -> Document:
    if isinstance(text, Article):
        return Document(article=text, organization_id=text.organization_id, kind=ARTICLE, read_at=now, changed_at=now)
    return Document(
        sheet=text,
        organization_id=text.organization_id,
        kind=text.kind,
        is_for_team=text.kind != SheetKind.HOW_TO,
        origin=text.copied_from_id or text.pk,
        read_at=now,
        changed_at=now,
    )


def _locked(row: Document) -> Document:
    """What was read before, under lock; an empty row of it when it is read for the first time, even twice at once."""
    before = Document.objects.filter(article=row.article_id, sheet=row.sheet_id)
    if known := before.locked().get_or_none():
        return known
    empty = Document(
        article_id=row.article_id,
        sheet_id=row.sheet_id,
        organization_id=row.organization_id,
        kind=row.kind,
        is_for_team=row.is_for_team,
        fingerprint="",
        read_at=row.read_at,
    )
    Document.objects.bulk_create([empty], ignore_conflicts=True)
    return before.locked().get()


def _write(row: Document, said: Text) -> None:
    found = telling.telling(said)
    row.sentences = list(found.sentences)
    row.save(force_update=True)
    Word.objects.filter(document=row).delete()
    Word.objects.bulk_create(
        Word(document=row, key=key, weight=each.weight, place=each.place) for key, each in found.keys.items()
    )


def _all_published() -> Iterable[Readable]:
    yield from Article.objects.published().order_by("pk").iterator(MOST_AT_ONCE)
    yield from ResourceSheet.objects.published().order_by("pk").iterator(MOST_AT_ONCE)
