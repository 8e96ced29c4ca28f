"""What a page says, as a test reads it."""

import re
from typing import Any

import pypdfium2 as pdfium
import pytest


def text(response: Any) -> str:
    """The whole page, its no-break spaces as spaces."""
    content: str = response.content.decode()
    return content.replace("\u00a0", " ")


def words(response: Any) -> str:
    """What the page says without its tags, one space between two words."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", text(response)))


def undo_of(response: Any) -> str:
    """The address of the button that takes the last gesture back."""
    addresses = re.findall(r'form="defaire" formaction="([^"]+)"', response.content.decode())
    return str(addresses[-1]).replace("&amp;", "&")


def sheets(response: Any) -> list[str]:
    """What each sheet of a file of paper says. Skips the test where no file can be made."""
    if response.status_code == 302:
        pytest.skip("Pango manque sur cette machine")
    with pdfium.PdfDocument(response.content) as document:
        return [sheet.get_textpage().get_text_range() for sheet in document]
