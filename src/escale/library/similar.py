"""What resembles a text: by the words that say best what it is about, its needs, its subjects, its series."""

from collections.abc import Collection, Iterable

from django.db.models import Count

from escale.library import ranking
from escale.library.models import Document, DocumentQuerySet, Word
from escale.library.searching import first_of, text_of
from escale.library.telling import EVERY_TEXT
from escale.media.models import Article
from escale.sheets.models import ResourceSheet

LIMIT = 3


def alike(
    text: Article | ResourceSheet,
    *,
    organizations: Collection[int] | None = None,
    for_team: bool = False,
    but: Collection[Article | ResourceSheet] = (),
    limit: int = LIMIT,
) -> list[Article | ResourceSheet]:
    """The articles and sheets nearest to this one, the nearest first, `but` those the page shows already.

    None when it isn't indexed yet. Four queries.
    """
    of = {"document__article": text} if isinstance(text, Article) else {"document__sheet": text}
    rows = Word.objects.filter(**of).order_by("key").values_list("key", "weight", "document", "document__origin")
    own = list(rows)
    if not own:
        return []
    _, _, itself, origin = own[0]
    within = Document.objects.within(organizations, for_team=for_team)
    said = {key: weight for key, weight, _, _ in own}
    held = _held(said, within)
    telling = ranking.telling_best(said, held, total=held.get(EVERY_TEXT, 0))
    near = Word.objects.filter(key__in=telling, document__in=within).exclude(document=itself).order_by()
    scores = ranking.alike(telling, sorted(near.values_list("key", "document", "weight")))
    shown = {(type(each), each.pk) for each in but}
    found = [text_of(document) for document in first_of(scores, limit=limit + len(but), but=[origin])]
    return [each for each in found if (type(each), each.pk) not in shown][:limit]


def _held(said: Iterable[str], within: DocumentQuerySet) -> dict[str, int]:
    """In how many texts each key is said; how many texts there are, by the key of all."""
    rows = Word.objects.filter(key__in=list(said), document__in=within).order_by()
    return dict(rows.values_list("key").annotate(held=Count("document")))
