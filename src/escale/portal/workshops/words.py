"""A workshop or a cycle in words: its dates, its seats, its place; the same on every card, page and feed."""

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from django.urls import reverse

from escale.french.dates import day, day_of_month, hour, hour_range
from escale.french.plural import plural
from escale.french.sentences import inside
from escale.french.typography import NB
from escale.outbox.texts import hour_words
from escale.places.communes import Commune
from escale.places.distance import kilometres
from escale.portal import cards, days
from escale.portal.activity import Activity
from escale.portal.workshops.coming import Coming, place_of
from escale.workshops.models import Audience, Group, Level, Mode, Session
from escale.workshops.seats import Seats

FEW = 3
"""From so few seats on, they are said in another colour."""

FAR = 1e6
KIND = {False: "atelier", True: "cycle"}
ONLINE = "À distance, depuis chez vous"
FOR_LEVEL = {
    Level.BEGINNER: "Les débutants sont bienvenus. On prend le temps.",
    Level.INTERMEDIATE: "Pour celles et ceux qui se débrouillent déjà un peu.",
    Level.ADVANCED: "Pour celles et ceux qui sont déjà à l’aise.",
}


def address(group: Group) -> str:
    """The page of a workshop or of a cycle."""
    return reverse("portal:cycle" if group.is_cycle else "portal:group", args=[group.slug])


def kind(group: Group) -> str:
    """ "atelier" or "cycle": the flag."""
    return KIND[group.is_cycle]


def kind_label(group: Group) -> str:
    """ "Atelier gratuit", "Cycle"; what it costs is said elsewhere when it isn't free."""
    return f"{kind(group).capitalize()}{'' if group.price_note else ' gratuit'}"


def card(one: Coming, *, origin: Commune | None = None) -> Activity:
    """The card of a list: the date, the title, the hours, the place, the seats left."""
    session = one.next
    note, tone = seats_note(one.seats)
    return Activity(
        kind=kind(one.group),
        kind_label=kind(one.group).capitalize(),
        on=session.local_start.date(),
        title=one.group.title,
        when=_card_hours(one),
        where=place_and_distance(one, origin),
        note=note,
        tone=tone,
        address=address(one.group),
        action=_action(one),
        quiet=one.is_cycle or not one.has_room,
        phone=phone_of(session),
        spot=place.point if (place := place_of(session)) else None,
        spot_name=place.name if place else "",
        spot_address=place.one_line_address if place else "",
    )


def distance_from(one: Coming, origin: Commune | None) -> str:
    """How far the next session is from a commune, in words; nothing when one doesn't go anywhere."""
    place = place_of(one.next)
    return days.distance_from(origin, place) if place else ""


def place_and_distance(one: Coming, origin: Commune | None) -> str:
    """ "Centre social, à 8 km"."""
    place = place_of(one.next)
    return ", ".join(filter(None, [place.name, distance_from(one, origin)])) if place else ONLINE


def km_from(one: Coming, origin: Commune | None) -> float:
    """The same to compare: 0 from home or from nowhere said, very far when a place is on no map."""
    place = place_of(one.next)
    if place is None or origin is None:
        return 0
    return kilometres(origin, place.point) if place.point else FAR


def seats_note(seats: Seats) -> tuple[str, str]:
    """ "Reste 2 places" and its tone; "Complet, liste d’attente" when whoever comes waits."""
    if not seats.has(1):
        return "Complet, liste d’attente", "bad"
    return f"Reste {plural(seats.left, 'place')}", "warn" if seats.left <= FEW else "ok"


def seats_words(seats: Seats) -> str:
    """ "Reste 2 places sur 8", "Complet : 8 sur 8"; free seats go first to those who wait."""
    if seats.left <= 0:
        return f"Complet{NB}: {seats.taken} sur {seats.total}"
    if seats.waiting:
        return f"{plural(seats.left, 'place')} pour la liste d’attente"
    return f"Reste {plural(seats.left, 'place')} sur {seats.total}"


def rank_words(position: int) -> str:
    """ "1re", "4e"."""
    return "1re" if position == 1 else f"{position}e"


def hours_words(session: Session) -> str:
    """ "de 9 h 30 à 11 h 30"; both ends say which hour they are on the night an hour comes twice."""
    start, end = session.local_start, session.local_end
    if hour_words(start) == hour(start) and hour_words(end) == hour(end):
        return hour_range(start, end)
    return f"de {hour_words(start)} à {hour_words(end)}"


def when_words(session: Session) -> str:
    """ "vendredi 20 novembre, de 9 h 30 à 11 h 30"."""
    return f"{day(session.local_start.date())}, {hours_words(session)}"


def where_words(session: Session) -> str:
    """ "Centre social, 13 rue Notre-Dame", or that one follows it from home."""
    place = place_of(session)
    if place is None:
        return ONLINE
    room = f", {session.room.name}" if session.room else ""
    either = ", ou à distance" if session.mode == Mode.MIXED else ""
    return f"{place.name}{room}, {place.address}{either}" if place.address else f"{place.name}{room}{either}"


def venue_page(session: Session) -> str:
    """The page of the place one goes to; "" when there is none, or none the public reads."""
    place = place_of(session)
    is_open = session.organization.online_booking_opened_at is not None
    return reverse("portal:venue", args=[place.slug]) if place and is_open and place.archived_at is None else ""


def replays(sessions: Sequence[Session]) -> list[tuple[str, str]]:
    """ "mardi 10 novembre" and where it is seen again, for those that can be."""
    return [(day(one.local_start.date()), one.replay_link) for one in sessions if one.replay_link]


def audience_words(group: Group) -> str:
    """ "Pour les seniors."; nothing when it is for everyone."""
    return "" if group.audience == Audience.EVERYONE else f"Pour {group.get_audience_display()}."


def price_words(group: Group) -> str:
    """ "Gratuit", or what the organization asks."""
    return group.price_note or "Gratuit"


def dates_words(sessions: Sequence[Session]) -> str:
    """ "du mardi 15 septembre au mardi 1er décembre"; the day alone when there is one."""
    if not sessions:
        return ""
    first, last = sessions[0].local_start.date(), sessions[-1].local_start.date()
    return day(first) if first == last else f"du {day(first)} au {day(last)}"


def moment_words(instant: datetime, zone: ZoneInfo) -> str:
    """ "lundi 16 novembre à 14 h", on the venue's clock."""
    local = instant.astimezone(zone)
    return f"{day(local.date())} à {hour_words(local)}"


def session_name(session: Session, *, of: int) -> str:
    """ "Séance 3 sur 10"; "Séance du 12 janvier" when it has no number."""
    if session.number:
        return f"Séance {session.number} sur {of}" if of else f"Séance {session.number}"
    return f"Séance du {day_of_month(session.local_start.date())}"


def things(lines: Sequence[str]) -> str:
    """ "votre téléphone, le chargeur": things to bring in one sentence."""
    return ", ".join(inside(line).rstrip(".") for line in lines)


def phone_of(session: Session) -> str:
    """The number to call about it (E.164): the place's, else the organization's."""
    return session.venue.phone or session.organization.phone


def map_of(session: Session) -> str:
    """Where a map of the place is, if one goes there."""
    place = place_of(session)
    return cards.map_address(place) if place else ""


def _action(one: Coming) -> str:
    if not one.has_room:
        return "Attendre une place"
    return "En savoir plus" if one.is_cycle else "Réserver ma place"


def _card_hours(one: Coming) -> str:
    hours = hours_words(one.next)
    if not one.is_cycle:
        return hours
    left = len(one.sessions)
    return f"{hours}, {plural(left, 'séance')}" if left > 1 else hours
