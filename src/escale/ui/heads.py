"""What a page says of itself to search engines, and to the programs that show a link as a card."""

from dataclasses import dataclass
from typing import Literal

type Kind = Literal["website", "article", "profile"]


@dataclass(frozen=True, kw_only=True)
class Head:
    """`title` goes without the name of the site; `address` and `image` are whole. No image, no card with one.

    `described` is a block of data (schema.org) that no browser runs; "" when there is none.
    """

    title: str
    description: str
    address: str
    image: str = ""
    kind: Kind = "website"
    described: str = ""
    is_listed: bool = True
    """Whether search engines may show it."""
