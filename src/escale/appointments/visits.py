"""Receiving somebody at her home: how far the adviser goes from where she starts."""

from dataclasses import dataclass

from escale.appointments.models import Appointment
from escale.places import communes
from escale.places.communes import Commune
from escale.places.distance import kilometres
from escale.places.models import Venue, VenueKind


@dataclass(frozen=True, kw_only=True)
class TooFar(Exception):
    """That commune is farther than the adviser goes. Both in kilometres."""

    km: int
    most: int


def is_visit(venue: Venue) -> bool:
    """Whether the adviser goes to the person's home."""
    return venue.kind == VenueKind.HOME


def commune_visited(venue: Venue, *, told: str, home: str) -> str:
    """The code of the commune where receiving at this venue leads: the one told, else the person's own.

    Empty when nobody travels, when nobody knows, and in the commune of the venue itself, where one starts.
    """
    code = (told or home) if is_visit(venue) else ""
    return code if code != venue.commune and communes.by_code(code) else ""


def commune_of(appointment: Appointment, venue: Venue) -> str:
    """The same for an appointment about to be held at this venue."""
    if not is_visit(venue):
        return ""
    return commune_visited(venue, told=appointment.visit_commune, home=appointment.person.commune)


def check_within(venue: Venue, commune: Commune) -> None:
    """Raise `TooFar` when that commune is beyond what this venue says; without a radius or a start, nothing is."""
    if venue.radius_km is None or venue.point is None:
        return
    km = kilometres(venue.point, commune)
    if km > venue.radius_km:
        raise TooFar(km=round(km), most=venue.radius_km)
