"""Everything a kit holds in one folder: what is printed, the images, the texts, and a sheet that says what is what."""

from collections.abc import Iterable
from dataclasses import dataclass
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from django.utils.text import slugify

from escale.publishing.models import PieceKind
from escale.publishing.rendering import flyer, images, poster
from escale.publishing.source import Source

CONTENTS = "Ce qu’il y a dans ce dossier.txt"
STAMP = (1980, 1, 1, 0, 0, 0)
"""No date in the folder: the same kit gives the same bytes."""


@dataclass(frozen=True, kw_only=True)
class Text:
    """One text of the kit, as it is by now: what it is, its words."""

    name: str
    words: str
    length: str


def pack(source: Source, *, addresses: dict[PieceKind, str], texts: Iterable[Text]) -> bytes:
    """The folder as a ZIP file; `addresses` gives the one each printed piece carries. Raises OSError where Pango is missing."""
    to_print, of_poster = list[tuple[str, str, bytes]](), addresses.get(PieceKind.POSTER, "")
    of_flyer = addresses.get(PieceKind.FLYER) or of_poster
    square = addresses.get(PieceKind.SQUARE) or of_poster
    story = addresses.get(PieceKind.STORY) or square
    to_print += [
        ("Affiche A3.pdf", "à imprimer en A3, en couleur", poster.pdf(source, address=of_poster, size="A3")),
        ("Affiche A4.pdf", "à imprimer en A4, en couleur", poster.pdf(source, address=of_poster, size="A4")),
        (
            "Affiche A4, moins d’encre.pdf",
            "pour une petite imprimante",
            poster.pdf(source, address=of_poster, low_ink=True),
        ),
        ("Flyer A5.pdf", "un flyer par page", flyer.pdf(source, address=of_flyer, size="A5")),
        ("Flyers, 4 par page.pdf", "à imprimer en A4, puis à couper", flyer.pdf(source, address=of_flyer, size="4-up")),
        ("Image carrée.png", "pour Facebook et Instagram", images.png(source, address=square, shape="square")),
        ("Image verticale.png", "pour une story", images.png(source, address=story, shape="story")),
    ]
    written = list(texts)
    files = [(name, content) for name, _, content in to_print]
    files += [(_text_name(each), f"{each.words}\n".encode()) for each in written]
    sheet = _contents(source, [(name, what) for name, what, _ in to_print], written)
    return _zipped([(CONTENTS, sheet.encode()), *files])


def file_name(source: Source) -> str:
    """ "kit-mes-photos-du-telephone.zip"."""
    return f"kit-{slugify(source.title)[:60].strip('-') or 'communication'}.zip"


def _contents(source: Source, printed: Iterable[tuple[str, str]], texts: Iterable[Text]) -> str:
    lines = [source.title, "", "À imprimer, et les images"]
    lines += [f"- {name} : {what}" for name, what in printed]
    lines += ["", "Pour les images, le texte de remplacement à coller", images.alternative(source)]
    lines += ["", "Les textes"]
    lines += [f"- {_text_name(each)} : {each.length}" for each in texts]
    return "\n".join(
        [*lines, "", "Chaque texte et chaque affiche a sa propre adresse : gardez-la, elle dit ce qui fait venir.", ""]
    )


def _text_name(text: Text) -> str:
    """A name every system can write: no colon, no slash."""
    plain = "".join(" " if sign in '\\/:*?"<>|\n\t' else sign for sign in text.name)
    return f"Texte, {' '.join(plain.split())[:80]}.txt"


def _zipped(files: Iterable[tuple[str, bytes]]) -> bytes:
    folder = BytesIO()
    taken = set[str]()
    with ZipFile(folder, "w", ZIP_DEFLATED) as archive:
        for name, content in files:
            archive.writestr(ZipInfo(_free(name, taken), STAMP), content, ZIP_DEFLATED)
    return folder.getvalue()


def _free(name: str, taken: set[str]) -> str:
    """The name, or with a number when two texts share it."""
    stem, _, end = name.rpartition(".")
    number, free = 1, name
    while free.casefold() in taken:
        number += 1
        free = f"{stem} {number}.{end}"
    taken.add(free.casefold())
    return free
