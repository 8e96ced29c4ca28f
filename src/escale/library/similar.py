"""What resembles a text: by the words that say best what it is about, its needs, its subjects, its series.

The worker compares each text with the others when one of them has changed; a page reads what it found in one query.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction
from django.db.models import Count, F, Max, Q

from escale.library import ranking
from escale.library.models import Document, Neighbour, Word
from escale.library.searching import text_of
from escale.library.telling import EVERY_TEXT
from escale.media.models import Article
from escale.sheets.models import ResourceSheet

LIMIT = 3
MOST_KEPT = 24
"""Neighbours kept of a text: of other organizations, for the team alone, a page leaves some of them out."""
MOST_AT_ONCE = 200

type Readable = Article | ResourceSheet


def alike(
    text: Readable,
    *,
    organizations: Collection[int] | None = None,
    for_team: bool = False,
    but: Collection[Readable] = (),
    limit: int = LIMIT,
) -> list[Readable]:
    """The articles and sheets nearest to this one, the nearest first, `but` those the page shows already. One query.

    None until the worker has compared it with the others.
    """
    of = Q(document__article=text) if isinstance(text, Article) else Q(document__sheet=text)
    shown = Document.objects.within(organizations, for_team=for_team).published()
    rows = Neighbour.objects.filter(of, other__in=shown.values("pk")).with_what_is_shown()
    near = [text_of(row.other) for row in rows.nearest_first()[: limit + len(but)]]
    left_out = {(type(each), each.pk) for each in but}
    return [each for each in near if (type(each), each.pk) not in left_out][:limit]


@dataclass(frozen=True)
class Comparison:
    """What comparing many texts reads once: in how many each key is said, and what each one says best."""

    held: Mapping[str, int]
    known: dict[int, Mapping[str, float]] = field(default_factory=dict)

    @property
    def total(self) -> int:
        return self.held.get(EVERY_TEXT, 0)

    def know(self, documents: Collection[int]) -> None:
        """Read what these say best; those already read are not read again. One query at most."""
        said: dict[int, dict[str, int]] = {document: {} for document in documents if document not in self.known}
        rows = Word.objects.filter(document__in=list(said)).order_by() if said else Word.objects.none()
        for document, key, weight in rows.values_list("document", "key", "weight"):
            said[document][key] = weight
        for document, keys in said.items():
            self.known[document] = ranking.telling_best(keys, self.held, total=self.total)


def compare_due(*, now: datetime) -> int:
    """Compare with the others the texts that were compared before one of them changed; how many were. For the worker."""
    last = Document.objects.aggregate(last=Max("changed_at"))["last"]
    if last is None:
        return 0
    due = Document.objects.filter(Q(compared_at=None) | Q(compared_at__lt=last)).order_by(
        F("compared_at").asc(nulls_first=True), "pk"
    )
    documents = list(due[:MOST_AT_ONCE])
    if documents:
        held = Word.objects.order_by().values_list("key").annotate(held=Count("document"))
        comparison = Comparison(dict(held))
        for document in documents:
            compare(document, comparison, now=now)
    return len(documents)


def compare(document: Document, comparison: Comparison, *, now: datetime) -> None:
    """Write anew what resembles a text. Two workers that do it at once wait for each other."""
    kept = _nearest(document, comparison)
    with transaction.atomic():
        if not Document.objects.filter(pk=document.pk).locked():
            return
        there = set(Document.objects.filter(pk__in=kept).values_list("pk", flat=True))
        Neighbour.objects.filter(document=document).delete()
        Neighbour.objects.bulk_create(
            Neighbour(document=document, other_id=other, rank=rank)
            for rank, other in enumerate(each for each in kept if each in there)
        )
        Document.objects.filter(pk=document.pk).update(compared_at=now)


def _nearest(document: Document, comparison: Comparison) -> list[int]:
    """The texts nearest to one, each origin once, its own left out: those that say what it says best, and whose best it
    says too. Five queries at most.
    """
    comparison.know([document.pk])
    telling = comparison.known[document.pk]
    rows = Word.objects.filter(key__in=telling).exclude(document=document).order_by()
    near = ranking.alike(telling, sorted(rows.values_list("key", "document", "weight")))
    candidates = ranking.in_order(near)[: 2 * MOST_KEPT]
    comparison.know(candidates)
    mine = sorted(document.words.order_by("key").values_list("key", "weight"))
    both = {other: near[other] + _back(comparison.known[other], mine) for other in candidates}
    return _once_an_origin(ranking.in_order(both), document)[:MOST_KEPT]


def _back(telling: Mapping[str, float], mine: Collection[tuple[str, int]]) -> float:
    rows = [(key, 0, weight) for key, weight in mine if key in telling]
    return ranking.alike(telling, rows).get(0, 0.0)


def _once_an_origin(ordered: list[int], document: Document) -> list[int]:
    """Of a sheet and its copies, the one of the same organization, else the one that comes with Escale, else the nearest."""
    known = Document.objects.filter(pk__in=ordered).values_list("pk", "origin", "organization")
    about = {pk: (origin, organization) for pk, origin, organization in known}
    chosen: dict[object, int] = {}
    for pk in (each for each in ordered if each in about):
        origin, organization = about[pk]
        if origin is None:
            chosen[f"article {pk}"] = pk
        elif origin != document.origin:
            first = chosen.setdefault(origin, pk)
            if _standing(organization, document) < _standing(about[first][1], document):
                chosen[origin] = pk
    return list(chosen.values())


def _standing(organization: int | None, document: Document) -> int:
    if organization == document.organization_id:
        return 0
    return 1 if organization is None else 2
