"""Reads an activity into the plain values that posters and texts are made of."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.urls import reverse

from escale.accounts.models import Membership, Organization, User
from escale.agenda import opening_hours
from escale.agenda.models import Permanence, Reception
from escale.french.dates import MONTHS, day, day_of_month, day_year, hour, hour_range, short_day
from escale.french.phone import display
from escale.french.plural import plural
from escale.french.typography import NB
from escale.outbox.texts import hour_words
from escale.places.models import Room, Venue, VenueKind
from escale.programme.models import Programme, ProgrammeSlot
from escale.publishing import identities
from escale.publishing.models import Event, Kit, Public
from escale.publishing.source import Identity, Occasion, Source, SourceKind
from escale.workshops.models import Audience, Group, Level, Mode, Session

PUBLIC = {Audience.SENIORS: Public.SENIORS, Audience.YOUNG: Public.YOUNG}
LEVELS = {
    Level.BEGINNER: "débutants bienvenus",
    Level.INTERMEDIATE: "pour qui se débrouille déjà un peu",
    Level.ADVANCED: "pour qui est déjà à l’aise",
}
RECEPTION = {
    Reception.APPOINTMENT: "Sur rendez-vous",
    Reception.WALK_IN: "Sans rendez-vous",
    Reception.BOTH: "Avec ou sans rendez-vous",
}
ONLINE = "À distance, depuis chez vous"
PERMANENCE_TITLE = "Une question sur votre téléphone ou votre ordinateur ?"
PERMANENCE_SENTENCE = "Un message bloqué, un papier à envoyer, un mot de passe perdu ? Venez avec votre question."
PERMANENCE_PROMISE = "vous repartez avec une réponse, et vous savez le refaire"
PROGRAMME_SENTENCE = "Une date, un sujet : choisissez ce qui vous sert."


def of_kit(kit: Kit) -> Source:
    """What a kit speaks of. Eight queries at most."""
    if kit.group_id:
        return of_group(Group.objects.with_everything_shown().get(pk=kit.group_id))
    if kit.permanence_id:
        shown = Permanence.objects.select_related("organization", "adviser__adviser", "venue", "room")
        return of_permanence(shown.get(pk=kit.permanence_id))
    if kit.programme_id:
        return of_programme(Programme.objects.select_related("organization").get(pk=kit.programme_id))
    return of_event(Event.objects.with_everything_shown().get(kit=kit))


def identity_of(organization: Organization) -> Identity:
    """Who speaks, with its logo, its colour and its partners. One query."""
    signed = identities.identity_of(organization)
    return Identity(
        name=organization.name,
        commune=organization.commune_name,
        phone=display(organization.phone),
        email=organization.email,
        logo=identities.shown(signed.logo),
        color=signed.color,
        partners=signed.partners,
    )


def of_group(group: Group) -> Source:
    """A workshop, or a cycle with its dates; those called off say so. Five queries, on a group `with_everything_shown`."""
    everything = list(Session.objects.filter(group=group).with_everything_shown().by_date())
    standing = [each for each in everything if each.canceled_at is None]
    shown = next(iter(standing or everything), None)
    workshop, is_free = group.workshop, not group.price_note
    kind = SourceKind.CYCLE if group.is_cycle else SourceKind.WORKSHOP
    said = Source(
        kind=kind,
        title=group.title,
        label=f"{kind_label(kind)}{' gratuit' if is_free else ''}",
        promise=workshop.promise,
        sentence=workshop.poster_sentence,
        occasions=[_session_occasion(each) for each in (everything if group.is_cycle else everything[:1])],
        summary=_cycle_words(standing) if group.is_cycle else "",
        bring=workshop.things_to_bring,
        learns=workshop.things_learnt,
        public=PUBLIC.get(Audience(group.audience), Public.EVERYONE),
        public_words="" if group.audience == Audience.EVERYONE else f"pour {group.get_audience_display()}",
        level_words=LEVELS[Level(group.level)] if group.level else "",
        seats=group.seats,
        price=group.price_note,
        co_host=group.co_host,
        path=reverse("portal:cycle" if group.is_cycle else "portal:group", args=[group.slug]),
        is_canceled=group.canceled_at is not None or not standing,
        identity=identity_of(group.organization),
    )
    if shown is None:
        return replace(said, phone=display(group.organization.phone))
    said = replace(said, adviser=shown.adviser.full_name, adviser_job=_job(shown.adviser, group.organization))
    if shown.mode == Mode.ONLINE:
        return replace(said, place=ONLINE, phone=_phone(shown.venue, group.organization))
    return _at(said, shown.venue, shown.room, group.organization)


def of_permanence(permanence: Permanence) -> Source:
    """Regular hours: the days are those of its rule. Two queries, its venue and its adviser being read."""
    adviser, organization = permanence.adviser.adviser, permanence.organization
    days = [sentence.rstrip(".").partition(" : ") for _, sentence in opening_hours.sentences([permanence])]
    said = Source(
        kind=SourceKind.PERMANENCE,
        title=PERMANENCE_TITLE,
        label="Permanence gratuite",
        promise=PERMANENCE_PROMISE,
        sentence=PERMANENCE_SENTENCE,
        occasions=[Occasion(day=on, hours=hours, short=f"{on}, {hours}") for on, _, hours in days],
        summary=RECEPTION[Reception(permanence.reception)],
        adviser=adviser.full_name if adviser else "",
        adviser_job=_job(adviser, organization) if adviser else "",
        path=_venue_page(permanence.venue, organization),
        identity=identity_of(organization),
    )
    return _at(said, permanence.venue, permanence.room, organization)


def of_programme(programme: Programme) -> Source:
    """The dates of a term, with what is done on each; a date off says why. Two queries, its organization being read."""
    slots = list(ProgrammeSlot.objects.filter(programme=programme).with_everything_shown().by_date())
    chosen = [each for each in slots if each.title]
    places = {each.venue_id for each in chosen}
    said = Source(
        kind=SourceKind.PROGRAMME,
        title=programme.title,
        label="Ateliers gratuits",
        sentence=programme.introduction or PROGRAMME_SENTENCE,
        occasions=[
            _slot_occasion(each, names_place=len(places) > 1) for each in slots if each.title or each.off_because
        ],
        summary=f"{plural(len(chosen), 'atelier')}, {months(programme.starts_on, programme.ends_on)}",
        public=_one_public(chosen),
        adviser=chosen[0].adviser.full_name if len({each.adviser_id for each in chosen}) == 1 else "",
        path=reverse("portal:programme", args=[programme.slug]),
        is_canceled=programme.archived_at is not None,
        identity=identity_of(programme.organization),
    )
    if len(places) == 1:
        return _at(said, chosen[0].venue, None, programme.organization)
    return replace(said, phone=display(programme.organization.phone))


def of_event(event: Event) -> Source:
    """A public meeting. Two queries, its organization, venue and author being read."""
    zone = event.venue.zone
    said = Source(
        kind=SourceKind.EVENT,
        title=event.title,
        label="Gratuit, ouvert à tous" if not event.price_note else "Ouvert à tous",
        promise=event.promise,
        sentence=event.sentence,
        occasions=[_occasion(event.starts_at, event.ends_at, zone)],
        bring=event.things_to_bring,
        public=event.public,
        public_words="" if event.public == Public.EVERYONE else f"pour {event.get_public_display()}",
        price=event.price_note,
        adviser=event.created_by.full_name if event.created_by else "",
        adviser_job=_job(event.created_by, event.organization) if event.created_by else "",
        co_host=event.co_host,
        path=reverse("portal:event", args=[event.slug]),
        is_canceled=event.canceled_at is not None,
        identity=identity_of(event.organization),
    )
    return _at(said, event.venue, None, event.organization)


def kind_label(kind: SourceKind) -> str:
    """ "Atelier", "Cycle"."""
    return "Cycle" if kind == SourceKind.CYCLE else "Atelier"


def _at(said: Source, venue: Venue, room: Room | None, organization: Organization) -> Source:
    """The same, with its place and the number to call."""
    return replace(
        said,
        place=venue.name,
        address=", ".join(filter(None, [venue.address, venue.commune_name])) if venue.kind == VenueKind.ON_SITE else "",
        room=room.name if room else "",
        phone=_phone(venue, organization),
    )


def _venue_page(venue: Venue, organization: Organization) -> str:
    """The page of a place, once its organization receives the public; the list of activities until then."""
    is_open = organization.online_booking_opened_at is not None and venue.archived_at is None
    return reverse("portal:venue", args=[venue.slug]) if is_open else reverse("portal:activities")


def _phone(venue: Venue, organization: Organization) -> str:
    return display(venue.phone or organization.phone)


def _job(user: User, organization: Organization) -> str:
    titles = Membership.objects.filter(user=user, organization=organization).order_by("pk")
    return titles.values_list("job_title", flat=True).first() or ""


def _session_occasion(session: Session) -> Occasion:
    said = _occasion(session.starts_at, session.ends_at, session.venue.zone)
    return replace(said, title=session.subject, off=session.canceled_why or "annulé" if session.canceled_at else "")


def _occasion(starts_at: datetime, ends_at: datetime, zone: ZoneInfo) -> Occasion:
    start, end = starts_at.astimezone(zone), ends_at.astimezone(zone)
    return Occasion(
        day=day(start.date()),
        hours=f"de {hour_words(start)} à {hour_words(end)}",
        short=f"{short_day(start.date())}, {hour(start)}",
    )


def _slot_occasion(slot: ProgrammeSlot, *, names_place: bool) -> Occasion:
    return Occasion(
        day=day(slot.on),
        hours=hour_range(slot.start, slot.end),
        short=f"{short_day(slot.on)}, {hour(slot.start)}",
        title=slot.title,
        place=slot.venue.name if names_place else "",
        off=slot.off_because,
    )


def _cycle_words(sessions: Sequence[Session]) -> str:
    """ "10 séances, du mardi 15 septembre au mardi 1er décembre"; the year when it is another one."""
    if not sessions:
        return ""
    first, last = sessions[0].local_start.date(), sessions[-1].local_start.date()
    said = plural(len(sessions), "séance")
    if first == last:
        return f"{said}, {day(first)}"
    return f"{said}, du {day(first) if first.year == last.year else day_year(first)} au {day(last)}"


def months(first: date, last: date) -> str:
    """ "de janvier à mars", "d’avril à juin"; the days within one month."""
    if (first.year, first.month) == (last.year, last.month):
        return f"du {first.day} au {day_of_month(last)}".replace("du 1 au", f"du{NB}1er au")
    name = MONTHS[first.month - 1]
    return f"{'d’' if name[0] in 'ao' else 'de '}{name} à {MONTHS[last.month - 1]}"


def _one_public(slots: Sequence[ProgrammeSlot]) -> str:
    """The public of a programme when all its dates are for the same; everybody's otherwise."""
    publics = {PUBLIC.get(Audience(each.audience), Public.EVERYONE) for each in slots}
    return publics.pop() if len(publics) == 1 else Public.EVERYONE
