"""The words of the team: added, said otherwise, taken away, put back."""

from typing import Any

import pytest

from escale.accounts.models import Membership
from escale.activity import tagging
from escale.activity.models import Tag
from escale.desk.settings.tests.acting import address, get, post, settled

FUNDER = "Conférence des financeurs"


@pytest.fixture
def funder(adviser: Membership) -> Tag:
    return tagging.add(adviser.organization, FUNDER, is_funder=True)


def names(adviser: Membership, which: str = "tags") -> list[str]:
    return [tag.name for tag in get(adviser, "settings-tags").context[which]]


def test_a_word_added_is_proposed_in_reports(adviser: Membership):
    post(adviser, "settings-tags", name="Semaine bleue")
    (made,) = tagging.of_team(adviser.organization)
    assert (made.name, made.is_funder) == ("Semaine bleue", False)
    assert made in Tag.objects.usable_by(adviser.user)


def test_a_word_is_not_added_twice_whatever_its_capitals(adviser: Membership, funder: Tag):
    answer = post(adviser, "settings-tags", name=FUNDER.upper())
    assert answer.status_code == 422
    assert "existe déjà" in answer.text
    assert FUNDER.upper() in answer.text
    assert tagging.of_team(adviser.organization).count() == 1


def test_a_secret_is_no_word(adviser: Membership):
    answer = post(adviser, "settings-tags", name="mot de passe : soleil42")
    assert answer.status_code == 422
    assert not tagging.of_team(adviser.organization).exists()


def test_a_word_is_said_otherwise(adviser: Membership, funder: Tag):
    post(adviser, "settings-tag", funder.pk, name="CFPPA 35")
    funder.refresh_from_db()
    assert (funder.name, funder.is_funder) == ("CFPPA 35", False)


def test_a_word_taken_away_is_proposed_no_more_and_put_back(adviser: Membership, funder: Tag):
    post(adviser, "settings-tag-archive", funder.pk)
    assert funder not in Tag.objects.usable_by(adviser.user)
    assert names(adviser, "withdrawn") == [FUNDER]
    post(adviser, "settings-tag-restore", funder.pk)
    assert names(adviser) == [FUNDER]


@pytest.mark.parametrize("number", [1, 3])
def test_the_page_asks_as_much_whatever_the_number_of_words(
    adviser: Membership, number: int, django_assert_max_num_queries: Any
):
    for each in range(number):
        tagging.add(adviser.organization, f"Projet {each}", is_funder=False)
    client = settled(adviser)
    with django_assert_max_num_queries(10):
        assert len(client.get(address("settings-tags")).context["tags"]) == number


def test_two_organizations_may_have_the_same_word(adviser: Membership, outsider: Membership, funder: Tag):
    tagging.add(outsider.organization, FUNDER, is_funder=True)
    assert names(outsider) == names(adviser) == [FUNDER]
