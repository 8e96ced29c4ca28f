"""The four steps of booking, and what each page of them needs to know."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.urls import reverse

from escale.accounts.models import Organization
from escale.appointments import public_hours
from escale.appointments.models import Reason
from escale.appointments.public_hours import OpenWeek
from escale.french.dates import day, duration, hour
from escale.places.models import Venue
from escale.portal import days
from escale.portal.answers import Answers, ChosenHour, read_day
from escale.scheduling.wall_clock import fold_label

STEPS = ("Le sujet", "Le jour et l’heure", "Votre numéro", "C’est noté !")
NOTICES = {
    "sujet": "Ce sujet n’est plus proposé. Choisissez-en un autre.",
    "prise": "Cette heure vient d’être prise. Vos réponses sont gardées.",
    "heure": "Nous n’avons pas reconnu cette heure. Choisissez-en une ici.",
}
"""What a page says when an address led nowhere; the address carries the key, never the words."""


@dataclass(frozen=True, kw_only=True)
class Recap:
    """The answers so far as (term, answer), and how to change them as (words, address)."""

    rows: Sequence[tuple[str, str]]
    changes: Sequence[tuple[str, str]] = ()


@dataclass(frozen=True, kw_only=True)
class Journey:
    """One booking under way: the subject is known, with the answers given so far."""

    reason: Reason
    answers: Answers

    @property
    def organization(self) -> Organization:
        return self.reason.organization

    @property
    def context(self) -> dict[str, Any]:
        """What every page of this booking shows."""
        return about(self.organization) | {"journey": self, "steps": STEPS}

    @property
    def subject(self) -> str:
        return self.answers.subject or self.reason.name

    @property
    def subject_page(self) -> str:
        return reverse("portal:booking-subject", args=[self.organization.slug]) + self.answers.query()

    def slots_page(self, **more: object) -> str:
        address = reverse("portal:booking-slot", args=[self.organization.slug, self.reason.pk])
        return address + self.answers.query(**more)

    def number_page(self, **more: object) -> str:
        address = reverse("portal:booking-number", args=[self.organization.slug, self.reason.pk])
        return address + self.answers.query(**more)

    def callback_page(self) -> str:
        address = reverse("portal:booking-callback", args=[self.organization.slug])
        return address + self.answers.query(motif=self.reason.pk)

    def waiting_page(self) -> str:
        address = reverse("portal:booking-waiting", args=[self.organization.slug, self.reason.pk])
        return address + self.answers.query()


def about(organization: Organization) -> dict[str, Any]:
    """What the head of every page about one organization shows: its name and its telephone."""
    return {"organization": organization, "site_name": organization.name, "site_phone": organization.phone}


@dataclass(frozen=True, kw_only=True)
class WeekShown:
    """The week on the page: its days, what is before and after, and the next free hour when it holds none."""

    days: list[days.DayShown]
    has_room: bool
    before: date | None
    after: date | None
    before_page: str
    after_page: str
    next_words: str
    next_page: str


def week_shown(
    journey: Journey, venues: list[Venue], week: OpenWeek, *, page: Callable[..., str], now: datetime
) -> WeekShown:
    """What the page of a week says; `page` gives the address of another week, from its first day."""
    reason, answers = journey.reason, journey.answers
    first_day, last_day = bounds(reason, venues, now=now)
    before = max(week.first - public_hours.WEEK, first_day) if week.first > first_day else None
    after = week.last + timedelta(days=1) if week.last < last_day else None
    later = None if week.earliest else _next_start(reason, venues, week, now=now)
    return WeekShown(
        days=days.shown(week, origin=answers.origin, mark_earliest=week.first == first_day),
        has_room=week.earliest is not None,
        before=before,
        after=after,
        before_page=page(a_partir=before) if before else "",
        after_page=page(a_partir=after) if after else "",
        next_words=f"{day(later.date())} à {hour(later)}" if later else "",
        next_page=page(a_partir=later.date()) if later else "",
    )


def bounds(reason: Reason, venues: list[Venue], *, now: datetime) -> tuple[date, date]:
    """The first and the last local day that may be shown."""
    today = min((now.astimezone(venue.zone).date() for venue in venues), default=now.date())
    return today, today + timedelta(days=reason.horizon_days)


def asked_week(text: str, reason: Reason, venues: list[Venue], *, now: datetime) -> date:
    """The first day of the week an address asks for."""
    earliest, latest = bounds(reason, venues, now=now)
    return read_day(text, earliest=earliest, latest=latest)


def who_words(advisers: Sequence[tuple[str, str]]) -> str:
    """ "Maëlle, conseillère numérique", "Maëlle ou Yann"."""
    match advisers:
        case []:
            return ""
        case [(name, title)]:
            return ", ".join(filter(None, [name, title]))
        case [*some] if len(some) <= 3:
            names = [name for name, _ in some]
            return f"{', '.join(names[:-1])} ou {names[-1]}"
        case _:
            return "une personne de l’équipe"


def slot_recap(journey: Journey, week: OpenWeek) -> Recap:
    """The answers on the page of the hours."""
    who = who_words(week.advisers)
    rows = [
        ("Sujet", journey.subject),
        ("Avec", who[:1].upper() + who[1:]),
        ("Durée", f"{duration(journey.reason.duration)}, gratuit"),
    ]
    return Recap(rows=[row for row in rows if row[1]], changes=[("Changer de sujet", journey.subject_page)])


def number_recap(journey: Journey, venue: Venue, chosen: ChosenHour) -> Recap:
    """The answers on the page of the number."""
    return Recap(
        rows=[
            ("Quand", when_words(venue, chosen.starts_at)),
            ("Où", days.place_words(venue)),
            ("Sujet", journey.subject),
        ],
        changes=[("Changer le jour ou l’heure", journey.slots_page()), ("Changer de sujet", journey.subject_page)],
    )


def waiting_recap(journey: Journey) -> Recap:
    """The answers on the page of those who wait."""
    return Recap(rows=[("Sujet", journey.subject), ("Avec", journey.organization.name)])


def when_words(venue: Venue, starts_at: datetime) -> str:
    """ "Mardi 17 novembre à 14 h"; on the night it comes twice, which one."""
    local = starts_at.astimezone(venue.zone)
    fold = fold_label(starts_at, venue.zone)
    return f"{days.title(local.date())} à {hour(local)}" + (f" ({fold})" if fold else "")


def _next_start(reason: Reason, venues: list[Venue], week: OpenWeek, *, now: datetime) -> datetime | None:
    after = max(now, datetime.combine(week.last, datetime.min.time(), tzinfo=now.tzinfo))
    found = public_hours.next_hour(reason, venues=venues, after=after, now=now)
    if found is None:
        return None
    venue = next(venue for venue in venues if venue.pk == found.venue_id)
    return found.start.astimezone(venue.zone)
