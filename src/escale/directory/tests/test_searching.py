"""Who can help, the nearest first, with the reasons in words."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from escale.directory import searching
from escale.directory.models import Contact
from escale.directory.needs import Public
from escale.places import communes
from escale.places.distance import Point
from escale.testing import builders

pytestmark = pytest.mark.django_db

PARIS = ZoneInfo("Europe/Paris")
FRIDAY = datetime(2026, 11, 13, 16, 20, tzinfo=PARIS)
HERE = Point(48.1239, -1.2101)
WEEKDAYS = "Mo-Fr 08:30-12:30,13:30-17:30"


@pytest.fixture
def search(adviser):
    def found(**asked):
        return searching.nearest(adviser.organization, **({"point": HERE, "now": FRIDAY} | asked))

    return found


def north(km):
    return {"latitude": HERE.latitude + km / 111.2, "longitude": HERE.longitude}


def names(found):
    return [each.partner.name for each in found]


def test_the_reasons_are_said_in_words(adviser, search):
    ccas = builders.partner(
        adviser,
        name="France services",
        needs=("energie", "caf"),
        hours=WEEKDAYS,
        without_appointment=True,
        publics=[Public.YOUTH, Public.FAMILIES],
        **north(0.6),
    )
    Contact.objects.create(
        partner=ccas, name="Élodie", role="Agente d’accueil", agreed_on=FRIDAY.date(), created_at=FRIDAY
    )

    [found] = search(text="facture d'énergie")

    assert found.reasons == (
        "C’est leur mission\u00a0: payer une facture d’énergie",
        "Ouvert jusqu’à 17\u00a0h\u00a030",
        "À 8\u00a0min à pied",
        "Sans rendez-vous",
        "Pour les jeunes et les familles",
        "Vous connaissez Élodie, agente d’accueil",
    )
    assert (found.walking_minutes, round(found.kilometres, 1)) == (8, 0.6)


def test_the_nearest_comes_first_and_those_beyond_100_km_are_left_out(adviser, search):
    for km in (99, 2, 30, 8, 101):
        builders.partner(adviser, name=f"À {km}", needs=("energie",), **north(km))
    builders.partner(adviser, name="Ailleurs", needs=("retraite",), **north(1))
    builders.partner(adviser, name="Sans lieu", needs=("energie",), latitude=None, longitude=None)

    found = search(needs=["energie"])

    assert names(found) == ["À 2", "À 8", "À 30", "À 99", "Sans lieu"]
    assert [each.kilometres and round(each.kilometres) for each in found] == [2, 8, 30, 99, None]


def test_a_commune_may_be_where_one_starts_from(adviser, search):
    balaze = communes.by_code("35015")
    builders.partner(adviser, name="Là-bas", latitude=balaze.latitude, longitude=balaze.longitude)

    [found] = search(point=None, commune=balaze)

    assert "Sur place" in found.reasons


def test_from_nowhere_partners_come_by_name(adviser, search):
    for name in ("Mission locale", "CCAS", "Élan"):
        builders.partner(adviser, name=name)

    assert names(search(point=None)) == ["CCAS", "Élan", "Mission locale"]


def test_who_is_named_comes_first_wherever_it_is(adviser, search):
    builders.partner(adviser, name="Près d’ici", needs=("jeune-accompagne",), **north(1))
    builders.partner(adviser, name="Mission locale du pays de Vitré", **north(250))

    assert names(search(text="mission local")) == ["Mission locale du pays de Vitré", "Près d’ici"]
    assert names(search(text="vitre mission")) == ["Mission locale du pays de Vitré"]
    assert names(search(text="plombier zingueur")) == []


def test_of_many_named_so_the_nearest_come_first(adviser, search):
    for km in (60, 3, 20):
        builders.partner(adviser, name=f"Mission locale {km}", **north(km))

    assert names(search(text="mission locale")) == ["Mission locale 3", "Mission locale 20", "Mission locale 60"]
    assert names(search(text="mission", point=None)) == ["Mission locale 20", "Mission locale 3", "Mission locale 60"]


@pytest.mark.parametrize("typed", ["zephyr", "zzz", "maison zép", "l’e"])
def test_a_name_is_found_by_the_beginning_of_its_words(adviser, search, typed):
    builders.partner(adviser, name="Maison de l’Été, Zéphyr zzz")
    builders.partner(adviser, name="Autre chose")

    assert names(search(text=typed)) == ["Maison de l’Été, Zéphyr zzz"]


def test_what_has_no_letter_names_nobody(adviser, search):
    builders.partner(adviser, name="Autre chose")

    assert names(search(text="…, ?")) == []


def test_the_likeliest_need_and_an_open_door_are_worth_a_few_kilometres(adviser, search):
    builders.partner(adviser, name="Assez près, pour l’emploi", needs=("jeune-accompagne",), hours=WEEKDAYS, **north(1))
    builders.partner(adviser, name="Fermé", needs=("assurance-maladie",), hours="Mo 09:00-12:00", **north(3))
    builders.partner(adviser, name="Ouvert", needs=("assurance-maladie",), hours=WEEKDAYS, **north(3.5))

    found = search(text="ouvrir ses droits à l’assurance maladie, premier emploi")

    assert names(found) == ["Ouvert", "Assez près, pour l’emploi", "Fermé"]


def test_those_who_receive_others_only_are_left_out(adviser, search):
    builders.partner(adviser, name="Seniors", publics=[Public.SENIORS])
    builders.partner(adviser, name="Tous", publics=[Public.EVERYONE], **north(1))
    builders.partner(adviser, name="On ne sait pas", publics=[], **north(2))

    assert names(search(public=Public.YOUTH)) == ["Tous", "On ne sait pas"]
    assert names(search(public=Public.SENIORS)) == ["Seniors", "Tous", "On ne sait pas"]


def test_only_those_open_then_when_it_is_asked(adviser, search):
    builders.partner(adviser, name="Ouvert", hours=WEEKDAYS)
    builders.partner(adviser, name="On ne sait pas", hours="")
    builders.partner(adviser, name="Le matin", hours="Mo-Fr 09:00-12:00")

    assert names(search(open_at=FRIDAY)) == ["Ouvert"]
    assert set(names(search(open_at=FRIDAY - timedelta(hours=6)))) == {"Ouvert", "Le matin"}


def test_what_was_put_away_and_other_organizations_are_never_found(adviser, outsider, search):
    builders.partner(adviser, name="Retiré", archived_at=FRIDAY)
    builders.partner(outsider, name="D’ailleurs")

    assert search() == search(text="retiré") == search(text="d’ailleurs") == []


def test_as_many_queries_for_three_partners_as_for_one(adviser, search, django_assert_num_queries):
    builders.partner(adviser, needs=("energie",))
    with django_assert_num_queries(7):
        assert len(search(text="facture d’énergie")) == 1
    builders.partner(adviser, name="Un autre", needs=("energie",))
    builders.partner(adviser, name="Un dernier", needs=("energie",))
    with django_assert_num_queries(7):
        assert len(search(text="facture d’énergie")) == 3
