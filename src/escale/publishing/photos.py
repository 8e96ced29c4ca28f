"""A photo taken on the spot, made small and bare: no place, no telephone, no hour inside it."""

from io import BytesIO
from typing import IO

from PIL import Image, ImageOps, UnidentifiedImageError

LONGEST_SIDE = 1280
MOST_BYTES = 10 * 1024 * 1024
MOST_PIXELS = 60_000_000
FORMATS = ("JPEG", "PNG", "WEBP")


class Unreadable(Exception):
    """It can't be kept; `sentence` says why and what to do."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


def small(sent: IO[bytes], *, size: int) -> bytes:
    """The photo upright, as a JPEG of 1280 pixels at most, without anything its camera wrote in it. Raises Unreadable."""
    if size > MOST_BYTES:
        raise Unreadable("Cette photo est trop lourde : 10 Mo au plus. Prenez-la en plus petit.")
    try:
        # The size is read in the head of the file: a small file can hide a huge image.
        with Image.open(sent, formats=FORMATS) as image:
            if image.width * image.height > MOST_PIXELS:
                raise Unreadable("Cette photo est trop grande. Prenez-la en plus petit.")
            upright = ImageOps.exif_transpose(image).convert("RGB")
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        raise Unreadable("Cette photo ne s’ouvre pas. Choisissez une image JPEG, PNG ou WebP.") from None
    upright.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    file = BytesIO()
    upright.save(file, "JPEG", quality=80)
    return file.getvalue()
