"""What stands out is said in sentences; what is usual, or too few to mean something, isn't."""

from dataclasses import replace
from datetime import date

import pytest

from escale.accounts.models import Membership
from escale.french.typography import NB
from escale.statistics import figures
from escale.statistics.figures import ActivityLine, Cycles, Figures, Meetings, Month, PeopleLine, Scope
from escale.statistics.insights import sentences
from escale.testing import builders


@pytest.fixture
def usual(adviser: Membership) -> Figures:
    """A year in which nothing happened."""
    scope = Scope(organization=adviser.organization, since=date(2026, 1, 1), until=date(2026, 11, 13))
    return figures.read(scope, now=builders.NOW)


@pytest.fixture
def before(usual: Figures) -> Figures:
    return replace(usual, scope=usual.scope.before)


def _months(*collective: int) -> tuple[Month, ...]:
    return tuple(
        Month(first=date(2026, 8 + n, 1), activities=10, participations=20 + count, individual=20, collective=count)
        for n, count in enumerate(collective)
    )


def _meetings(*, seen: int, missed: int, seen_reminded: int = 0, missed_reminded: int = 0) -> Meetings:
    return Meetings(
        seen=seen,
        missed=missed,
        seen_reminded=seen_reminded,
        missed_reminded=missed_reminded,
        waited=seen,
        waited_days=6.0 * seen,
    )


def _line(value: str, activities: int, label: str = "") -> ActivityLine:
    return ActivityLine(value=value, label=label, activities=activities, participations=activities, minutes=0)


def _heard(value: str, people: int, label: str = "") -> PeopleLine:
    return PeopleLine(value=value, label=label, people=people, new=0, unnamed=0)


def test_nothing_stands_out_of_nothing(usual: Figures, before: Figures) -> None:
    assert sentences(usual, before) == []


def test_the_month_that_brought_most_people_to_workshops(usual: Figures) -> None:
    assert sentences(replace(usual, months=_months(12, 20, 61, 22))) == [
        f"Octobre a réuni 61{NB}participations en atelier : le record de la période."
    ]
    assert sentences(replace(usual, months=_months(19, 20, 21, 22))) == []


def test_how_absences_move_and_what_reminders_do(usual: Figures, before: Figures) -> None:
    now = replace(usual, no_shows=_meetings(seen=91, missed=9, seen_reminded=75, missed_reminded=5))
    then = replace(before, no_shows=_meetings(seen=86, missed=14))
    assert sentences(now, then) == [
        "Les absences passent de 14 % en 2025 à 9 %.",
        "Après un rappel, 6 % d’absences. Sans rappel, 20 %.",
    ]


def test_fewer_than_ten_appointments_say_nothing(usual: Figures, before: Figures) -> None:
    assert sentences(replace(usual, no_shows=_meetings(seen=5, missed=4)), before) == []


def test_more_people_do_alone_at_the_end(usual: Figures, before: Figures) -> None:
    now = replace(usual, autonomy=(_line("autonome", 41), _line("partiellement_autonome", 59)))
    then = replace(before, autonomy=(_line("autonome", 34), _line("partiellement_autonome", 66)))
    assert sentences(now, then) == ["À la fin, 41 % font sans aide. C’était 34 % en 2025."]


def test_who_brings_the_older_and_who_brings_the_young(usual: Figures) -> None:
    by_age = (
        _heard("newspaper:soixante_dix_plus", 20),
        _heard("poster:soixante_dix_plus", 4),
        _heard("word_of_mouth:douze_dix_huit", 12),
    )
    assert sentences(replace(usual, acquisition_by_age=by_age)) == [
        "Les plus de 60 ans viennent surtout par « Le journal », les jeunes par « Quelqu’un m’en a parlé »."
    ]


def test_a_topic_that_rises(usual: Figures, before: Figures) -> None:
    now = replace(usual, topics=(_line("ia", 21, "Intelligence artificielle"), _line("email", 40, "E-mail")))
    then = replace(before, topics=(_line("ia", 6, "Intelligence artificielle"), _line("email", 39, "E-mail")))
    assert sentences(now, then) == [f"« Intelligence artificielle » monte : 21{NB}accompagnements, contre 6 en 2025."]


def test_cycles_followed_to_the_end_and_what_they_change(usual: Figures) -> None:
    cycles = Cycles(
        cycles=2, enrolled=20, completed=16, answers_before=100, alone_before=24, answers_after=80, alone_after=49
    )
    assert sentences(replace(usual, cycles=cycles)) == [
        "80 % des inscrits suivent leur cycle jusqu’au bout. Ce qu’ils font sans aide passe de 24 % à 61 %."
    ]


def test_five_sentences_at_most(usual: Figures, before: Figures) -> None:
    now = replace(
        usual,
        months=_months(12, 20, 61, 22),
        no_shows=_meetings(seen=91, missed=9, seen_reminded=75, missed_reminded=5),
        autonomy=(_line("autonome", 41), _line("partiellement_autonome", 59)),
        topics=(_line("ia", 21, "IA"),),
        acquisition=(_heard("newspaper", 30, "Le journal"),),
        postures=(_line("act", 20), _line("teach", 20)),
        weekdays=(_line("2", 50, "mardi"), _line("3", 10, "mercredi")),
    )
    then = replace(
        before,
        no_shows=_meetings(seen=86, missed=14),
        autonomy=(_line("autonome", 34), _line("partiellement_autonome", 66)),
        topics=(_line("ia", 6, "IA"),),
    )
    assert len(sentences(now, then)) == 5
