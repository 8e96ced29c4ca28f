"""What a file of paper really says: its sheets as pictures, the ink of its letters, its tags."""

import re
import shutil
import subprocess
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO
from itertools import islice, takewhile

import pypdfium2 as pdfium
import pytest
from PIL import Image

MILLIMETRE = 72 / 25.4
SHARED = 0.35
"""The part of a letter's box another may cover: the boxes of neighbours touch without their ink doing so."""

needs_zbar = pytest.mark.skipif(shutil.which("zbarimg") is None, reason="zbarimg (zbar-tools) isn't installed")


@dataclass(frozen=True)
class Letter:
    """One letter and the box of its ink, in points from the bottom left."""

    text: str
    left: float
    bottom: float
    right: float
    top: float

    @property
    def area(self) -> float:
        return (self.right - self.left) * (self.top - self.bottom)

    def reaches(self, other: "Letter") -> bool:
        """Whether it ends after the other one begins, from left to right."""
        return other.left < self.right

    def shared_with(self, other: "Letter") -> float:
        """The part of the smaller of two boxes the other one covers."""
        width = min(self.right, other.right) - max(self.left, other.left)
        height = min(self.top, other.top) - max(self.bottom, other.bottom)
        smaller = min(self.area, other.area)
        return width * height / smaller if width > 0 and height > 0 and smaller > 0 else 0


def sizes(content: bytes) -> list[tuple[int, int]]:
    """The sheets in millimetres."""
    return [(round(width / MILLIMETRE), round(height / MILLIMETRE)) for width, height in map(_size, _pages(content))]


def text(content: bytes) -> str:
    """Everything that is written, with plain spaces."""
    said = " ".join(page.get_textpage().get_text_bounded() for page in _pages(content))
    return re.sub(r"\s+", " ", said)


def letters(page: pdfium.PdfPage) -> Iterator[Letter]:
    """The letters of a sheet; a space has no ink."""
    textpage = page.get_textpage()
    for at in range(textpage.count_chars()):
        if said := textpage.get_text_range(at, 1).strip():
            yield Letter(said, *textpage.get_charbox(at))


def faults(content: bytes, *, margin: float = 3) -> list[str]:
    """What is written past the edge of a sheet (`margin` in millimetres), or over something else."""
    found = []
    for page in _pages(content):
        width, height = page.get_size()
        edge, written = margin * MILLIMETRE, list(letters(page))
        found += [
            f"{each.text!r} past the edge"
            for each in written
            if each.left < edge or each.bottom < edge or each.right > width - edge or each.top > height - edge
        ]
        found += _covered(written)
    return found


def picture(content: bytes, *, dpi: int) -> Image.Image:
    """The first sheet, as a printer or a screen shows it."""
    return _pages(content)[0].render(scale=dpi / 72).to_pil()


def decoded(image: Image.Image) -> list[str]:
    """The codes a real reader finds in a picture."""
    file = BytesIO()
    image.convert("RGB").save(file, "PNG")
    command = ["zbarimg", "--quiet", "--raw", "-Sdisable", "-Sqrcode.enable", "-"]
    run = subprocess.run(command, input=file.getvalue(), capture_output=True, check=False, timeout=60)
    return run.stdout.decode().split()


def unpacked(content: bytes) -> bytes:
    """What a file says once its streams are inflated."""
    return content + b"".join(map(_inflated, re.findall(rb"stream\r?\n(.*?)\r?\nendstream", content, flags=re.DOTALL)))


def alternatives(content: bytes) -> list[str]:
    """What the figures of a tagged file say, in their order."""
    return [_string(found) for found in re.findall(rb"/Alt (\((?:\\.|[^\\)])*\)|<[0-9a-fA-F]*>)", unpacked(content))]


def _covered(written: Sequence[Letter]) -> list[str]:
    """A letter is compared with those that begin before its end alone: four thousand of them make eight million pairs."""
    in_a_row = sorted(written, key=lambda each: each.left)
    return [
        f"{one.text!r} and {other.text!r} cover each other"
        for at, one in enumerate(in_a_row, start=1)
        for other in takewhile(one.reaches, islice(in_a_row, at, None))
        if one.shared_with(other) > SHARED
    ]


def _string(raw: bytes) -> str:
    if raw.startswith(b"<"):
        content = bytes.fromhex(raw[1:-1].decode())
    else:
        content = re.sub(rb"\\(.)", rb"\1", raw[1:-1], flags=re.DOTALL)
    return content.decode("utf-16") if content[:2] in (b"\xfe\xff", b"\xff\xfe") else content.decode("latin-1")


def _pages(content: bytes) -> list[pdfium.PdfPage]:
    return list(pdfium.PdfDocument(content))


def _size(page: pdfium.PdfPage) -> tuple[float, float]:
    return page.get_size()


def _inflated(stream: bytes) -> bytes:
    try:
        return zlib.decompress(stream)
    except zlib.error:
        return b""
