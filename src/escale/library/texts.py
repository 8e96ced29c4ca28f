"""An article or a sheet as a text to be found: its title, what stands under it, its subjects, without any mark-up."""

import json
from hashlib import sha256

from wagtail.blocks import StreamValue

from escale.library import telling
from escale.library.telling import Text
from escale.media.models import Article
from escale.sheets.models import ResourceSheet
from escale.writing import text

HEADING = "heading"


def of_article(article: Article) -> Text:
    return Text(
        title=article.title,
        sentence=article.lead,
        headings=_headings(article.body),
        lines=text.text_of(article.body).splitlines(),
        series=article.series_id,
    )


def of_sheet(sheet: ResourceSheet) -> Text:
    return Text(
        title=sheet.title,
        sentence=sheet.sentence,
        headings=_headings(sheet.body),
        lines=text.text_of(sheet.body).splitlines(),
        topics=sheet.topics,
        traits=[sheet.kind, sheet.level, sheet.audience],
    )


def fingerprint(said: Text, *scope: object) -> str:
    """What changes when the text does, who it is shown to, or the tables words are read by."""
    told = [vars(said), *map(str, scope), telling.version()]
    return sha256(json.dumps(told, ensure_ascii=False, sort_keys=True).encode()).hexdigest()


def _headings(body: StreamValue) -> list[str]:
    return [str(block.value) for block in body if block.block_type == HEADING]
