"""How the organizations sign their sheets: one by its partners, the other by a logo and a colour; and a photo, drawn here."""

from datetime import datetime
from io import BytesIO

from PIL import Image, ImageDraw

from escale.accounts.models import Membership
from escale.publishing import identities
from escale.publishing.models import Kit, Picture, PictureKind

PARTNERS = "Avec le CCAS, la Résidence Habitat Jeunes et la médiathèque"
HEATHER = "#562b77"
SKY, DAWN, SEA, HILL, WHITE = "#bcd9e3", "#f6d9b0", "#2b6973", "#6ea6ac", "#ffffff"


def fill(maelle: Membership, neighbour: Membership, *, now: datetime) -> None:
    """The partners of the Centre social, the logo and the colour of its neighbour: before anything is printed."""
    identities.change(maelle.organization, color="", partners=PARTNERS)
    identities.change(neighbour.organization, color=HEATHER, partners="")
    logo = kept(PictureKind.LOGO, _circles(), neighbour, alt=neighbour.organization.name, now=now)
    identities.set_logo(neighbour.organization, logo)


def put_a_photo(kit: Kit, *, by: Membership, now: datetime) -> None:
    """A photo on the posters of one kit."""
    photo = kept(PictureKind.PHOTO, _harbour(), by, alt="Le port au petit matin, son phare allumé", now=now)
    identities.choose(kit, photo)


def kept(kind: PictureKind, image: Image.Image, by: Membership, *, alt: str, now: datetime) -> Picture:
    """An image drawn here, brought as anybody brings one."""
    file = BytesIO()
    image.save(file, "PNG")
    size = file.tell()
    file.seek(0)
    return identities.keep(kind, file, size=size, alt=alt, by=by, now=now)


def _harbour() -> Image.Image:
    """A sky that brightens, a hill, the sea, a lighthouse and its light."""
    image = Image.linear_gradient("L").resize((1800, 900))
    image = Image.composite(Image.new("RGB", image.size, DAWN), Image.new("RGB", image.size, SKY), image)
    draw = ImageDraw.Draw(image)
    draw.ellipse((-300, 480, 1100, 1300), fill=HILL)
    draw.polygon([(1440, 250), (300, 90), (300, 420)], fill=DAWN)
    draw.rectangle((0, 680, 1800, 900), fill=SEA)
    draw.polygon([(1400, 700), (1420, 260), (1480, 260), (1500, 700)], fill=WHITE)
    draw.rectangle((1410, 230, 1490, 270), fill=SEA)
    draw.ellipse((1425, 180, 1475, 240), fill="#ffc93c")
    return image


def _circles() -> Image.Image:
    """Two hands, or nearly: a mark that means nothing, on nothing."""
    image = Image.new("RGBA", (600, 300), (0, 0, 0, 0))
    draw = ImageDraw.Draw(image)
    draw.ellipse((20, 20, 280, 280), fill=HEATHER)
    draw.ellipse((180, 20, 440, 280), outline="#ffc93c", width=30)
    return image
