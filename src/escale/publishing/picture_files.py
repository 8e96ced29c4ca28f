"""Images brought by hand: read with care, written again by us, their metadata left behind."""

import struct
from dataclasses import dataclass
from hashlib import sha256
from io import BytesIO
from typing import BinaryIO

from PIL import Image, ImageOps, UnidentifiedImageError

FORMATS = ("PNG", "JPEG", "WEBP")
MOST_BYTES = 5 * 1024 * 1024
MOST_PIXELS = 40_000_000
LONGEST_PHOTO = 2600
"""Pixels: the width of an A3 at 220 dots per inch."""
LONGEST_LOGO = 900
LONGEST_FACE, LONGEST_PLACE = 400, 720
"""On the public site: sharp on a telephone, light on a slow line."""
TAIL = 4096
"""Bytes: some tools write a few after the end of the image."""
QUALITY = 86
"""Of a JPEG: what the eye can't tell from the original on paper."""
QUALITY_ON_PAGES = 76

TOO_HEAVY = "Cette image pèse {size} Mo. Choisissez-en une de 5 Mo au plus, ou enregistrez-la en plus petit."
TOO_LARGE = "Cette image a trop de points ({pixels} millions). Enregistrez-la en plus petit : 40 millions au plus."
DRAWING = (
    "C’est un dessin SVG, qui peut cacher un programme. Ouvrez-le, enregistrez-le en PNG, et choisissez ce fichier."
)
DOCUMENT = "C’est un document PDF. Enregistrez l’image en PNG ou en JPEG, et choisissez ce fichier."
IPHONE = "C’est une photo HEIC, le format des iPhone. Enregistrez-la ou partagez-la en JPEG, et choisissez ce fichier."
UNKNOWN = "Ce fichier n’est pas une image PNG, JPEG ou WebP. Choisissez-en un autre."
BROKEN = "Cette image est abîmée : elle s’arrête en chemin. Enregistrez-la de nouveau, ou choisissez-en une autre."


class NotAnImage(Exception):
    """It isn't an image we take; `sentence` says why and what to do."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


@dataclass(frozen=True, kw_only=True)
class CleanImage:
    """An image as we keep it."""

    content: bytes
    extension: str
    width: int
    height: int

    @property
    def digest(self) -> str:
        """The same for the same content."""
        return sha256(self.content).hexdigest()[:24]


def read(file: BinaryIO, *, size: int, longest: int) -> CleanImage:
    """Read an image and write it again, its longest side at most `longest`, one of the four lengths above.

    Raises NotAnImage.

    A file too heavy is refused before a byte of it is read, an image too large before a point of it is decoded.
    """
    if size > MOST_BYTES:
        raise NotAnImage(TOO_HEAVY.format(size=f"{size / 1024 / 1024:.1f}".replace(".", ",")))
    content = file.read(MOST_BYTES + 1)
    try:
        # The list of formats keeps every other decoder of the library asleep.
        with Image.open(BytesIO(content), formats=FORMATS) as image:
            if image.width * image.height > MOST_PIXELS:
                raise NotAnImage(TOO_LARGE.format(pixels=round(image.width * image.height / 1_000_000)))
            if not _is_whole(content, str(image.format)):
                raise NotAnImage(BROKEN)
            return _written(_upright(image), longest=longest)
    except UnidentifiedImageError as error:
        raise NotAnImage(_what_it_is(content)) from error
    except Image.DecompressionBombError as error:
        raise NotAnImage(TOO_LARGE.format(pixels="plus de 170")) from error
    except (OSError, SyntaxError, ValueError, EOFError) as error:
        raise NotAnImage(BROKEN) from error


def _upright(image: Image.Image) -> Image.Image:
    """Turned as it was held. Damaged metadata says nothing: the points are there, and what is written again has none."""
    try:
        return ImageOps.exif_transpose(image)
    except (AttributeError, KeyError, OverflowError, TypeError, ValueError, struct.error):
        return image


def _written(image: Image.Image, *, longest: int) -> CleanImage:
    """A new file of its points alone: PNG when something shows through it or when it is small, JPEG otherwise."""
    shows_through = image.has_transparency_data
    drawn = image.convert("RGBA" if shows_through else "RGB")
    drawn.thumbnail((longest, longest))
    bare = Image.new(drawn.mode, drawn.size)
    bare.paste(drawn)
    file = BytesIO()
    if shows_through or longest == LONGEST_LOGO:
        bare.save(file, "PNG", optimize=True)
        extension = "png"
    else:
        quality = QUALITY if longest == LONGEST_PHOTO else QUALITY_ON_PAGES
        bare.save(file, "JPEG", quality=quality, optimize=True, progressive=True)
        extension = "jpg"
    return CleanImage(content=file.getvalue(), extension=extension, width=bare.width, height=bare.height)


def _is_whole(content: bytes, kind: str) -> bool:
    """Whether the file goes to its end: WeasyPrint tells Pillow, for the whole process, to be content with a part of one."""
    if kind == "PNG":
        return b"IEND" in content[-TAIL:]
    # A telephone keeps a map of depth or of light in a second image: the library then says MPO.
    if kind in {"JPEG", "MPO"}:
        return b"\xff\xd9" in content[-TAIL:]
    return int.from_bytes(content[4:8], "little") + 8 <= len(content)


def _what_it_is(content: bytes) -> str:
    """Why the file isn't an image: its first signs tell the most common mistakes."""
    if content[4:8] == b"ftyp" and content[8:12] in {b"heic", b"heix", b"hevc", b"mif1", b"msf1"}:
        return IPHONE
    head = content[:1024].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if head.startswith(b"%pdf"):
        return DOCUMENT
    return DRAWING if head.startswith((b"<svg", b"<?xml", b"<!--", b"<!doctype svg")) else UNKNOWN
