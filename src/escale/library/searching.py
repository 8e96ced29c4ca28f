"""Finding what there is to read on something, in anyone’s words."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from escale.french.stems import KnownStems
from escale.library import excerpts, ranking
from escale.library.asked import Asked, asked
from escale.library.excerpts import Piece
from escale.library.models import Document, DocumentQuerySet, Word
from escale.media.models import Article
from escale.sheets.models import ResourceSheet, ResourceSheetQuerySet

type Row = tuple[str, int, int, int | None]

LIMIT, MOST_SHEETS, MOST_QUERIES = 10, 200, 6
MORE = 3
"""How many times more are read than are shown: copies of one sheet, and what has just been taken away, are left out."""
SHORTEST_GUESSED, BEGINNING, MOST_NEAR = 5, 3, 400
LAST = "zzzz"
"""Letters of a word nobody wrote that is taken for one they did; how many of them both begin with; how many are looked at."""


@dataclass(frozen=True, kw_only=True)
class Found:
    """A text that answers: the article or the sheet, how well, and a few of its words cut where some are to be marked."""

    document: Document
    score: float
    title: list[Piece]
    excerpt: list[Piece]

    @property
    def text(self) -> Article | ResourceSheet:
        return text_of(self.document)


def search(
    typed: str,
    *,
    for_team: bool = False,
    organizations: Collection[int] | None = None,
    kinds: Collection[str] = (),
    limit: int = LIMIT,
) -> list[Found]:
    """What answers, the best first. `organizations` are those whose texts may be shown there, with what comes with Escale;
    None for all. Tools are found by a team only. Four queries, six when a word is of no text.
    """
    within = Document.objects.within(organizations, for_team=for_team)
    if kinds:
        within = within.filter(kind__in=list(kinds))
    answers = _answers(typed, within)
    return [_found(each, answers) for each in _first(answers.scores, limit=limit)]


def sheets(typed: str, *, among: ResourceSheetQuerySet, limit: int = MOST_SHEETS) -> list[ResourceSheet]:
    """Those of these sheets that answer, the best first: for a list with filters of its own. At most five queries."""
    answers = _answers(typed, Document.objects.filter(sheet__in=among.values("pk")))
    ordered = ranking.in_order(answers.scores)[:limit]
    if not ordered:
        return []
    read = {sheet.document.pk: sheet for sheet in among.filter(document__in=ordered).select_related("document")}
    kept: dict[int, ResourceSheet] = {}
    for sheet in (read[pk] for pk in ordered if pk in read):
        kept.setdefault(sheet.copied_from_id or sheet.pk, sheet)
    return list(kept.values())


@dataclass(frozen=True)
class _Answers:
    """What was looked for; how well each document answers; the rows of the index that say so."""

    said: Asked
    scores: Mapping[int, float]
    rows: Sequence[Row]

    def places(self, document: int) -> dict[str, int | None]:
        """Where each word is said first in a document."""
        return {key: place for key, other, _, place in self.rows if other == document}


def text_of(document: Document) -> Article | ResourceSheet:
    """The article or the sheet a document was read from."""
    text = document.article or document.sheet
    if text is None:
        raise ValueError("a document is of an article or of a sheet")
    return text


def _answers(typed: str, within: DocumentQuerySet) -> _Answers:
    said = asked(typed)
    if not said.keys:
        return _Answers(said, {}, [])
    rows = _said(within, said.keys)
    if guessed := _guessed(said, {row[0] for row in rows}, within):
        said = guessed
        rows = _said(within, said.keys)
    scores = ranking.answering(said, [row[:3] for row in rows], total=within.count() if rows else 0)
    return _Answers(said, scores, rows)


def _first(scores: Mapping[int, float], *, limit: int) -> list[Document]:
    """The documents with the best scores, those still published, one of each origin. Two queries."""
    ordered = ranking.in_order(scores)[: limit * MORE]
    if not ordered:
        return []
    rows = Document.objects.published().filter(pk__in=ordered)
    origins = dict(rows.order_by("pk").values_list("pk", "origin"))
    kept: dict[object, int] = {}
    for pk in (each for each in ordered if each in origins):
        kept.setdefault(origins[pk] or f"article {pk}", pk)
    shown = list(kept.values())[:limit]
    read = Document.objects.with_what_is_shown().in_bulk(shown)
    return [read[pk] for pk in shown if pk in read]


def _said(within: DocumentQuerySet, keys: Collection[str]) -> list[Row]:
    """In which documents each key is said: how much, and where first. In any order: nothing depends on it."""
    words = Word.objects.filter(key__in=keys, document__in=within.order_by().values("pk"))
    return list(words.values_list("key", "document", "weight", "place").order_by())


def _guessed(said: Asked, known: Collection[str], within: DocumentQuerySet) -> Asked | None:
    """The same with words nobody wrote taken for those they nearly are; None when there is none. One query at most."""
    unknown = [word for word in said.words if word not in known and len(word) >= SHORTEST_GUESSED]
    if not unknown:
        return None
    near = _beginning_as(unknown, within)
    mended = {word: near.nearest(word) for word in unknown}
    if all(word == found for word, found in mended.items()):
        return None
    words = {mended.get(word, word): weight for word, weight in said.words.items()}
    return replace(said, words=words)


def _beginning_as(words: Iterable[str], within: DocumentQuerySet) -> KnownStems:
    starts = sorted({word[:BEGINNING] for word in words})
    found: set[str] = set()
    for start in starts:
        # A range rather than LIKE: both databases read it from the index. Some collations put other keys within.
        rows = Word.objects.filter(key__gte=start, key__lte=start + LAST, document__in=within)
        near = rows.values_list("key", flat=True).distinct().order_by("key")[:MOST_NEAR]
        found.update(key for key in near if key.startswith(start))
    return KnownStems(found)


def _found(document: Document, answers: _Answers) -> Found:
    text, looked_for = text_of(document), answers.said.words
    summary = text.lead if isinstance(text, Article) else text.sentence
    shown = excerpts.chosen(document.sentences, answers.places(document.pk), looked_for) or summary
    return Found(
        document=document,
        score=answers.scores[document.pk],
        title=excerpts.marked(text.title, looked_for),
        excerpt=excerpts.marked(shown, looked_for),
    )
