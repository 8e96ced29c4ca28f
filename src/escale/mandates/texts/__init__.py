"""What a person is told before she agrees: dated texts, frozen. To say it otherwise, add a file."""

from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from pathlib import Path

FROZEN = {"2026-11-28": "eca1dbc018861197763978ec1740e76bf8d326e55dee7f22258ee1d502dff3fe"}
"""Each version, and the SHA-256 of its file: what people agreed to can't change under them."""
CURRENT = "2026-11-28"


class TextChanged(Exception):
    """The file isn't what people agreed to any more."""


@dataclass(frozen=True)
class Information:
    """One version: its paragraphs, "{structure}" left to fill, and the print of its file."""

    version: str
    hash: str
    paragraphs: tuple[str, ...]

    def said_by(self, structure: str) -> list[str]:
        return [paragraph.replace("{structure}", structure) for paragraph in self.paragraphs]


@cache
def information(version: str = CURRENT) -> Information:
    """A version as it was frozen. Raises KeyError for an unknown one, TextChanged when its file was touched."""
    content = (Path(__file__).parent / f"{version}.txt").read_bytes() if version in FROZEN else b""
    found = sha256(content).hexdigest()
    if found != FROZEN[version]:
        raise TextChanged(version)
    return Information(version, found, tuple(content.decode().splitlines()))
