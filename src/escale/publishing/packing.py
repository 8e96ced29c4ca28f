"""Everything a kit holds in one folder: what is printed, the images, the texts, and a sheet that says what is what."""

from collections.abc import Iterable
from dataclasses import dataclass
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from django.utils.text import slugify

from escale.publishing.models import PieceKind
from escale.publishing.rendering import flyer, images, leaflet, poster
from escale.publishing.rendering.sheets import Layout
from escale.publishing.source import Picture, Source, SourceKind

CONTENTS = "Ce qu’il y a dans ce dossier.txt"
STAMP = (1980, 1, 1, 0, 0, 0)
"""No date in the folder: the same kit gives the same bytes."""


@dataclass(frozen=True, kw_only=True)
class Text:
    """One text of the kit, as it is by now: what it is, its words."""

    name: str
    words: str
    length: str


def pack(
    source: Source,
    *,
    addresses: dict[PieceKind, str],
    texts: Iterable[Text],
    picture: Picture | None = None,
    on_networks: Picture | None = None,
) -> bytes:
    """The folder as a ZIP file; `addresses` gives the one each printed piece carries. Raises OSError where Pango is missing.

    `picture` is that of what is printed, `on_networks` that of the images: whoever is on it may agree to one alone.
    """
    printed = _printed(source, addresses, picture, on_networks)
    written = list(texts)
    files = [(name, content) for name, _, content in printed]
    files += [(_text_name(each), f"{each.words}\n".encode()) for each in written]
    sheet = _contents(source, [(name, what) for name, what, _ in printed], written)
    return _zipped([(CONTENTS, sheet.encode()), *files])


def file_name(source: Source) -> str:
    """ "kit-mes-photos-du-telephone.zip"."""
    return f"kit-{slugify(source.title)[:60].strip('-') or 'communication'}.zip"


def _printed(
    source: Source, addresses: dict[PieceKind, str], picture: Picture | None, on_networks: Picture | None
) -> list[tuple[str, str, bytes]]:
    """Each file to print with what it is for; a term and a cycle have their leaflet too."""
    layout: Layout = "picture" if picture else "harbour"
    of_images: Layout = "picture" if on_networks else "harbour"
    on_poster, on_flyer = addresses[PieceKind.POSTER], addresses[PieceKind.FLYER]
    large = poster.pdf(source, address=on_poster, size="A3", layout=layout, picture=picture)
    small = poster.pdf(source, address=on_poster, size="A4", layout=layout, picture=picture)
    light = poster.pdf(source, address=on_poster, size="A4", low_ink=True)
    one = flyer.pdf(source, address=on_flyer, size="A5", layout=layout, picture=picture)
    four = flyer.pdf(source, address=on_flyer, size="4-up", layout=layout, picture=picture)
    square = images.png(
        source, address=addresses[PieceKind.SQUARE], shape="square", layout=of_images, picture=on_networks
    )
    story = images.png(source, address=addresses[PieceKind.STORY], shape="story", layout=of_images, picture=on_networks)
    files = [
        ("Affiche A3.pdf", "à imprimer en A3, en couleur", large),
        ("Affiche A4.pdf", "à imprimer en A4, en couleur", small),
        ("Affiche A4, moins d’encre.pdf", "pour une petite imprimante", light),
        ("Flyer A5.pdf", "un flyer par page", one),
        ("Flyers, 4 par page.pdf", "à imprimer en A4, puis à couper", four),
        ("Image carrée.png", "pour Facebook et Instagram", square),
        ("Image verticale.png", "pour une story", story),
    ]
    if source.kind in {SourceKind.PROGRAMME, SourceKind.CYCLE}:
        folded = leaflet.pdf(source, address=on_flyer, form="folded")
        wall = leaflet.pdf(source, address=on_poster, form="poster")
        files += [
            ("Dépliant A4.pdf", "à imprimer recto verso, puis à plier", folded),
            ("Dates A3.pdf", "toutes les dates, à accrocher", wall),
        ]
    return files


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
