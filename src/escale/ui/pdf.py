"""Pages on paper, as PDF files. Import it late: WeasyPrint needs Pango, which some machines don't have."""

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
        name = unquote(urlsplit(url).path).removeprefix(settings.STATIC_URL)
        path = _static_file(name) if url.startswith(f"{OURS}{settings.STATIC_URL}") else None
        return path.read_bytes() if path else None


def render(html: str, *, stylesheet: str, tagged: bool = False) -> bytes:
    """The page as a PDF file, with one of our style sheets; `tagged`, it says its titles and tables to who can't see it."""
    return written(lay_out(html, stylesheet=stylesheet), tagged=tagged)


def written(document: Document, *, tagged: bool) -> bytes:
    """The sheets as a file."""
    return bytes(document.write_pdf(pdf_variant="pdf/ua-1" if tagged else None))


def lay_out(html: str, *, stylesheet: str = "", css: str = "", given: Mapping[str, bytes] | None = None) -> Document:
    """The sheets of paper the page takes, with one of our style sheets, or `css` written for it.

    `given` are pictures by name: the page shows them at `GIVEN` followed by their name.
    """
    fetcher = OwnFilesOnly(given)
    fonts = FontConfiguration()
    address = f"{OURS}{settings.STATIC_URL}{stylesheet}"
    source = {"string": css, "base_url": address} if css else {"url": address}
    sheet = CSS(**source, url_fetcher=fetcher, font_config=fonts)
    return HTML(string=html, base_url=OURS, url_fetcher=fetcher).render(stylesheets=[sheet], font_config=fonts)


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
