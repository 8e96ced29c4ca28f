"""What stands in the way of an hour the team chooses freely, in words; the team may overrule all of it."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from hashlib import sha256

from escale.accounts.models import User
from escale.agenda import whereabouts
from escale.agenda.models import Closure, Commitment, CommitmentKind, PermanenceOccurrence
from escale.appointments import visits
from escale.appointments.holding import AppointmentPlace
from escale.appointments.models import Appointment, Reason
from escale.french.dates import hour
from escale.people.models import Beneficiary
from escale.places import communes
from escale.scheduling.french_calendar import public_holidays, territory_of
from escale.scheduling.wall_clock import day_bounds

AROUND = timedelta(hours=8)
"""No buffer with its travel is longer: how far around the hour neighbours are looked for."""


type Acceptance = bool | str
"""Whether to go ahead: whatever stands in the way, never, or for the very warnings somebody has read (`Refused.key`)."""


class Refused(Exception):
    """The hour meets obstacles; `warnings` names them in French, one sentence each.

    `key` names these warnings of this hour: accepting it accepts no other, come up since.
    """

    def __init__(self, warnings: list[str], *, key: str = "") -> None:
        super().__init__("; ".join(warnings))
        self.warnings = warnings
        self.key = key


@dataclass(frozen=True)
class Obstacles:
    """Sentences for the team, and whether the hour overlaps something exclusive."""

    sentences: list[str]
    overlaps: bool

    def key(self, place: AppointmentPlace) -> str:
        """What whoever read these sentences about this place sends to accept them."""
        when = (int(place.starts_at.timestamp()), int(place.ends_at.timestamp()))
        who = (place.adviser_id, place.co_adviser_id, place.room_id, place.venue.pk)
        return sha256(repr((when, who, self.sentences)).encode()).hexdigest()[:32]


def accepted(
    place: AppointmentPlace,
    *,
    reason: Reason,
    person: Beneficiary,
    by: User,
    accept: Acceptance,
    now: datetime,
    moving: Appointment | None = None,
) -> AppointmentPlace:
    """Give the place as it may be held: as it is when nothing stands in the way, overbooked when that was accepted.

    Raises `Refused`.
    """
    found = about(place, reason=reason, person=person, now=now, moving=moving)
    if found.sentences and accept is not True and accept != found.key(place):
        raise Refused(found.sentences, key=found.key(place))
    return replace(place, overbooked_by=by) if found.overlaps else place


def about(
    place: AppointmentPlace, *, reason: Reason, person: Beneficiary, now: datetime, moving: Appointment | None = None
) -> Obstacles:
    """List what stands in the way of this place for this person; `moving` is the appointment that leaves its old hour."""
    own = moving.held_ids if moving else []
    told = moving.visit_commune if moving else ""
    commune = visits.commune_visited(place.venue, told=told, home=person.commune)
    near = list(
        Commitment.objects.of_resources(place.resource_ids)
        .overlapping(place.starts_at - AROUND, place.ends_at + AROUND)
        .exclude(pk__in=own)
        .select_related("venue", "resource", "appointment__person", "shared_appointment__person")
        .order_by("starts_at", "pk")
    )
    clashes = [row for row in near if row.starts_at < place.ends_at and row.ends_at > place.starts_at]
    sentences = [
        *_past(place, now=now),
        *(_clash(row, place) for row in clashes),
        *_too_tight([row for row in near if row not in clashes], place, reason, commune),
        *_too_far(place, commune),
        *_closed(place, reason),
        *_outside_permanences(place),
        *_same_day(place, person, moving),
    ]
    return Obstacles(sentences=sentences, overlaps=any(row.exclusive for row in clashes))


def _past(place: AppointmentPlace, *, now: datetime) -> list[str]:
    return ["Cette heure est déjà passée."] if place.starts_at < now else []


def _clash(row: Commitment, place: AppointmentPlace) -> str:
    zone = place.venue.zone
    when = f"de {hour(row.starts_at.astimezone(zone))} à {hour(row.ends_at.astimezone(zone))}"
    if row.kind == CommitmentKind.OFFER:
        return f"Cette heure est déjà {row.label[:1].lower()}{row.label[1:]}, {when}."
    if row.resource_id == place.room_resource_id:
        return f"La salle {row.resource} est déjà prise, {when}."
    if row.kind == CommitmentKind.ABSENCE:
        return f"{row.resource} est en absence, {when}."
    if row.kind == CommitmentKind.SESSION:
        return f"{row.resource} a déjà un atelier, {when}."
    booked = getattr(row, "appointment", None) or getattr(row, "shared_appointment", None)
    who = f" avec {booked.person.short_name}" if booked else ""
    return f"{row.resource} a déjà un rendez-vous{who}, {when}."


def _too_tight(near: list[Commitment], place: AppointmentPlace, reason: Reason, commune: str) -> list[str]:
    """Neighbours that leave less than both buffers and the way between two places."""
    sentences = []
    for row in near:
        if row.resource_id == place.room_resource_id:
            continue
        after = row.starts_at >= place.ends_at
        gap = row.starts_at - place.ends_at if after else place.starts_at - row.ends_at
        buffers = timedelta(minutes=reason.after + row.before if after else row.after + reason.before)
        way = whereabouts.way(row, place.venue, commune)
        if gap < buffers + way:
            moment = "après" if after else "avant"
            why = f"le temps d’aller à {whereabouts.name(row)}" if way else "la pause prévue"
            whose = f" pour {row.resource}" if row.resource_id == place.co_resource_id else ""
            sentences.append(f"Il ne reste pas {why} {moment} ce rendez-vous{whose}.")
    return sentences


def _too_far(place: AppointmentPlace, code: str) -> list[str]:
    commune = communes.by_code(code) if code else None
    if commune is None:
        return []
    try:
        visits.check_within(place.venue, commune)
    except visits.TooFar as far:
        return [f"C’est trop loin : {commune.name} est à {far.km}\u00a0km, nous allons jusqu’à {far.most}\u00a0km."]
    return []


def _closed(place: AppointmentPlace, reason: Reason) -> list[str]:
    on = place.starts_at.astimezone(place.venue.zone).date()
    closures = Closure.objects.of_organization(reason.organization).touching(on, on).order_by("pk")
    sentences = [f"C’est fermé ce jour-là : {row.label}." for row in closures if row.venue_id in (None, place.venue.pk)]
    if place.venue.commune:
        holiday = public_holidays(territory_of(place.venue.commune), on.year).get(on)
        sentences += [f"C’est un jour férié : {holiday}."] if holiday else []
    return sentences


def _outside_permanences(place: AppointmentPlace) -> list[str]:
    inside = (
        PermanenceOccurrence.objects.held()
        .filter(adviser_id=place.adviser_resource_id, venue=place.venue)
        .filter(starts_at__lte=place.starts_at, ends_at__gte=place.ends_at)
        .exists()
    )
    return [] if inside else [f"C’est en dehors des permanences de ce lieu : {place.venue}."]


def _same_day(place: AppointmentPlace, person: Beneficiary, moving: Appointment | None) -> list[str]:
    bounds = day_bounds(place.starts_at.astimezone(place.venue.zone).date(), place.venue.zone)
    others = Appointment.objects.expected().filter(person=person).between(bounds.start, bounds.end)
    if moving:
        others = others.exclude(pk=moving.pk)
    return [
        f"{person.short_name} a déjà un rendez-vous ce jour-là, à {hour(other.local_start)}."
        for other in others.select_related("venue").order_by("starts_at")
    ]
