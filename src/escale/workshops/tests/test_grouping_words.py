"""Why a group is proposed and why somebody has none: the sentences the adviser reads."""

from dataclasses import replace
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

import pytest

from escale.workshops import grouping_words
from escale.workshops.grouping import Left, Proposed, Why
from escale.workshops.learners import Band, Learner, Opening

TODAY = date(2026, 11, 13)
PARIS = ZoneInfo("Europe/Paris")
NOVEMBER = datetime(2026, 11, 2, tzinfo=UTC)
TUESDAY = Opening(id=1, venue=1, code="tue-morning", start=time(9, 30), end=time(11, 30), seats=9, computers=9)
MONDAY = replace(TUESDAY, id=2, code="mon-afternoon")


def learner(number: int = 1, **values: object) -> Learner:
    given: dict[str, object] = {"name": "Denise R.", "since": NOVEMBER, "level": "beginner"}
    given |= {"availability": frozenset({"tue-morning", "mon-afternoon"})}
    return Learner(id=number, **(given | values))


def group(*members: Learner, opening: Opening = TUESDAY, band: Band = Band.BASICS) -> Proposed:
    return Proposed(opening=opening, band=band, members=members)


def words(proposed: Proposed) -> list[str]:
    return [reason.words for reason in grouping_words.reasons(proposed)]


def test_a_full_group_of_beginners() -> None:
    members = [learner(number) for number in range(8)]
    members.append(learner(9, level="intermediate", wants_basics=True))

    assert words(group(*members)) == [
        "8\u00a0personnes découvrent, 1 se débrouille : elle préfère reprendre du début.",
        "Toutes sont libres le mardi matin.",
        "9\u00a0ordinateurs dans la salle, donc 9\u00a0places.",
    ]


def test_a_group_that_knows_each_other_and_one_to_confirm() -> None:
    autumn = {"came_from": 7, "came_from_words": "groupe d’automne"}
    members = [learner(number, level="intermediate", **autumn) for number in range(4)]
    members += [learner(5, level="advanced"), learner(6, level="advanced", availability=frozenset())]

    assert words(group(*members, opening=MONDAY, band=Band.FURTHER)) == [
        "4 se débrouillent, 2 sont autonomes.",
        "5 sur 6 libres le lundi après-midi. Denise doit confirmer.",
        "4 viennent du groupe d’automne : ils se connaissent.",
    ]


def test_what_was_chosen_by_hand_against_the_facts_is_said() -> None:
    alone = learner(level="", availability=frozenset({"thu-evening"}), venue=2)

    assert words(group(alone)) == [
        "1 sans niveau connu.",
        "0 sur 1 libre le mardi matin. Denise n’est pas libre.",
        "1 préfère un autre lieu.",
    ]


def test_a_group_of_nobody_has_no_reason() -> None:
    assert words(group()) == []


@pytest.mark.parametrize(
    ("who", "said", "note"),
    [
        (learner(), "", ""),
        (learner(since=datetime(2026, 10, 1, tzinfo=UTC)), "", "attend depuis octobre"),
        (learner(since=datetime(2025, 10, 1, tzinfo=UTC)), "", "attend depuis octobre 2025"),
        (learner(), "place près de l’écran", "place près de l’écran"),
        (learner(availability=frozenset()), "", "à confirmer"),
        (learner(level="intermediate", wants_basics=True), "", "préfère reprendre"),
        (learner(availability=frozenset({"thu-evening"})), "", "pas libre le mardi matin"),
    ],
)
def test_what_to_know_of_somebody_in_a_few_words(who: Learner, said: str, note: str) -> None:
    assert grouping_words.note(who, group(who), said=said, today=TODAY, zone=PARIS) == note


EVENING = learner(availability=frozenset({"thu-evening"}))
TWO_HALF_DAYS = learner(availability=frozenset({"thu-afternoon", "wed-morning"}), phone="+33639980072")
FAR = learner(needs_transport=True, town="La Guerche-de-Bretagne", kilometres={1: 21.7})


@pytest.mark.parametrize(
    ("left", "why", "advice"),
    [
        (
            Left(learner=EVENING, why=Why.NOT_FREE),
            "Libre seulement le soir.",
            "Ouvrir un groupe le jeudi soir",
        ),
        (
            Left(learner=TWO_HALF_DAYS, why=Why.NOT_FREE),
            "Libre seulement le mercredi matin et le jeudi après-midi.",
            "Ouvrir un groupe le jeudi après-midi",
        ),
        (
            Left(learner=replace(TWO_HALF_DAYS, silent_since=date(2026, 10, 23)), why=Why.SILENT),
            "Ne répond pas depuis 3\u00a0semaines.",
            "L’appeler : 06\u00a039\u00a098\u00a000\u00a072",
        ),
        (
            Left(learner=FAR, why=Why.TOO_FAR),
            "Vient de La Guerche-de-Bretagne, à 22 km, sans voiture.",
            "L’appeler pour trouver comment venir",
        ),
        (
            Left(learner=learner(), why=Why.PHONE_ONLY),
            "Veut apprendre sur son téléphone seulement.",
            "La garder pour le trimestre suivant",
        ),
        (
            Left(learner=learner(), why=Why.FULL, would_join=TUESDAY, rank=1),
            "Le mardi est complet.",
            "1re sur la liste d’attente",
        ),
        (
            Left(learner=learner(), why=Why.FREE_SEAT, would_join=MONDAY),
            "Une place est libre le lundi.",
            "L’ajouter au groupe",
        ),
        (
            Left(learner=learner(level=""), why=Why.NO_LEVEL),
            "Pas encore de niveau.",
            "L’appeler pour situer son niveau",
        ),
        (
            Left(learner=learner(), why=Why.TOO_FEW),
            "Trop peu de personnes de son niveau aux mêmes heures.",
            "La garder pour le trimestre suivant",
        ),
    ],
)
def test_why_somebody_has_no_group_and_what_could_be_done(left: Left, why: str, advice: str) -> None:
    assert grouping_words.left_words(left, openings=[TUESDAY, MONDAY], today=TODAY) == why
    assert grouping_words.advice(left) == advice


@pytest.mark.parametrize(
    ("month", "season"), [(1, "d’hiver"), (3, "de printemps"), (7, "d’été"), (10, "d’automne"), (12, "d’hiver")]
)
def test_a_group_is_named_after_its_season(month: int, season: str) -> None:
    assert grouping_words.season_words(date(2026, month, 15)) == f"groupe {season}"


@pytest.mark.parametrize(
    ("weekday", "hour", "code"),
    [(0, 9, "mon-morning"), (1, 12, "tue-afternoon"), (3, 18, "thu-evening"), (6, 10, "sun-morning")],
)
def test_the_half_day_of_an_hour(weekday: int, hour: int, code: str) -> None:
    assert grouping_words.code_of(weekday, hour) == code
