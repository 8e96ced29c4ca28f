"""Free hours as the page shows them: days in a list, each hour a button."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from escale.appointments.public_hours import OpenDay, OpenWeek
from escale.french.dates import day, hour
from escale.places.communes import Commune
from escale.places.distance import distance_words, kilometres
from escale.places.models import Venue, VenueKind
from escale.portal.answers import ChosenHour
from escale.scheduling.wall_clock import fold_label

NOON = 12


@dataclass(frozen=True, kw_only=True)
class HourButton:
    """One hour: what it sends, what it says. `half` is "am" or "pm"; `note` stands under the hour."""

    value: str
    words: str
    note: str
    half: str
    is_earliest: bool


@dataclass(frozen=True, kw_only=True)
class PlaceShown:
    """The hours at one place, that day; `buttons` are the items of their list."""

    name: str
    distance: str
    hours: Sequence[HourButton]
    buttons: SafeString


@dataclass(frozen=True, kw_only=True)
class DayShown:
    """One day: its title, its places; none when it is full. `css` hides it when only the other half is wanted."""

    anchor: str
    title: str
    places: Sequence[PlaceShown]
    css: str


def shown(week: OpenWeek, *, origin: Commune | None, mark_earliest: bool) -> list[DayShown]:
    """The days of a week; the very first free hour is marked when the week is the first one."""
    earliest = week.earliest if mark_earliest else None
    return [_day(open_day, origin=origin, earliest=earliest) for open_day in week.days]


def button(venue: Venue, starts_at: datetime, *, note: str = "", is_earliest: bool = False) -> HourButton:
    local = starts_at.astimezone(venue.zone)
    return HourButton(
        value=str(ChosenHour(venue.pk, starts_at)),
        words=hour(local),
        note=fold_label(starts_at, venue.zone) or note,
        half="am" if local.hour < NOON else "pm",
        is_earliest=is_earliest,
    )


def place_words(venue: Venue) -> str:
    """ "Centre social, 13 rue Notre-Dame", or how one meets without going anywhere."""
    match venue.kind:
        case VenueKind.ON_SITE:
            return ", ".join(filter(None, [venue.name, venue.address]))
        case VenueKind.HOME:
            return "Chez vous"
        case VenueKind.PHONE:
            return "Par téléphone : nous vous appelons"
        case _:
            return "En visio"


def distance_from(origin: Commune | None, venue: Venue) -> str:
    """ "à 8 km", when both are on the map."""
    if origin is None or venue.point is None or venue.kind != VenueKind.ON_SITE:
        return ""
    return distance_words(kilometres(origin, venue.point))


def title(on: date) -> str:
    return day(on).capitalize()


def _day(open_day: OpenDay, *, origin: Commune | None, earliest: datetime | None) -> DayShown:
    places = [
        _place(venue, starts, on=open_day.on, origin=origin, earliest=earliest) for venue, starts in open_day.free
    ]
    halves = {hour.half for place in places for hour in place.hours}
    css = " ".join(f"no-{half}" for half in ("am", "pm") if halves and half not in halves)
    return DayShown(anchor=f"jour-{open_day.on:%Y%m%d}", title=title(open_day.on), places=places, css=css)


def _place(
    venue: Venue, starts: Sequence[datetime], *, on: date, origin: Commune | None, earliest: datetime | None
) -> PlaceShown:
    hours = [
        button(venue, at, note="le plus tôt" if at == earliest else "", is_earliest=at == earliest) for at in starts
    ]
    return PlaceShown(
        name=place_words(venue),
        distance=distance_from(origin, venue),
        hours=hours,
        buttons=_buttons(hours, title=title(on)),
    )


def _buttons(hours: Sequence[HourButton], *, title: str) -> SafeString:
    """The page of a town has two hundred: a template takes five times as long to say them."""
    return format_html_join(
        "",
        '<li class="{}"><button class="btn{}" name="creneau" value="{}"><span class="sr">{} à </span>{}{}</button></li>',
        (
            (
                each.half,
                "" if each.is_earliest else " alt",
                each.value,
                title,
                each.words,
                format_html("<small>{}</small>", each.note) if each.note else "",
            )
            for each in hours
        ),
    )
