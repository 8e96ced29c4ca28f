"""QR codes as one path, and what is said of them."""

from dataclasses import dataclass

import segno

from escale.ui.shapes import qr_path

QUIET_ZONE = 4
"""Modules left white on each side: what readers need to find the code."""


@dataclass(frozen=True, kw_only=True)
class Code:
    """A code ready to be drawn: the side of its square, the path of its dark modules, its words."""

    side: int
    path: str
    said: str


def code(address: str, *, said: str) -> Code:
    """The code of an address; `said` tells what scanning it does."""
    matrix = [list(row) for row in segno.make(address, error="m", micro=False).matrix]
    return Code(side=len(matrix) + 2 * QUIET_ZONE, path=qr_path(matrix, quiet_zone=QUIET_ZONE), said=said)
