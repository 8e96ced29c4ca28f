"""Activities to lay out: the one the prototype drew, and the hardest one that can be typed."""

from dataclasses import replace
from io import BytesIO

from PIL import Image

from escale.publishing.source import Identity, Occasion, Picture, Source, SourceKind

ADDRESS = "https://escale.vitre.example/r/abc12"

PHOTOS = Source(
    kind=SourceKind.WORKSHOP,
    title="Mes photos : du téléphone à l'ordinateur",
    label="Atelier gratuit",
    occasions=[Occasion(day="vendredi 4 décembre", hours="de 9 h 30 à 11 h 30")],
    place="Centre social",
    room="salle 2",
    address="13 rue Notre-Dame, Vitré",
    bring=["Votre téléphone", "Son câble, si vous l'avez"],
    level_words="Débutants bienvenus",
    seats=8,
    promise="Vous saurez mettre vos photos sur votre ordinateur et les retrouver.",
    phone="+33261910512",
    identity=Identity(
        name="Centre social de Vitré",
        commune="Vitré",
        partners="Avec le CCAS, la Résidence Habitat Jeunes et la médiathèque",
    ),
)

HARD = replace(
    PHOTOS,
    kind=SourceKind.CYCLE,
    title="Démarches en ligne, impôts, santé, retraite : retrouver ses mots de passe en paix",
    label="Cycle de quatre séances, gratuit",
    occasions=[Occasion(day=f"vendredi {number} décembre", hours="de 9 h 30 à 11 h 30") for number in (4, 11, 18, 25)],
    summary="4 séances, du vendredi 4 au vendredi 25 décembre",
    place="Centre social et culturel intercommunal de la Haute-Vilaine",
    room="salle polyvalente",
    address="113 boulevard du Maréchal-de-Lattre-de-Tassigny, 35500 Vitré",
    bring=[
        "Votre téléphone",
        "votre mot de passe",
        "votre carte Vitale",
        "votre dernier avis d'impôt",
        "un carnet pour noter",
    ],
    level_words="Il faut savoir se servir d'une souris et d'un clavier",
    public_words="Seniors et toute personne intéressée",
    promise="Vous saurez retrouver vos mots de passe, en changer, et faire seul vos démarches d'impôts et de santé.",
    price="2 € la séance, gratuit pour les adhérents",
    identity=replace(
        PHOTOS.identity,
        name="Centre social et culturel intercommunal de la Haute-Vilaine",
        partners="Avec le CCAS de Vitré, la Résidence Habitat Jeunes, la médiathèque Madame-de-Sévigné et France services",
    ),
)

SKY = (90, 140, 200)


def image(size, color, kind="PNG"):
    """An image of one colour, as a file."""
    file = BytesIO()
    Image.new("RGB", size, color).save(file, kind)
    return file.getvalue()


PHOTO = Picture(
    name="photo.jpg",
    content=image((1200, 800), SKY, "JPEG"),
    alt="Deux mains sur un téléphone",
    credit="Maëlle Garnier",
)
LOGO = Picture(name="logo.png", content=image((500, 260), (200, 30, 90)), alt="Centre social de Vitré")
BRANDED = replace(PHOTOS, identity=replace(PHOTOS.identity, logo=LOGO, color="#7a1f5c"))

THEMES = (
    "Scanner un papier et l'envoyer",
    "Mes photos : du téléphone à l'ordinateur",
    "Reconnaître une arnaque",
    "France Travail : s'actualiser",
    "Ranger ses mots de passe",
    "Mon espace santé, pas à pas",
    "Payer en ligne sans crainte",
    "WhatsApp : voir et appeler ses proches",
    "Nettoyer son téléphone",
    "Les impôts en ligne : déclarer, corriger, payer, retrouver un avis",
)
FRIDAYS = [
    "8 janvier",
    "15 janvier",
    "22 janvier",
    "29 janvier",
    "5 février",
    "12 février",
    "5 mars",
    "12 mars",
    "19 mars",
    "26 mars",
]
MET = [
    Occasion(day=f"vendredi {day}", hours="de 9 h 30 à 11 h 30", title=theme, place="Centre social")
    for day, theme in zip(FRIDAYS, THEMES, strict=True)
]
HOLIDAY = Occasion(day="vendredis 19 et 26 février", off="pas d'atelier : vacances d'hiver")
TERM = replace(
    PHOTOS,
    kind=SourceKind.PROGRAMME,
    title="Les vendredis du numérique",
    label="Programme gratuit",
    summary="De janvier à mars 2027, le vendredi",
    occasions=[*MET[:6], HOLIDAY, *MET[6:]],
    adviser="Maëlle Garnier",
    adviser_job="conseillère numérique",
)
LONG_TERM = replace(
    TERM,
    place=HARD.place,
    address=HARD.address,
    identity=HARD.identity,
    occasions=[
        each
        if each.off
        else replace(each, hours=f"de {9 + at % 3} h 30 à 11 h 30", place=(HARD.place, "Médiathèque")[at % 2])
        for at, each in enumerate([*TERM.occasions] * 3)
    ],
)
