"""Text documents made for the tests, as a word processor packs them."""

import io
import zipfile

from PIL import Image

from escale.sheets.odt import KIND

HEAD = (
    '<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" '
    'xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0" '
    'xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0" xmlns:xlink="http://www.w3.org/1999/xlink" '
    'xmlns:svg="urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0">'
    '<office:automatic-styles><style:style style:name="T1" style:family="text"><style:text-properties fo:font-weight="bold"/>'
    '</style:style><text:list-style style:name="L1"><text:list-level-style-number text:level="1" style:num-format="1"/>'
    '</text:list-style><text:list-style style:name="L2"><text:list-level-style-bullet text:level="1"/></text:list-style>'
    "</office:automatic-styles><office:body><office:text>"
)
FOOT = "</office:text></office:body></office:document-content>"


def odt(text: str, *, files: dict[str, bytes] | None = None, kind: bytes = KIND, whole: str = "") -> bytes:
    """A document of this text; `whole` replaces all of its content."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("mimetype", kind, zipfile.ZIP_STORED)
        packed.writestr("content.xml", whole or f"{HEAD}{text}{FOOT}")
        for name, content in (files or {}).items():
            packed.writestr(name, content)
    return made.getvalue()


def png(color: str = "teal") -> bytes:
    file = io.BytesIO()
    Image.new("RGB", (60, 40), color).save(file, "PNG")
    return file.getvalue()
