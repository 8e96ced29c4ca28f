"""Which of the six an answer is, by its first signs: people paste an address without knowing what stands behind."""

from escale.offers.formats import openagenda
from escale.offers.models import SourceKind, SourceProblem
from escale.offers.problems import CannotRead


def kind_of(content: bytes) -> SourceKind:
    """What this answer is. Raises `CannotRead` for a page, and for what is none of the six."""
    start = _start(content)
    if start.lower().startswith(b"begin:vcalendar"):
        return SourceKind.CALENDAR
    if is_page(content):
        raise CannotRead(SourceProblem.A_PAGE)
    if start.startswith(b"<"):
        return SourceKind.NEWS
    if start.startswith((b"{", b"[")):
        return _of_json(content)
    titles = start.partition(b"\n")[0].lower()
    if b"nom" in titles and (b"," in titles or b";" in titles):
        return SourceKind.PLACES
    raise CannotRead(SourceProblem.UNREADABLE)


def is_page(content: bytes) -> bool:
    """Whether it is what a browser shows, whatever its content type says."""
    start = _start(content).lower()
    return start.startswith(b"<") and (b"<!doctype html" in start or b"<html" in start)


def _start(content: bytes) -> bytes:
    return content[:4096].lstrip(b"\xef\xbb\xbf \r\n\t")


def _of_json(content: bytes) -> SourceKind:
    answer = openagenda.parse(content)
    if isinstance(answer, dict) and "events" in answer:
        return SourceKind.ESCALE if isinstance(answer.get("escale"), dict) else SourceKind.OPENAGENDA
    return SourceKind.SERVICES
