"""What there is to read can be found, and what resembles it, as soon as the demonstration opens: the worker has gone by."""

from datetime import datetime

from escale.library import indexing, similar


def fill(*, now: datetime) -> None:
    """Read and compare everything that was published."""
    indexing.read_published(now=now)
    while similar.compare_due(now=now):
        pass
