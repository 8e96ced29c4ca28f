"""The programmes of the demonstration: last year’s, the one under way with its workshops, the next one seven tenths filled.

The workshops of the first two are those `workshops` has scheduled; the next term is the first quarter that hasn’t begun.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from escale.accounts.models import Membership
from escale.places.models import Venue
from escale.programme import choosing, creating, terms, themes
from escale.programme.choosing import Place
from escale.programme.dates import Series
from escale.programme.models import Programme, ProgrammeSlot, Stage
from escale.programme.terms import Term
from escale.programme.themes import Theme
from escale.questions.models import RecurringQuestion
from escale.scheduling import french_calendar
from escale.workshops.models import Group, Session, Workshop

FRIDAY = 4
NEXT_TERM: Sequence[tuple[str, str, str]] = (
    ("Faire le tri dans ses mails", "", ""),
    ("Ranger et retrouver ses documents", "", ""),
    ("", "", ""),
    ("Déclarer un changement à la CAF", "", "France services"),
    ("Faire une visio avec sa famille", "mediatheque-de-vitre", ""),
    ("", "", ""),
    ("Premiers pas avec une tablette", "", ""),
    ("Installer une application", "", ""),
    ("Impôts : préparer sa déclaration en ligne", "", "le CCAS"),
)
"""Theme, venue when it isn't the usual one, who helps; nothing is chosen for the last dates."""


@dataclass(frozen=True, kw_only=True)
class Scene:
    """Who plans, where, and the venues by the names of `cast`."""

    leads: Membership
    venue: Venue
    venues: dict[str, Venue]
    now: datetime
    groups: Sequence[Group] = field(default=())

    @property
    def today(self) -> date:
        return self.now.astimezone(self.venue.zone).date()


def fill(scene: Scene) -> None:
    """Write the three programmes."""
    proposed = terms.proposed(french_calendar.school_zone(scene.venue.commune), on=scene.today)
    _published(scene, _around(scene.today - timedelta(weeks=43)))
    _published(scene, _around(scene.today))
    _next(scene, terms.next_one(proposed, on=scene.today))


def _around(on: date) -> Term:
    """Three months of which that day is about the middle: from the first of one month to the last of another."""
    first = (on - timedelta(weeks=7)).replace(day=1)
    last = (on + timedelta(weeks=6)).replace(day=28) + timedelta(days=4)
    return Term(starts_on=first, ends_on=last.replace(day=1) - timedelta(days=1))


def _published(scene: Scene, term: Term) -> None:
    """A programme made of the workshops that are there: each is one of its dates."""
    sessions = [
        session
        for session in Session.objects.standing().filter(group__in=scene.groups).with_everything_shown().by_date()
        if term.starts_on <= session.local_start.date() <= term.ends_on
    ]
    made = _make(scene, term, made_at=scene.now - timedelta(days=(scene.today - term.starts_on).days + 21))
    questions = _questions(scene)
    ProgrammeSlot.objects.bulk_create(
        ProgrammeSlot(
            organization=made.organization,
            programme=made,
            on=session.local_start.date(),
            start=session.local_start.time(),
            end=session.local_end.time(),
            venue=session.venue,
            room=session.room,
            adviser=session.adviser,
            title=session.group.title,
            question=themes.nearest(session.group.title, questions, at_least=themes.SURE),
            workshop=session.group.workshop,
            audience=session.group.audience,
            level=session.group.level,
            seats=session.group.seats,
            group=session.group,
        )
        for session in sessions
    )
    Programme.objects.filter(pk=made.pk).update(stage=Stage.PUBLISHED, published_at=made.created_at)


def _next(scene: Scene, term: Term) -> None:
    """The next term: its Fridays without the holidays, most of them with a theme."""
    series = Series(
        weekdays=[FRIDAY],
        start=time(9, 30),
        end=time(11, 30),
        venue=scene.venue,
        room=None,
        adviser=scene.leads.user,
    )
    made = _make(scene, term, made_at=scene.now - timedelta(days=3), series=[series])
    questions = _questions(scene)
    workshops = list(Workshop.objects.of_organization(made.organization).in_use().by_title())
    free = [slot for slot in made.slots.with_everything_shown().by_date() if slot.is_free]
    for slot, (title, elsewhere, helps) in zip(free, NEXT_TERM, strict=False):
        if not title:
            continue
        theme = Theme(
            title=title,
            question=themes.nearest(title, questions, at_least=themes.SURE),
            workshop=themes.workshop_for(title, workshops),
            seats=8,
            co_host=helps,
        )
        choosing.change(slot, _place(slot, scene.venues.get(elsewhere, scene.venue)), theme)


def _make(scene: Scene, term: Term, *, made_at: datetime, series: Sequence[Series] = ()) -> Programme:
    return creating.create(
        term.title,
        starts_on=term.starts_on,
        ends_on=term.ends_on,
        series=series,
        introduction="Venez une fois, ou toutes les semaines. C’est gratuit, et il n’y a pas de question bête.",
        today=made_at.date(),
        by=scene.leads,
        now=made_at,
    )


def _questions(scene: Scene) -> list[RecurringQuestion]:
    standing = RecurringQuestion.objects.of_organization(scene.leads.organization).standing()
    return list(standing.order_by("pk"))


def _place(slot: ProgrammeSlot, venue: Venue) -> Place:
    return Place(on=slot.on, start=slot.start, end=slot.end, venue=venue, room=None, adviser=slot.adviser)
