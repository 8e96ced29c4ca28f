"""`reading`: what there is to read found among two thousand texts, in people's words; what resembles one; texts read a second.

Texts are put together from those that come with Escale, a few sentences drawn from several: their words, and how often they
are said, are those of real ones. Each search is held first against every row of the index, scored one by one. The floor is
what one would write first: LIKE on titles and texts, those that hold the most words first.
"""

import json
import random
from collections.abc import Sequence
from datetime import UTC, datetime
from functools import partial
from html import escape
from time import perf_counter

from django.db import connection

from escale.accounts.models import Organization
from escale.french.plain_text import fold
from escale.library import indexing, ranking, searching, similar
from escale.library.asked import asked
from escale.library.models import Document, Word
from escale.library.telling import sentences_of
from escale.operations.bench import timing
from escale.operations.bench.figures import SEED, Figure, Size, WrongAnswer
from escale.sheets import markdown, starters
from escale.sheets.front_matter import Meta
from escale.sheets.models import ResourceSheet
from escale.sheets.starters import Starter
from escale.writing import text

SCENARIO = "reading"
TEXTS = {Size.SMALL: 200, Size.DEPARTEMENT: 2_000, Size.NATIONAL: 2_000}
SENTENCES = 40
ASKED, CHECKED = 60, 12
SEARCH_P50, ALIKE_P50 = 20.0, 10.0
NOW = datetime(2026, 11, 13, 15, 20, tzinfo=UTC)
SHORTEST = 4
WORDS = (
    "jariv pa a envoyé un mail",
    "mettre mes fotos sur l’ordinateur",
    "mot de passe oublié",
    "les impots",
    "la caf",
    "voir mes petits enfants en vidéo",
    "imprimer une attestation",
    "j’ai reçu un sms bizarre",
    "33700",
    "scanner un papier",
    "installer une application",
    "le wifi de la box",
)

type Told = tuple[Meta, Sequence[str]]

FLOOR = "SELECT id, title, {0} AS held FROM sheets_resourcesheet WHERE live AND {0} > 0 ORDER BY held DESC, id LIMIT 10"
HOLDS = "CASE WHEN LOWER(title) LIKE %s OR LOWER(CAST(body AS TEXT)) LIKE %s THEN 1 ELSE 0 END"


def run(size: Size) -> list[Figure]:
    """Write the texts, index them, check, then ask."""
    draw = random.Random(SEED)
    count = TEXTS[size]
    _write(count, draw)
    indexed = _index()
    compared = _compare()
    questions = [draw.choice(WORDS) for _ in range(ASKED)]
    for typed in dict.fromkeys(questions[:CHECKED]):
        _check(typed)
    ours = timing.each(_search, questions)
    floor = timing.each(_bare, questions)
    sheets = list(ResourceSheet.objects.order_by("pk")[:ASKED])
    near = timing.each(similar.alike, sheets)
    figure = partial(Figure, scenario=SCENARIO)
    named = f"{count:,} texts".replace(",", " ")
    return [
        figure(metric=f"a search, {named}, p50", value=timing.rank(ours, 0.5), unit="ms", floor=timing.rank(floor, 0.5),
               at_most=SEARCH_P50),
        figure(metric="a search, p95", value=timing.rank(ours, 0.95), unit="ms", floor=timing.rank(floor, 0.95)),
        figure(metric="what resembles one, p50", value=timing.rank(near, 0.5), unit="ms", at_most=ALIKE_P50),
        figure(metric="texts read a second", value=count / indexed, unit=""),
        figure(metric="texts compared a second", value=similar.MOST_AT_ONCE / compared, unit=""),
        figure(metric="rows of the index a text", value=Word.objects.count() / count, unit=""),
    ]  # fmt: skip


def _write(count: int, draw: random.Random) -> None:
    """Sheets of one organization, each of sentences of three that come with Escale, under the title of the first."""
    organization = Organization.objects.create(name="Centre social", slug="centre-social", online_booking_opened_at=NOW)
    told = [(each.draft.meta, _sentences(each)) for each in starters.library()]
    ResourceSheet.objects.bulk_create(
        _sheet(organization, number, draw.sample(told, 3), draw) for number in range(count)
    )


def _sheet(organization: Organization, number: int, told: Sequence[Told], draw: random.Random) -> ResourceSheet:
    (meta, _), *_ = told
    sentences = [draw.choice(said) for _, said in told for _ in range(SENTENCES // len(told))]
    body = [{"type": "paragraph", "value": f"<p>{escape(sentence)}</p>"} for sentence in sentences]
    return ResourceSheet(
        organization=organization,
        title=f"{meta.title} {number}",
        slug=f"fiche-{number}",
        sentence=meta.sentence,
        topics=list(meta.topics),
        body=json.dumps(body),
        first_published_at=NOW,
        last_published_at=NOW,
        read_again_at=NOW,
    )


def _sentences(starter: Starter) -> list[str]:
    sheet = ResourceSheet(body=markdown.stored(starter.draft.body))
    return [sentence for line in text.text_of(sheet.body).splitlines() for sentence in sentences_of(line)]


def _index() -> float:
    """Seconds to read every text."""
    start = perf_counter()
    while indexing.read_published(now=NOW):
        pass
    return perf_counter() - start


def _compare() -> float:
    """Seconds to compare as many texts as a worker does at once."""
    start = perf_counter()
    similar.compare_due(now=NOW)
    return perf_counter() - start


def _search(typed: str) -> list[searching.Found]:
    return searching.search(typed)


def _bare(typed: str) -> None:
    words = [word for word in fold(typed).split() if len(word) >= SHORTEST] or [typed]
    held = " + ".join([HOLDS] * len(words))
    with connection.cursor() as cursor:
        cursor.execute(FLOOR.format(f"({held})"), [f"%{word}%" for _ in range(2) for word in words for _ in range(2)])
        cursor.fetchall()


def _check(typed: str) -> None:
    """Raises WrongAnswer unless the first answers are those of every row of the index, scored one by one."""
    said = asked(typed)
    keys = set(said.keys)
    rows = [
        row
        for row in Word.objects.order_by("key", "document").values_list("key", "document", "weight")
        if row[0] in keys
    ]
    expected = ranking.in_order(ranking.answering(said, rows, total=Document.objects.count()))[: searching.LIMIT]
    found = [each.document.pk for each in searching.search(typed)]
    if found != expected or not found:
        raise WrongAnswer(f"“{typed}”: {found} for {expected}")
