"""What a page says, as a test reads it."""

import re
from typing import Any


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
