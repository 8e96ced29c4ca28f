"""Activities to speak of: one of each kind, as a good adviser would have written them."""

from dataclasses import replace

from escale.publishing.models import Channel, ChannelKind, PieceKind, Public
from escale.publishing.source import Identity, Occasion, Source, SourceKind
from escale.publishing.texts.writing import Addresses

ADDRESSES = Addresses(full="https://escale.vitre.example/r/bcd23", spoken="escale.vitre.example/r/bcd23")
WORKSHOP = Source(
    kind=SourceKind.WORKSHOP,
    title="Mes photos : du téléphone à l’ordinateur",
    label="Atelier gratuit",
    promise="vos photos sont à l’abri sur un ordinateur ou une clé",
    sentence="Ne perdez plus vos photos : mettez-les à l’abri.",
    occasions=[Occasion(day="vendredi 4 décembre", hours="de 9 h 30 à 11 h 30", short="ven. 4 déc., 9 h 30")],
    place="Centre social",
    address="13 rue Notre-Dame, Vitré",
    room="Salle 2",
    bring=["Votre téléphone", "Le câble, si vous l’avez"],
    seats=8,
    level_words="débutants bienvenus",
    adviser="Maëlle Garnier",
    adviser_job="conseillère numérique",
    phone="02 61 91 05 12",
    path="/ateliers/mes-photos/",
    identity=Identity(name="Centre social de Vitré", commune="Vitré", phone="02 61 91 05 12"),
)
CYCLE = replace(
    WORKSHOP,
    kind=SourceKind.CYCLE,
    title="Débuter avec l’ordinateur",
    label="Cycle gratuit",
    summary="10 séances, du mardi 15 septembre au mardi 1er décembre",
    promise="vous allumez un ordinateur, vous écrivez un texte et vous le retrouvez",
    sentence="Jamais touché un ordinateur ? C’est le bon endroit.",
    occasions=[Occasion(day="mardi 15 septembre", hours="de 9 h 30 à 11 h 30", short="mar. 15 sept., 9 h 30")],
    bring=[],
)
PERMANENCE = replace(
    WORKSHOP,
    kind=SourceKind.PERMANENCE,
    title="Une question sur votre téléphone ou votre ordinateur ?",
    label="Permanence gratuite",
    summary="Sur rendez-vous",
    sentence="Un message bloqué, un papier à envoyer, un mot de passe perdu ? Venez avec votre question.",
    promise="vous repartez avec une réponse, et vous savez le refaire",
    occasions=[
        Occasion(day="Le mardi et le jeudi", hours="de 9 h à 12 h", short="Le mardi et le jeudi, de 9 h à 12 h")
    ],
    seats=None,
    level_words="",
    bring=[],
)
PROGRAMME = replace(
    WORKSHOP,
    kind=SourceKind.PROGRAMME,
    title="Les vendredis du numérique",
    label="Ateliers gratuits",
    summary="4 ateliers, de janvier à mars",
    sentence="Une date, un sujet : choisissez ce qui vous sert.",
    promise="",
    occasions=[
        Occasion(day="vendredi 8 janvier", hours="de 9 h 30 à 11 h 30", title="Mes photos"),
        Occasion(day="vendredi 15 janvier", hours="de 9 h 30 à 11 h 30", title="Reconnaître une arnaque"),
        Occasion(day="vendredi 22 janvier", hours="de 9 h 30 à 11 h 30", off="Journée de l’équipe"),
        Occasion(day="vendredi 29 janvier", hours="de 9 h 30 à 11 h 30", title="Scanner un papier"),
    ],
    seats=None,
    level_words="",
    bring=[],
)
EVENT = replace(
    WORKSHOP,
    kind=SourceKind.EVENT,
    title="Le café des écrans",
    label="Gratuit, ouvert à tous",
    sentence="Un café, et toutes vos questions.",
    promise="On parle des téléphones, on essaie, on repart avec une fiche",
    co_host="le CCAS",
    seats=None,
    level_words="",
    bring=[],
)
CANCELED = replace(WORKSHOP, is_canceled=True)
EVERYTHING = {
    "workshop": WORKSHOP,
    "cycle": CYCLE,
    "permanence": PERMANENCE,
    "programme": PROGRAMME,
    "event": EVENT,
    "canceled": CANCELED,
}


def channel(kind: ChannelKind, public: Public = Public.EVERYONE, longest: int | None = None) -> Channel:
    return Channel(kind=kind, name=kind.label, public=public, longest=longest)


PIECES = [
    (PieceKind.ARTICLE, channel(ChannelKind.NEWSPAPER)),
    (PieceKind.ARTICLE, channel(ChannelKind.SENIORS_SITE, Public.SENIORS)),
    (PieceKind.ARTICLE, channel(ChannelKind.NEWSPAPER, Public.YOUNG)),
    (PieceKind.ARTICLE, channel(ChannelKind.NEWSPAPER, Public.PROFESSIONALS)),
    (PieceKind.AGENDA_LINE, channel(ChannelKind.CITY_APP)),
    (PieceKind.RADIO, channel(ChannelKind.RADIO)),
    (PieceKind.DISPLAY, channel(ChannelKind.DISPLAY)),
    (PieceKind.POST, channel(ChannelKind.FACEBOOK, Public.SENIORS)),
    (PieceKind.POST, channel(ChannelKind.INSTAGRAM, Public.YOUNG)),
    (PieceKind.MAIL, channel(ChannelKind.COLLEAGUES, Public.PROFESSIONALS)),
    (PieceKind.MAIL, channel(ChannelKind.PARTNERS, Public.PROFESSIONALS)),
    (PieceKind.SMS, channel(ChannelKind.SMS)),
]
