"""What the page of a place says."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.urls import reverse

from escale.agenda import opening_hours
from escale.agenda.models import Closure, Permanence, PermanenceOccurrence
from escale.appointments import queues
from escale.appointments.models import Reason
from escale.french.dates import hour, relative_day
from escale.places.models import Venue
from escale.portal import cards, heads, nearby, structured_data
from escale.portal.activity import Activity
from escale.portal.advisers import welcoming
from escale.portal.advisers.welcoming import Host
from escale.portal.kiosk import words
from escale.portal.nearby import Keep, PlaceNear
from escale.publishing import venue_photos
from escale.publishing.models import Picture
from escale.ui.heads import Head

AHEAD = timedelta(days=60)
MOST_TRIED = 20
"""How many coming dates are looked at before one gives up saying when it opens again."""
LONGEST_HEAD = 24
ENGLISH_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
WAYS = {
    "bus": "bus",
    "car ": "bus",
    "navette": "hand-helping",
    "parking": "car",
    "voiture": "car",
    "vélo": "signpost",
    "à pied": "footprints",
}
COMFORT = {
    "fauteuil": "accessibility",
    "plain-pied": "accessibility",
    "rampe": "accessibility",
    "ascenseur": "accessibility",
    "boucle": "ear",
    "sourd": "ear",
    "malentendant": "ear",
    "signes": "ear",
    "écran": "zoom-in",
    "clavier": "zoom-in",
    "parle": "languages",
    "langue": "languages",
}
"""The drawing beside a line about access, by a word of it."""
NO_WHEELCHAIR_WORD = "Dites-nous si vous venez en fauteuil : nous vous expliquons l’accès au téléphone."
LACKS = ("pas d", "non accessible")
NO_STEP = "marche"
"""What it is good to lack."""


@dataclass(frozen=True, kw_only=True)
class Line:
    """One sentence about a place: its drawing, the words before the colon if it has some, the others; `lacks` says no."""

    icon: str
    head: str
    rest: str
    lacks: bool = False


@dataclass(frozen=True, kw_only=True)
class AboutVenue:
    """A place in words."""

    open_until: str
    opens_next: str
    moment: str
    photo: Picture | None
    walk_ins_now: str
    walk_ins_usual: str
    activities: Sequence[Activity]
    reasons: Sequence[Reason]
    hours: Sequence[tuple[str, str]]
    closures: Sequence[tuple[str, str]]
    transport: Sequence[Line]
    comfort: Sequence[Line]
    wheelchair: str
    hosts: Sequence[Host]
    openings: Sequence[tuple[int, time, time]]
    map_address: str


def about(venue: Venue, *, keep: Keep = list, now: datetime) -> AboutVenue:
    """Everything the page of a place says."""
    today = now.astimezone(venue.zone).date()
    permanences = list(
        Permanence.objects.filter(venue=venue)
        .running(on=today)
        .select_related("adviser__adviser")
        .order_by("start_time", "pk")
    )
    queue, closures = queues.read(venue, now=now), _closures(venue, today)
    open_until = _open_until(venue, closures, now=now)
    comfort = [_said(line, icons=COMFORT, usual="check") for line in _lines(venue.accessibility)]
    return AboutVenue(
        walk_ins_now=words.open_today(queue),
        walk_ins_usual=words.usual_wait(queue.average_wait),
        open_until=open_until,
        opens_next="" if open_until else _opens_next(venue, closures, now=now),
        photo=venue_photos.of(venue),
        moment=f"{relative_day(today, today)}, {hour(now.astimezone(venue.zone))}",
        activities=nearby.activities([PlaceNear(venue=venue, km=0, distance="")], keep=keep, now=now),
        reasons=_reasons(venue),
        hours=opening_hours.sentences(permanences),
        closures=[
            (opening_hours.closure_words(closure.starts_on, closure.ends_on), closure.label) for closure in closures
        ],
        transport=[_said(line, icons=WAYS, usual="signpost") for line in _lines(venue.transport)],
        comfort=comfort,
        wheelchair="" if any(line.icon == "accessibility" for line in comfort) else NO_WHEELCHAIR_WORD,
        hosts=_hosts(venue, permanences),
        openings=opening_hours.every_week(permanences),
        map_address=cards.map_address(venue),
    )


def head(venue: Venue, about: AboutVenue) -> Head:
    """What the page says of itself."""
    where = f" à {venue.commune_name}" if venue.commune_name else ""
    hours = f" {about.hours[0][1]}" if about.hours else ""
    return heads.of(
        title=venue.name,
        description=f"{venue.name}{where} : aide avec l’ordinateur et le téléphone. Gratuit.{hours} Accès, ateliers.",
        path=reverse("portal:venue", args=[venue.slug]),
        image=reverse("portal:preview", args=["lieu", venue.slug]),
        described=(_described(venue, about),),
        trail=(("Accueil", reverse("portal:home")), ("Lieux", reverse("portal:venues"))),
    )


def _described(venue: Venue, about: AboutVenue) -> dict[str, Any]:
    said: dict[str, Any] = {
        "@type": "CivicStructure",
        "name": venue.name,
        "url": heads.whole(reverse("portal:venue", args=[venue.slug])),
        "telephone": venue.phone or venue.organization.phone,
        "isAccessibleForFree": True,
        "parentOrganization": structured_data.organization(venue.organization),
        **structured_data.where_it_is(venue),
    }
    if about.openings:
        said["openingHoursSpecification"] = [
            {
                "@type": "OpeningHoursSpecification",
                "dayOfWeek": f"https://schema.org/{ENGLISH_DAYS[weekday]}",
                "opens": f"{opens:%H:%M}",
                "closes": f"{closes:%H:%M}",
            }
            for weekday, opens, closes in about.openings
        ]
    if about.photo:
        said["image"] = heads.whole(reverse("portal:picture", args=[about.photo.name]))
    if about.comfort:
        said["amenityFeature"] = [
            {"@type": "LocationFeatureSpecification", "name": line.head or line.rest, "value": not line.lacks}
            for line in about.comfort
        ]
    return said


def _open_until(venue: Venue, closures: Sequence[Closure], *, now: datetime) -> str:
    if _is_closed(closures, now.astimezone(venue.zone).date()):
        return ""
    current = (
        PermanenceOccurrence.objects.held()
        .filter(venue=venue, starts_at__lte=now, ends_at__gt=now)
        .order_by("-ends_at", "pk")
        .first()
    )
    return hour(current.ends_at.astimezone(venue.zone)) if current else ""


def _opens_next(venue: Venue, closures: Sequence[Closure], *, now: datetime) -> str:
    """When somebody receives there next: "lundi 16 novembre à 9 h"; "" when it isn’t known."""
    coming = PermanenceOccurrence.objects.held().filter(venue=venue, starts_at__gt=now, starts_at__lt=now + AHEAD)
    starts = coming.order_by("starts_at", "pk").values_list("starts_at", flat=True)[:MOST_TRIED]
    local = (each.astimezone(venue.zone) for each in starts)
    first = next((each for each in local if not _is_closed(closures, each.date())), None)
    today = now.astimezone(venue.zone).date()
    return f"{relative_day(first.date(), today)} à {hour(first)}" if first else ""


def _is_closed(closures: Sequence[Closure], on: date) -> bool:
    return any(closure.starts_on <= on <= closure.ends_on for closure in closures)


def _closures(venue: Venue, today: date) -> list[Closure]:
    """The closures of the coming weeks, this place’s and everywhere’s."""
    found = Closure.objects.of_organization(venue.organization).touching(today, today + AHEAD)
    return [closure for closure in found.order_by("starts_on", "pk") if closure.venue_id in (None, venue.pk)]


def _reasons(venue: Venue) -> list[Reason]:
    """The subjects one can book there."""
    there = Reason.objects.open_to_public().filter(permanences__venue=venue)
    return list(there.order_by("position", "pk"))


def _hosts(venue: Venue, permanences: Sequence[Permanence]) -> list[Host]:
    users = {row.adviser.adviser_id for row in permanences if row.adviser.adviser_id}
    return welcoming.among(venue.organization, users)


def _said(line: str, *, icons: Mapping[str, str], usual: str) -> Line:
    """A line as it is shown: "En bus : lignes 1 et 2" begins with strong words, "Pas d’ascenseur" says no."""
    icon = next((drawing for word, drawing in icons.items() if word in line.lower()), usual)
    head, colon, rest = line.partition(":")
    if not colon or len(head) > LONGEST_HEAD:
        head, rest = "", line
    return Line(
        icon=icon, head=head.strip(), rest=rest.strip(), lacks=line.lower().startswith(LACKS) and NO_STEP not in line
    )


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]
