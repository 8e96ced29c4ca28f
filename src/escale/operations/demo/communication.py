"""How the Centre social makes itself known: its channels, the places of its posters, kits at every stage, a public meeting."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from uuid import UUID

from escale.accounts.models import Membership
from escale.places.models import Venue
from escale.publishing import events, kits, links, pieces, postings, sources, starters
from escale.publishing.models import Channel, ChannelKind, Event, Kit, Outlet, Piece, Public, TrackedLink
from escale.workshops.models import Group

OPENED_DAYS_AGO = 12
NAMES = {
    ChannelKind.POSTERS: ("Affiche A3", "12 lieux partenaires"),
    ChannelKind.FLYERS: ("Flyer", "Résidence Habitat Jeunes, courrier"),
    ChannelKind.NEWSPAPER: ("Journal de Vitré", "Seniors"),
    ChannelKind.COLLEAGUES: ("Collègues du Centre social", "8 personnes"),
    ChannelKind.FACEBOOK: ("Facebook", "Association"),
}
LEFT_OUT = (ChannelKind.RADIO, ChannelKind.DISPLAY, ChannelKind.SMS)
"""What this organization doesn't use yet: the ready list proposes it."""
CONTACTS = {
    ChannelKind.NEWSPAPER: ("Rédaction du Journal de Vitré", "redaction@journal.example"),
    ChannelKind.COLLEAGUES: ("L’équipe du Centre social", "equipe@centre-social.example"),
    ChannelKind.PARTNERS: ("CCAS, CLIC, médiathèque", "partenaires@vitre.example"),
}
PLACES = (
    ("Boulangerie du Château", "4 place du Château"),
    ("Pharmacie Notre-Dame", "8 rue Notre-Dame"),
    ("Maison médicale", "22 boulevard des Rochers"),
    ("Médiathèque", "1 rue du Bourg-aux-Moines"),
    ("Mairie de Vitré", "5 place du Château"),
    ("CCAS", "32 rue Notre-Dame"),
    ("Épicerie sociale", "15 allée Duguesclin"),
    ("Laverie du Rachapt", "7 rue du Rachapt"),
    ("Gare, panneau des associations", "Place de la Gare"),
    ("Marché couvert", "Rue de la Poterie"),
    ("Bar des Sports", "12 rue de la Liberté"),
    ("Espace France Services", "2 rue de la Mériais"),
)
HUNG = 9
RESIDENCE = ("Résidence Habitat Jeunes", "13 boulevard de Châteaubriant", "Nadia, animatrice", 40)
VISITS = {ChannelKind.POSTERS: 14, ChannelKind.CITY_APP: 31, ChannelKind.COLLEAGUES: 6}
NOT_FOR_A_CAFE = (ChannelKind.FLYERS, ChannelKind.SENIORS_SITE, ChannelKind.INSTAGRAM)
DONE = {ChannelKind.POSTERS, ChannelKind.CITY_APP, ChannelKind.COLLEAGUES}


@dataclass(frozen=True, kw_only=True)
class Scene:
    """Who makes known, where, and the coming workshops: the first one is well under way, the next one just opened."""

    adviser: Membership
    venue: Venue
    coming: Sequence[Group]
    submission: UUID
    now: datetime


def fill(scene: Scene) -> list[Kit]:
    """The channels and their places, a kit as it stands ten days before, another one just opened, a café with the CCAS."""
    opened = scene.now - timedelta(days=OPENED_DAYS_AGO)
    _channels(scene, now=opened)
    made = [kits.open_kit(group, by=scene.adviser, now=opened) for group in scene.coming]
    _under_way(made[0], scene)
    for kit in made[1:]:
        _nearly_done(kit, scene)
    return [*made, _meeting(scene)]


