"""Pages on paper, as PDF files. Import it late: WeasyPrint needs Pango, which some machines don't have."""

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


class OwnFilesOnly(URLFetcher):  # type: ignore[misc]
    """Read our own static files, refuse the network and the rest of the disk."""

    def fetch(self, url: str, headers: dict[str, str] | None = None) -> URLFetcherResponse:
        name = unquote(urlsplit(url).path).removeprefix(settings.STATIC_URL)
        path = _static_file(name) if url.startswith(f"{OURS}{settings.STATIC_URL}") else None
        if path is None:
            raise ValueError(f"not one of our files: {url}")
        return URLFetcherResponse(url, body=path.read_bytes())


def render(html: str, *, stylesheet: str, tagged: bool = False) -> bytes:
    """The page as a PDF file, with one of our style sheets; `tagged`, it says its titles and tables to who can't see it."""
    return bytes(lay_out(html, stylesheet=stylesheet).write_pdf(pdf_variant="pdf/ua-1" if tagged else None))


def lay_out(html: str, *, stylesheet: str) -> Document:
    """The sheets of paper the page takes."""
    fetcher = OwnFilesOnly()
    fonts = FontConfiguration()
    css = CSS(url=f"{OURS}{settings.STATIC_URL}{stylesheet}", url_fetcher=fetcher, font_config=fonts)
    return HTML(string=html, base_url=OURS, url_fetcher=fetcher).render(stylesheets=[css], font_config=fonts)


def _static_file(name: str) -> Path | None:
    """A static file by its own name, or by the name it was collected under."""
    if found := finders.find(name):
        return Path(found)
    collected = Path(safe_join(settings.STATIC_ROOT, name))
    return collected if collected.is_file() else None
