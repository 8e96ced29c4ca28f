"""Rows of what an organization publishes to be read, by the names the access matrix gives them."""

from typing import Any

from escale.testing import writings
from escale.testing.cast import Reception


def of_media(reception: Reception) -> dict[str, Any]:
    """An episode of a series, with a picture at its top."""
    series = writings.series(reception.organization)
    cover = writings.photo(reception.adviser)
    return {
        "series": series,
        "article_picture": cover,
        "article": writings.article(reception.adviser, series=series, episode=1, cover=cover),
    }
