"""Pages on paper, as PDF files. Import it late: WeasyPrint needs Pango, which some machines don't have."""

import threading
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.contrib.staticfiles import finders
from django.utils._os import safe_join
from weasyprint import CSS, HTML
from weasyprint.document import Document
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import URLFetcher, URLFetcherResponse

OURS = "https://static.invalid"
"""A host that is nowhere: addresses of our own files resolve under it, and nothing else is ever fetched."""
MOST_KEPT = 8
"""Style sheets kept by each thread."""
GIVEN = f"{OURS}/given/"
"""Where a page finds the pictures it was given as bytes: never a path, never a word somebody typed."""


class OwnFilesOnly(URLFetcher):  # type: ignore[misc]
    """Read our own static files and what the page was given, refuse the network and the rest of the disk."""

    def __init__(self, given: Mapping[str, bytes] | None = None) -> None:
        super().__init__()
        self._given = given or {}

    def fetch(self, url: str, headers: dict[str, str] | None = None) -> URLFetcherResponse:
        if (content := self._given_content(url)) is None:
            raise ValueError(f"not one of our files: {url}")
        return URLFetcherResponse(url, body=content)

    def _given_content(self, url: str) -> bytes | None:
        if url.startswith(GIVEN):
            return self._given.get(url.removeprefix(GIVEN))
        if url.startswith(OURS) and (content := self._given.get(urlsplit(url).path)) is not None:
            return content
        name = unquote(urlsplit(url).path).removeprefix(settings.STATIC_URL)
        path = _static_file(name) if url.startswith(f"{OURS}{settings.STATIC_URL}") else None
        return path.read_bytes() if path else None


def render(html: str, *, stylesheet: str, tagged: bool = False, given: Mapping[str, bytes] | None = None) -> bytes:
    """The page as a PDF file, with one of our style sheets; `tagged`, it says its titles and tables to who can't see it."""
    return written(lay_out(html, stylesheet=stylesheet, given=given), tagged=tagged)


def written(document: Document, *, tagged: bool) -> bytes:
    """The sheets as a file."""
    return bytes(document.write_pdf(pdf_variant="pdf/ua-1" if tagged else None))


def lay_out(
    html: str, *, stylesheet: str = "", css: str = "", page_css: str = "", given: Mapping[str, bytes] | None = None
) -> Document:
    """The sheets of paper the page takes, with one of our style sheets, or `css` written for it and kept for the next page.

    `page_css` is for this page alone. `given` are pictures by name: the page shows them at `GIVEN` followed by their name,
    or at the address they have on the site when that is their name.
    """
    fetcher = OwnFilesOnly(given)
    address = f"{OURS}{settings.STATIC_URL}{stylesheet}"
    fonts, sheet = _parsed(css or static_text(stylesheet), address)
    sheets = [sheet, *([CSS(string=page_css, url_fetcher=fetcher, font_config=fonts)] if page_css else [])]
    return HTML(string=html, base_url=OURS, url_fetcher=fetcher).render(stylesheets=sheets, font_config=fonts)


class _Kept(threading.local):
    """What each thread keeps of its last style sheets: reading them and their fonts is a third of the time of a sheet.

    By thread, since Pango's font maps don't like to be shared; by text, so that a changed style sheet is read again.
    """

    def __init__(self) -> None:
        self.sheets: dict[tuple[str, str], tuple[FontConfiguration, CSS]] = {}


_kept = _Kept()


def _parsed(css: str, address: str) -> tuple[FontConfiguration, CSS]:
    """A style sheet and the fonts it brings."""
    found = _kept.sheets.get((css, address))
    if found is None:
        if len(_kept.sheets) >= MOST_KEPT:
            _kept.sheets.pop(next(iter(_kept.sheets)))
        fonts = FontConfiguration()
        found = fonts, CSS(string=css, base_url=address, url_fetcher=OwnFilesOnly(), font_config=fonts)
        _kept.sheets[css, address] = found
    return found


def static_text(name: str) -> str:
    """One of our static files, read as text."""
    if (path := _static_file(name)) is None:
        raise FileNotFoundError(name)
    return path.read_text(encoding="utf-8")


def _static_file(name: str) -> Path | None:
    """A static file by its own name, or by the name it was collected under."""
    if found := finders.find(name):
        return Path(found)
    collected = Path(safe_join(settings.STATIC_ROOT, name))
    return collected if collected.is_file() else None
