"""The pages worth finding: advisers who present themselves, one with a face, and the door of the Centre social; drawn here."""

from PIL import Image, ImageDraw

from escale.operations.demo import identities
from escale.operations.demo.town import Town
from escale.publishing import advisers, own_pages, venue_photos
from escale.publishing.advisers import USUAL, Draft
from escale.publishing.models import Picture, PictureKind

OWN_WORDS = {
    "Maëlle": (USUAL, "français, anglais"),
    "Yann": (
        "Débuter avec un ordinateur, sans se presser\n"
        "Écouter et appeler avec un téléphone\n"
        "Chercher un emploi en ligne\n"
        "Choisir un appareil d’occasion",
        "français, breton",
    ),
    "Anne": (
        "Faire une démarche en ligne\nClasser ses papiers\nÉcrire à une administration",
        "français, un peu d’arabe",
    ),
}
"""First name → what she can help with, the languages she speaks."""

TINT, SKIN, HAIR, CLOTH = "#d5eaeb", "#e8b998", "#5b3522", "#0a4652"
STONE, BLUE, GLASS, SKY, STREET = "#d9cdb8", "#235a86", "#bcd9e3", "#e6f0f4", "#9aa5a8"


def fill(town: Town) -> None:
    """Three pages online; Inès has written hers and not shown it yet."""
    for first_name, (helps_with, languages) in OWN_WORDS.items():
        draft = Draft(helps_with=helps_with, languages=languages, revision=0)
        own_pages.publish(advisers.write(town.members[first_name], draft, now=town.now), now=town.now)
    advisers.write(town.members["Inès"], Draft(helps_with=USUAL, languages="français", revision=0), now=town.now)
    own = advisers.of(town.maelle)
    if own is not None:
        advisers.set_photo(own, _drawn(PictureKind.PORTRAIT, _face(), "Photo de Maëlle", town))
    door = _drawn(PictureKind.PLACE, _door(), "Une façade claire, une porte bleue et sa rampe", town)
    venue_photos.set_photo(town.centre, door)


def _drawn(kind: PictureKind, image: Image.Image, alt: str, town: Town) -> Picture:
    return identities.kept(kind, image, town.maelle, alt=alt, now=town.now)


def _face() -> Image.Image:
    """Nobody: a face of five shapes."""
    image = Image.new("RGB", (720, 720), TINT)
    draw = ImageDraw.Draw(image)
    draw.ellipse((170, 90, 550, 560), fill=HAIR)
    draw.ellipse((60, 520, 660, 1100), fill=CLOTH)
    draw.rounded_rectangle((310, 440, 410, 600), 40, fill=SKIN)
    draw.ellipse((220, 150, 500, 500), fill=SKIN)
    draw.pieslice((200, 110, 520, 420), 180, 360, fill=HAIR)
    for left in (285, 405):
        draw.ellipse((left, 310, left + 28, 338), fill=HAIR)
    draw.arc((300, 340, 420, 440), 20, 160, fill=HAIR, width=10)
    return image


def _door() -> Image.Image:
    """A house on a street: windows, a blue door, a ramp."""
    image = Image.new("RGB", (1200, 800), SKY)
    draw = ImageDraw.Draw(image)
    draw.rectangle((80, 120, 1120, 690), fill=STONE)
    draw.rectangle((0, 690, 1200, 800), fill=STREET)
    for left in (150, 380, 820):
        draw.rectangle((left, 250, left + 160, 480), fill=GLASS, outline="#ffffff", width=14)
    draw.rectangle((600, 330, 760, 690), fill=BLUE, outline="#ffffff", width=14)
    draw.ellipse((725, 510, 745, 530), fill="#ffc93c")
    draw.polygon([(760, 690), (1060, 690), (760, 640)], fill=STREET)
    return image
