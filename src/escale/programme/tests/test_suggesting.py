"""The suggestion: what it never does, whatever the dates and the demand; and the reasons it gives, in words."""

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from escale.programme import occasions, suggesting
from escale.programme.occasions import Occasion
from escale.programme.suggesting import Candidate, Spot, Suggestion

PUBLICS = {"seniors": "les seniors", "young": "les 15-25 ans"}
FRIDAY = date(2027, 1, 8)

spots = st.lists(
    st.builds(Spot, key=st.integers(1, 60), on=st.dates(FRIDAY, date(2027, 12, 31)), venue=st.integers(1, 3)),
    max_size=12,
    unique_by=lambda spot: spot.key,
)
candidates = st.lists(
    st.builds(
        Candidate,
        key=st.sampled_from([f"question-{number}" for number in range(15)]),
        title=st.sampled_from(["Scanner", "Mot de passe", "Impôts", "Une visio", "Un CV"]),
        weight=st.integers(0, 40),
        audience=st.sampled_from(["everyone", "seniors", "young"]),
        level=st.sampled_from(["", "beginner", "intermediate", "advanced"]),
        venue=st.one_of(st.none(), st.integers(1, 3)),
        percent_filled=st.one_of(st.none(), st.integers(0, 120)),
    ),
    max_size=15,
)


def suggest(at: list[Spot], asked: list[Candidate], **said: object) -> list[Suggestion]:
    return suggesting.suggest(at, asked, publics=PUBLICS, **said)


@given(at=spots, asked=candidates)
def test_one_theme_a_date_never_twice_the_same_always_with_a_reason(at, asked):
    found = suggest(at, asked, occasions=occasions.of_year(2027))
    assert len({each.spot.key for each in found}) == len(found)
    assert len({each.candidate.key for each in found}) == len(found)
    assert {each.spot for each in found} <= set(at)
    assert len(found) == min(len(at), len({each.key for each in asked}))
    assert all(each.reasons for each in found)
    assert [each.spot.on for each in found] == sorted(each.spot.on for each in found)


@given(at=spots, asked=candidates, order=st.randoms())
def test_the_order_things_are_read_in_changes_nothing(at, asked, order):
    asked = list({each.key: each for each in asked}.values())
    mixed_at, mixed = list(at), list(asked)
    order.shuffle(mixed_at)
    order.shuffle(mixed)
    assert suggest(at, asked) == suggest(mixed_at, mixed)


def fridays(count: int) -> list[Spot]:
    return [Spot(key=number, on=FRIDAY + timedelta(weeks=number), venue=1) for number in range(count)]


SCAN = Candidate(key="a", title="Scanner", weight=17, asked="Entendu 17 fois", audience="seniors")
CV = Candidate(key="b", title="Un CV", weight=8, asked="Entendu 8 fois", audience="young")
PASSWORD = Candidate(key="c", title="Mot de passe", weight=11, asked="Entendu 11 fois", audience="seniors")


def test_most_asked_first_then_the_public_that_had_nothing():
    found = suggest(fridays(2), [CV, PASSWORD, SCAN])
    assert [each.candidate.key for each in found] == ["a", "b"]
    assert found[1].reasons == ("Entendu 8 fois", "Rien d’autre pour les 15-25 ans jusqu’ici")


def test_a_public_served_already_is_not_said_forgotten():
    (found,) = suggest(fridays(1), [CV], audiences=["young"])
    assert found.reasons == ("Entendu 8 fois",)


def test_a_week_of_partners_takes_what_suits_it():
    blue = Occasion(name="la Semaine bleue", first_on=FRIDAY, last_on=FRIDAY, audience="seniors")
    found = suggest(fridays(2), [replace(CV, weight=30), SCAN], occasions=[blue])
    assert [each.candidate.key for each in found] == ["a", "b"]
    assert found[0].reasons[0] == "C’est la Semaine bleue"


def test_beginners_begin_the_term_and_what_filled_comes_back():
    begin = Candidate(key="d", title="La souris", weight=0, level="beginner")
    later = Candidate(key="e", title="Le tableur", weight=0, level="advanced", percent_filled=90)
    found = suggest(fridays(2), [replace(later, percent_filled=None), begin])
    assert [each.candidate.key for each in found] == ["d", "e"]
    assert found[0].reasons == ("Pour débuter, en début de programme",)
    assert suggest(fridays(1), [begin, later])[0].reasons == ("Il a rempli 90\u00a0% de ses places",)


def test_where_it_was_asked_when_there_is_a_choice():
    at_the_library = replace(CV, venue=2, venue_name="Médiathèque")
    elsewhere = Spot(key=2, on=FRIDAY + timedelta(weeks=1), venue=3)
    (found,) = suggest([Spot(key=1, on=FRIDAY, venue=2), elsewhere], [at_the_library])
    assert (found.spot.key, found.reasons[-1]) == (1, "Demandé là\u00a0: Médiathèque")
