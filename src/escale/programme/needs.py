"""What people ask for, heard everywhere, most asked first: the left side of a programme.

Recurring questions; those who wait for an appointment, by reason; those who wait for a seat, by workshop; what was looked
for on the public site and not found.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any, Self
from urllib.parse import urlsplit

from django.db.models import Count, F, QuerySet, Sum

from escale.accounts.models import Organization
from escale.appointments.models import WaitingEntry
from escale.french.plain_text import fold
from escale.french.plural import plural
from escale.places.models import Venue
from escale.places.zones import venues_of
from escale.programme import handled, themes
from escale.programme.handled import NEVER, Handling
from escale.programme.models import Programme, ProgrammeSlot
from escale.programme.themes import Theme
from escale.questions import searches
from escale.questions.models import HeardFrom, NotedQuestion, RecurringQuestion, UnansweredSearch
from escale.together import read_together
from escale.workshops.models import Enrollment, Workshop

OFTEN = 3
"""From this many times in a month on, the month is worth saying."""

MOST_LINES = 2
MOST_SEARCHES, SOME_SEARCHES = 10, 2
"""How many searches are worth a line, and how often each was made at least."""

SHARE = 0.25
"""Under this part of the times it was heard, a public isn’t one it is asked by."""


@dataclass(frozen=True, kw_only=True)
class Need:
    """One thing people ask for. `weight` counts what `unit` says; `lines` say what is worth knowing, most telling first."""

    key: str
    weight: int
    unit: str
    theme: Theme
    publics: tuple[str, ...] = ()
    lines: tuple[str, ...] = ()
    this_month: int = 0
    handling: Handling = NEVER
    venue: Venue | None = None
    slot: ProgrammeSlot | None = None

    @property
    def title(self) -> str:
        return self.theme.question.title if self.theme.question else self.theme.title

    @property
    def publics_words(self) -> str:
        """ "Seniors, 15–25 ans"."""
        return ", ".join(PUBLICS[code] for code in self.publics)


PUBLICS: Mapping[str, str] = {
    HeardFrom.SENIORS: "Seniors",
    HeardFrom.YOUNG: "15–25 ans",
    HeardFrom.ADULTS: "Adultes",
}


@dataclass(kw_only=True)
class _Heard:
    """How often a question was heard since a day, this month, from whom."""

    times: int = 0
    this_month: int = 0
    publics: Counter[str] = field(default_factory=Counter)
    venues: Counter[int] = field(default_factory=Counter)
    asked_by: Counter[str] = field(default_factory=Counter)


def since(on: date) -> date:
    """From which day questions count: September, when the school year is three months old or nearly; else January."""
    return date(on.year, 1, 1) if on.month in (9, 10) else date(on.year - (on.month < 9), 9, 1)


def read(programme: Programme, *, public: str = "", today: date, now: datetime) -> list[Need]:
    """Every need of the organization, most asked first, those placed in the programme last; of one public when it is given.

    A fixed number of queries.
    """
    asked = _Asked.of(programme.organization, today=today, now=now)
    placed = programme.slots.exclude(title="").select_related("venue").order_by("on", "pk")
    read_together(*vars(asked).values(), placed)
    found = _questions(asked, today=today, now=now)
    for other in [*_reasons(asked), *_full_groups(asked), *_searches(asked)]:
        _join(found, other)
    found = [replace(each, slot=_slot_of(each, placed)) for each in found]
    wanted = [each for each in found if not public or public in each.publics]
    return sorted(wanted, key=lambda each: (each.slot is not None, -each.weight, fold(each.title)))


@dataclass(frozen=True, kw_only=True)
class _Asked:
    """The lists needs are read from. `full` are the workshops people wait for a seat of, `seats` how many seats."""

    catalogue: QuerySet[Workshop]
    venues: QuerySet[Venue]
    questions: QuerySet[RecurringQuestion]
    noted: QuerySet[NotedQuestion, tuple[Any, ...]]
    reasons: QuerySet[WaitingEntry, dict[str, Any]]
    seats: QuerySet[Enrollment, tuple[int, int]]
    full: QuerySet[Workshop]
    searched: QuerySet[UnansweredSearch, dict[str, Any]]

    @classmethod
    def of(cls, organization: Organization, *, today: date, now: datetime) -> Self:
        waiting = Enrollment.objects.of_organization(organization).waiting().filter(group__canceled_at=None)
        return cls(
            catalogue=Workshop.objects.of_organization(organization).in_use().by_title(),
            venues=venues_of(organization),
            questions=RecurringQuestion.objects.of_organization(organization)
            .standing()
            .select_related("organization")
            .order_by("pk"),
            noted=_noted(organization, first=since(today)),
            reasons=_waiting_by_reason(organization, now=now),
            seats=waiting.order_by("group__workshop")
            .values("group__workshop")
            .annotate(people=Sum("seats"))
            .values_list("group__workshop", "people"),
            full=Workshop.objects.filter(pk__in=waiting.values("group__workshop")).order_by("pk"),
            searched=searches.lately(on=today),
        )


def _questions(asked: _Asked, *, today: date, now: datetime) -> list[Need]:
    heard = _heard(asked.noted, month=today.replace(day=1))
    became = handled.of(asked.questions, now=now)
    venues = {each.pk: each for each in asked.venues}
    return [
        _question(each, heard[each.pk], became.get(each.pk, NEVER), list(asked.catalogue), venues)
        for each in asked.questions
        if each.pk in heard
    ]


def _question(
    question: RecurringQuestion,
    heard: _Heard,
    handling: Handling,
    catalogue: Sequence[Workshop],
    venues: Mapping[int, Venue],
) -> Need:
    """What one question asks for. It is asked somewhere in particular when more than half of the times it was there."""
    often = heard.times * SHARE
    publics = tuple(code for code, times in heard.publics.most_common() if code in PUBLICS and times >= often)
    theme = themes.of_question(question, publics=publics, catalogue=catalogue)
    return Need(
        key=f"question-{question.pk}",
        weight=heard.times,
        unit="fois",
        theme=theme,
        publics=publics,
        lines=tuple(_lines(heard, handling, theme.workshop))[:MOST_LINES],
        this_month=heard.this_month,
        handling=handling,
        venue=next((venues.get(pk) for pk, times in heard.venues.most_common(1) if times * 2 > heard.times), None),
    )


def _lines(heard: _Heard, handling: Handling, workshop: Workshop | None) -> Iterable[str]:
    if handling.last_on is not None:
        yield f"{handling.last_words}. {handling.again_words}" if handling.again_since else handling.last_words
    for label, _ in heard.asked_by.most_common(1):
        yield f"Demandé aussi par {label}"
    if heard.this_month >= OFTEN:
        yield f"Noté {heard.this_month}\u00a0fois ce mois-ci"
    if handling.is_never_treated:
        yield "Jamais traité en atelier"
    if workshop and (sheets := workshop.sheet_addresses):
        yield f"Ressource : {urlsplit(sheets[0]).hostname or sheets[0]}"


def _noted(organization: Organization, *, first: date) -> QuerySet[NotedQuestion, tuple[Any, ...]]:
    """The questions noted since a day, each with the one it is joined to."""
    return (
        NotedQuestion.objects.of_organization(organization)
        .standing()
        .filter(question__isnull=False, on__gte=first)
        .order_by("pk")
        .values_list("question_id", "question__merged_into_id", "on", "times", "heard_from", "venue_id", "link__label")
    )


def _heard(noted: Iterable[tuple[Any, ...]], *, month: date) -> dict[int, _Heard]:
    """How each question was heard, those joined to it included."""
    found: dict[int, _Heard] = {}
    for pk, merged_into, on, times, heard_from, venue, asked_by in noted:
        heard = found.setdefault(merged_into or pk, _Heard())
        heard.times += times
        heard.this_month += times if on >= month else 0
        heard.publics[heard_from] += times
        if venue is not None:
            heard.venues[venue] += times
        if asked_by:
            heard.asked_by[asked_by] += times
    return found


def _waiting_by_reason(organization: Organization, *, now: datetime) -> QuerySet[WaitingEntry, Any]:
    return (
        WaitingEntry.objects.of_organization(organization)
        .waiting(now=now)
        .filter(reason__discreet=False)
        .values("reason")
        .annotate(people=Count("pk"), name=F("reason__name"))
        .order_by("reason")
    )


def _reasons(asked: _Asked) -> list[Need]:
    """The reasons people wait for an appointment for."""
    return [
        Need(
            key=f"motif-{row['reason']}",
            weight=row["people"],
            unit="en attente",
            theme=_theme(row["name"], list(asked.catalogue)),
            lines=(f"{_people(row['people'])} un rendez-vous à ce sujet",),
        )
        for row in asked.reasons
    ]


def _full_groups(asked: _Asked) -> list[Need]:
    """The workshops people wait for a seat of."""
    waiting = dict(asked.seats)
    return [
        Need(
            key=f"atelier-{each.pk}",
            weight=waiting[each.pk],
            unit="en attente",
            theme=Theme.of_workshop(each),
            lines=(f"{_people(waiting[each.pk])} une place",),
        )
        for each in asked.full
    ]


def _searches(asked: _Asked) -> list[Need]:
    """What was looked for more than once near its venues, without an answer."""
    codes = {each.commune for each in asked.venues if each.commune}
    times: Counter[str] = Counter()
    for each in searches.around(asked.searched, codes):
        times[each.words] += each.times
    return [
        Need(
            key=f"recherche-{said}",
            weight=count,
            unit="recherches",
            theme=_theme(f"{said[:1].upper()}{said[1:]}", list(asked.catalogue)),
            lines=(f"Cherché {count}\u00a0fois sur le site, sans réponse",),
        )
        for said, count in times.most_common(MOST_SEARCHES)
        if count >= SOME_SEARCHES
    ]


def _people(count: int) -> str:
    return f"{plural(count, 'personne')} {'attend' if count == 1 else 'attendent'}"


def _theme(title: str, catalogue: Sequence[Workshop]) -> Theme:
    found = themes.workshop_for(title, catalogue)
    return Theme.of_workshop(found) if found else Theme(title=themes.shortened(title))


def _join(found: list[Need], other: Need) -> None:
    """Add a need, or what it says to the one that asks the same: whoever waits or looks weighs as much as a question heard."""
    for at, each in enumerate(found):
        if themes.likeness(each.title, other.title) >= themes.SURE:
            found[at] = replace(each, weight=each.weight + other.weight, lines=(*other.lines, *each.lines)[:MOST_LINES])
            return
    found.append(other)


def _slot_of(need: Need, placed: Iterable[ProgrammeSlot]) -> ProgrammeSlot | None:
    """The date of the programme that answers it: its question, else its title."""
    question = need.theme.question
    return next(
        (
            each
            for each in placed
            if (question and each.question_id == question.pk) or fold(each.title) == fold(need.theme.title)
        ),
        None,
    )
