"""`kit`: a poster, an image, and the twelve pieces of a kit, each file read again before its time counts.

The floor of a sheet is an empty one of the same size laid out by the same library with the same fonts; the floor of an
image is that sheet drawn and written as pixels; the floor of a kit is the sum of those of its sheets and images.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from io import BytesIO

import pypdfium2 as pdfium
from PIL import Image

from escale.operations.bench.figures import Figure, Size, WrongAnswer
from escale.operations.bench.timing import interleaved
from escale.publishing.models import Channel, ChannelKind, PieceKind
from escale.publishing.rendering import flyer, images, paper, poster
from escale.publishing.source import Identity, Occasion, Source, SourceKind
from escale.publishing.texts.writing import Addresses, write
from escale.ui import pdf

SCENARIO = "kit"
REPEATS = {Size.SMALL: 5, Size.DEPARTEMENT: 15, Size.NATIONAL: 15}
POSTER_SECONDS, IMAGE_SECONDS, KIT_SECONDS = 0.3, 0.5, 3
ADDRESS = "https://escale.vitre.example/r/kt7bq"
SOURCE = Source(
    kind=SourceKind.WORKSHOP,
    title="Mes photos : du téléphone à l’ordinateur",
    label="Atelier gratuit",
    promise="vous saurez mettre vos photos sur votre ordinateur, et les retrouver",
    occasions=[Occasion(day="vendredi 4 décembre", hours="de 9 h 30 à 11 h 30", short="ven. 4 déc., 9 h 30")],
    place="Centre social",
    room="Salle 2",
    address="13 rue Notre-Dame, Vitré",
    bring=["Votre téléphone", "son câble, si vous l’avez"],
    level_words="débutants bienvenus",
    seats=8,
    adviser="Maëlle Garnier",
    adviser_job="conseillère numérique",
    phone="02 61 91 05 12",
    identity=Identity(name="Centre social de Vitré", commune="Vitré", partners="Avec le CCAS et la médiathèque"),
)
LONG = replace(SOURCE, title="Démarches en ligne, impôts, santé, retraite : retrouver ses mots de passe en paix")

type Made = bytes | str

SHEETS: dict[str, Callable[[], bytes]] = {
    "A3": lambda: poster.pdf(SOURCE, address=ADDRESS, size="A3"),
    "A4": lambda: poster.pdf(SOURCE, address=ADDRESS),
    "A4, less ink": lambda: poster.pdf(SOURCE, address=ADDRESS, low_ink=True),
    "A4, plain": lambda: poster.pdf(SOURCE, address=ADDRESS, layout="plain"),
    "A5": lambda: flyer.pdf(SOURCE, address=ADDRESS),
    "A6 by four": lambda: flyer.pdf(SOURCE, address=ADDRESS, size="4-up"),
}
IMAGES: dict[str, Callable[[], bytes]] = {
    "square": lambda: images.png(SOURCE, address=ADDRESS, shape="square"),
    "story": lambda: images.png(SOURCE, address=ADDRESS, shape="story"),
}
TEXTS = {
    PieceKind.ARTICLE: ChannelKind.NEWSPAPER,
    PieceKind.AGENDA_LINE: ChannelKind.CITY_APP,
    PieceKind.MAIL: ChannelKind.COLLEAGUES,
    PieceKind.SMS: ChannelKind.SMS,
}


def run(size: Size) -> list[Figure]:
    """Make everything once and read it, then time it in turn with its floors."""
    _check(_kit())
    times = interleaved(
        {
            "poster": SHEETS["A4"],
            "long title": lambda: poster.pdf(LONG, address=ADDRESS),
            "square": IMAGES["square"],
            "kit": _kit,
            "empty sheet": _empty_sheet,
            "empty square": lambda: _empty_image("square"),
            "empty kit": _empty_kit,
        },
        repeats=REPEATS[size],
    )
    least = {name: timing.least / 1000 for name, timing in times.items()}
    return [
        _figure("a poster, A4", least["poster"], floor=least["empty sheet"], at_most=POSTER_SECONDS),
        _figure("a poster whose title has 80 characters", least["long title"], floor=least["empty sheet"],
                at_most=POSTER_SECONDS),
        _figure("a square image", least["square"], floor=least["empty square"], at_most=IMAGE_SECONDS),
        _figure("a kit of 12 pieces", least["kit"], floor=least["empty kit"], at_most=KIT_SECONDS),
    ]  # fmt: skip


def _figure(metric: str, value: float, *, floor: float, at_most: float) -> Figure:
    return Figure(scenario=SCENARIO, metric=metric, value=value, unit="s", floor=floor, at_most=at_most)


def _kit() -> dict[str, Made]:
    """Six sheets, two images, four texts."""
    texts = {
        f"{kind}": write(
            kind, Channel(kind=channel), SOURCE, Addresses(full=ADDRESS, spoken="escale.vitre.example/r/kt7bq")
        )
        for kind, channel in TEXTS.items()
    }
    return {name: make() for name, make in (SHEETS | IMAGES).items()} | texts


def _check(kit: Mapping[str, Made]) -> None:
    """Every sheet says where and when, every image has its size, every text says something."""
    for name, made in kit.items():
        if not (_image_is_right(name, made) if name in IMAGES else _says_it_all(made)):
            raise WrongAnswer(f"{name}: {made[:60]!r}")


def _says_it_all(made: Made) -> bool:
    if isinstance(made, str):
        return "photos" in made
    with pdfium.PdfDocument(made) as document:
        said = " ".join(document[0].get_textpage().get_text_bounded().replace("\u00a0", " ").split())
        return len(document) == 1 and "Vendredi 4 décembre de 9 h 30 à 11 h 30" in said and "r/kt7bq" in said


def _image_is_right(name: str, made: Made) -> bool:
    return (
        isinstance(made, bytes)
        and Image.open(BytesIO(made)).size == images.SIZES["story" if name == "story" else "square"]
    )


def _empty_sheet() -> bytes:
    return pdf.written(paper.blank(paper.SIZES["A4"]), tagged=True)


def _empty_image(shape: images.Shape) -> bytes:
    return images.drawn(pdf.written(paper.blank(images.SIZES[shape], unit="px"), tagged=False))


def _empty_kit() -> None:
    for _ in SHEETS:
        _empty_sheet()
    _empty_image("square")
    _empty_image("story")
