"""A channel of a kit in words: its drawing, its state, what one does with it."""

from datetime import date

from escale.french.dates import day_of_month
from escale.publishing import deadlines
from escale.publishing.models import Channel, ChannelKind, Kit, Piece, PieceKind, PieceState, Public
from escale.publishing.source import Source, SourceKind

ICONS = {
    ChannelKind.NEWSPAPER: "newspaper",
    ChannelKind.POSTERS: "printer",
    ChannelKind.FLYERS: "scroll-text",
    ChannelKind.CITY_APP: "smartphone",
    ChannelKind.SENIORS_SITE: "globe",
    ChannelKind.FACEBOOK: "image",
    ChannelKind.INSTAGRAM: "image",
    ChannelKind.COLLEAGUES: "mail",
    ChannelKind.PARTNERS: "handshake",
    ChannelKind.SMS: "message-square-text",
    ChannelKind.RADIO: "volume-2",
    ChannelKind.DISPLAY: "monitor-smartphone",
    ChannelKind.FEED: "share-2",
}
PRINTED = ("À imprimer", "Imprimé")
PUBLISHED = ("À publier", "Publié")
SENT = ("À envoyer", "Envoyé")
STATES = {
    ChannelKind.POSTERS: ("À imprimer", "Imprimée"),
    ChannelKind.FLYERS: PRINTED,
    ChannelKind.CITY_APP: PUBLISHED,
    ChannelKind.SENIORS_SITE: PUBLISHED,
    ChannelKind.FACEBOOK: PUBLISHED,
    ChannelKind.INSTAGRAM: PUBLISHED,
    ChannelKind.DISPLAY: PUBLISHED,
    ChannelKind.FEED: PUBLISHED,
}
"""What is said of a piece that waits, and of one that has left."""
PIECES = {
    PieceKind.ARTICLE: "Article",
    PieceKind.AGENDA_LINE: "Ligne d’agenda",
    PieceKind.POST: "Publication",
    PieceKind.MAIL: "Mail",
    PieceKind.SMS: "SMS",
    PieceKind.RADIO: "Annonce lue",
    PieceKind.DISPLAY: "Texte affiché",
}
SEND = {
    PieceKind.ARTICLE: "Envoyer l’article",
    PieceKind.AGENDA_LINE: "Publier la ligne d’agenda",
    PieceKind.POSTER: "Imprimer les affiches",
    PieceKind.FLYER: "Imprimer les flyers",
    PieceKind.POST: "Publier",
    PieceKind.MAIL: "Envoyer le mail",
    PieceKind.SMS: "Envoyer le SMS",
    PieceKind.RADIO: "Envoyer l’annonce",
    PieceKind.DISPLAY: "Demander l’affichage",
    PieceKind.FEED: "Publier",
}
KINDS = {
    SourceKind.WORKSHOP: "atelier",
    SourceKind.CYCLE: "cycle",
    SourceKind.PERMANENCE: "perm",
    SourceKind.PROGRAMME: "atelier",
    SourceKind.EVENT: "event",
}
"""The flag of what a kit speaks of."""


def state_words(piece: Piece) -> tuple[str, str, str]:
    """ "À envoyer", its tone and its drawing."""
    waiting, done = STATES.get(ChannelKind(piece.channel.kind), SENT)
    if piece.kind == PieceKind.FEED or piece.state == PieceState.DONE:
        return done, "ok", "check"
    if piece.state == PieceState.PLANNED and piece.planned_on:
        return f"Prévu le {day_of_month(piece.planned_on)}", "tide", "calendar"
    if piece.state == PieceState.SKIPPED:
        return "Pas cette fois", "", "minus"
    return waiting, "warn", "clock"


def done_words(piece: Piece) -> str:
    """The word of the button that says it has left: "C’est envoyé"."""
    done = STATES.get(ChannelKind(piece.channel.kind), SENT)[1].lower()
    return f"C’est {done.removesuffix('e') if done == 'imprimée' else done}"


def reach_words(channel: Channel, *, activity_on: date | None) -> str:
    """Whom it reaches, until when: "Seniors, avant le 20 novembre"."""
    whom = channel.reach or ("Tous" if channel.public == Public.EVERYONE else channel.get_public_display())
    said = ", ".join(filter(None, [whom, deadlines.words(channel, activity_on=activity_on)]))
    return said[:1].upper() + said[1:]


def text_name(piece: Piece) -> str:
    """ "Article : Journal de Vitré"."""
    return f"{PIECES[PieceKind(piece.kind)]} : {piece.channel.name}"


def about_words(source: Source) -> str:
    """ "Atelier du vendredi 4 décembre"."""
    if source.kind == SourceKind.PERMANENCE:
        return f"Permanence, {source.occasions[0].day.lower()}" if source.occasions else "Permanence"
    if source.kind == SourceKind.PROGRAMME:
        return f"Programme, {source.summary}"
    noun = {SourceKind.CYCLE: "Cycle", SourceKind.EVENT: "Rendez-vous public"}.get(source.kind, "Atelier")
    return f"{noun} du {source.occasions[0].day}" if source.occasions else noun


def title_of(kit: Kit) -> str:
    """What it makes known, without reading its source; its activity being read."""
    if kit.group:
        return kit.group.title
    if kit.programme:
        return kit.programme.title
    if kit.event:
        return kit.event.title
    return f"Permanence : {kit.permanence.venue.name}" if kit.permanence else ""