def _channels(scene: Scene, *, now: datetime) -> None:
    for channel in starters.add(scene.adviser.organization, now=now):
        kind = ChannelKind(channel.kind)
        channel.name, channel.reach = NAMES.get(kind, (channel.name, channel.reach))
        channel.contact_name, channel.contact_email = CONTACTS.get(kind, ("", ""))
        channel.archived_at = now if kind in LEFT_OUT else None
        channel.save()
    used = Channel.objects.of_organization(scene.adviser.organization).in_use()
    posters, flyers = used.get(kind=ChannelKind.POSTERS), used.get(kind=ChannelKind.FLYERS)
    Outlet.objects.bulk_create(
        Outlet(channel=posters, name=name, address=address, postcode="35500", commune_name="Vitré")
        for name, address in PLACES
    )
    name, address, contact, copies = RESIDENCE
    Outlet.objects.create(
        channel=flyers,
        name=name,
        contact_name=contact,
        address=address,
        postcode="35500",
        commune_name="Vitré",
        copies=copies,
    )


def _under_way(kit: Kit, scene: Scene) -> None:
    """Posters hang, the town's app and the colleagues know; the newspaper and the flyers wait, Facebook has its day."""
    source = sources.of_kit(kit).fingerprint
    today = scene.now.astimezone(scene.venue.zone).date()
    # The last one of a channel is read first, so that its main piece stays.
    mains = {each.channel_id: each for each in Piece.objects.filter(kit=kit).select_related("channel").order_by("-pk")}
    for piece in mains.values():
        kind = ChannelKind(piece.channel.kind)
        if kind in DONE:
            pieces.mark_done(piece, source=source, by=scene.adviser, now=scene.now - timedelta(days=8))
        elif kind == ChannelKind.FACEBOOK:
            pieces.plan(piece, on=today + timedelta(days=2))
        elif kind in {ChannelKind.SENIORS_SITE, ChannelKind.INSTAGRAM}:
            pieces.skip(piece)
        for visit in range(VISITS.get(kind, 0)):
            links.count_visit(TrackedLink.objects.get(piece=piece), on=today - timedelta(days=visit % 8))
        if kind == ChannelKind.POSTERS:
            _hang(piece, scene)


def _nearly_done(kit: Kit, scene: Scene) -> None:
    """Everything left a week ago, but what is said on Facebook the week of the workshop."""
    source = sources.of_kit(kit).fingerprint
    today = scene.now.astimezone(scene.venue.zone).date()
    for piece in Piece.objects.filter(kit=kit).select_related("channel").in_order():
        if piece.channel.kind == ChannelKind.FACEBOOK:
            pieces.plan(piece, on=today + timedelta(days=6))
        else:
            pieces.mark_done(piece, source=source, by=scene.adviser, now=scene.now - timedelta(days=9))


def _hang(poster: Piece, scene: Scene) -> None:
    places = list(Outlet.objects.filter(channel=poster.channel).in_use().by_name())
    on = (scene.now - timedelta(days=8)).astimezone(scene.venue.zone).date()
    who = ("Maëlle Garnier", "Amina, à l’accueil")
    for at, place in enumerate(places[:HUNG]):
        postings.put_up(poster, outlets=[place], on=on, by_whom=who[at % 2], photo=None, by=scene.adviser)


def _meeting(scene: Scene) -> Kit:
    """A café for seniors with the CCAS, in twelve days, on a working day."""
    on = scene.now.astimezone(scene.venue.zone).date() + timedelta(days=12)
    on += timedelta(days=max(0, 7 - on.weekday()) if on.weekday() >= 5 else 0)
    meeting = events.add(
        Event(
            organization=scene.adviser.organization,
            title="Le café des écrans",
            sentence="Un café, et toutes vos questions sur le téléphone.",
            promise="On discute, on essaie, on repart avec une fiche",
            public=Public.SENIORS,
            venue=scene.venue,
            starts_at=datetime.combine(on, time(14), tzinfo=scene.venue.zone),
            ends_at=datetime.combine(on, time(16), tzinfo=scene.venue.zone),
            bring="Votre téléphone, chargé",
            co_host="le CCAS de Vitré",
            created_at=scene.now - timedelta(days=2),
            created_by=scene.adviser.user,
        ),
        submission=scene.submission,
    )
    kit = kits.open_kit(meeting, by=scene.adviser, now=scene.now - timedelta(days=2))
    for piece in Piece.objects.filter(kit=kit, channel__kind__in=NOT_FOR_A_CAFE).in_order():
        pieces.skip(piece)
    return kit
