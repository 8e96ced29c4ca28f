"""Files that may be of one person."""

import pytest

from escale.people import duplicates, registration
from escale.people.models import Beneficiary
from escale.testing import builders


@pytest.fixture
def opened(organization):
    def open_file(first_name, last_name="", **details):
        return registration.register(
            organization=organization, first_name=first_name, last_name=last_name, now=builders.NOW, **details
        )

    return open_file


def test_each_sign_is_said(opened):
    jeanne = opened("Jeanne", "Lefebvre", phone="+33639980011", birth_year=1948, commune="35360", email="j@example.org")
    other = opened(
        "Jeanne", "Lefèvre", other_phone="+33639980011", birth_year=1948, commune="35360", email="J@example.org"
    )
    [found] = duplicates.likely(jeanne)
    assert found.person == other
    assert found.reasons == (
        "mêmes noms, écrits autrement",
        "même téléphone",
        "même adresse mail",
        "même année de naissance",
        "même commune",
    )


def test_a_household_shares_its_number_and_is_no_double(opened, organization):
    opened("Jeanne", "Martin", phone="+33639980011")
    opened("Robert", "Martin", phone="+33639980011")
    assert duplicates.pairs(organization) == []


def test_years_of_birth_that_disagree_make_homonyms(opened, organization):
    jeanne = opened("Jeanne", "Martin", birth_year=1938)
    opened("Jeanne", "Martin", birth_year=1972)
    assert duplicates.pairs(organization) == []
    assert duplicates.likely(jeanne) == []


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("Jeanne", "Martin"), ("Martin", "Jeanne")),
        (("Marie Paule", "Le Goff"), ("Marie-Paule", "Legoff")),
        (("Thomas", "Briand"), ("Tomas", "Briant")),
    ],
)
def test_names_the_wrong_way_round_or_written_otherwise_are_seen(opened, organization, one, other):
    first, second = opened(*one, commune="35360"), opened(*other, commune="35360")
    assert [(pair.first, pair.second) for pair in duplicates.pairs(organization)] == [(first, second)]


def test_a_first_name_alone_is_no_sign(opened, organization):
    jeanne = opened("Jeanne")
    opened("Jeanne")
    assert duplicates.likely(jeanne) == []
    assert duplicates.pairs(organization) == []


def test_those_told_apart_are_proposed_no_more_until_it_is_taken_back(opened, organization, adviser):
    one, other = opened("Jeanne", "Martin"), opened("Jeanne", "Martin")
    duplicates.tell_apart(other, one, by=adviser, now=builders.NOW)
    duplicates.tell_apart(one, other, by=adviser, now=builders.NOW)
    assert duplicates.pairs(organization) == []
    assert duplicates.likely(one) == []
    duplicates.together_again(one, other)
    assert len(duplicates.pairs(organization)) == 1


def test_nobody_of_another_organization_is_alike(opened):
    jeanne = opened("Jeanne", "Martin", phone="+33639980011")
    builders.person(builders.organization("Ailleurs"), first_name="Jeanne", last_name="Martin", phone="+33639980011")
    assert duplicates.likely(jeanne) == []


def test_somebody_whose_file_isn_t_open_yet_is_recognised(opened, organization):
    known = opened("Jeanne", "Martin", phone="+33639980011")
    her = Beneficiary(organization=organization, first_name="Jeanne", last_name="Martin", search_key="jeanne martin")
    assert [each.person for each in duplicates.likely(her)] == [known]


def test_two_queries_whatever_the_number_of_files(opened, organization, queries):
    for number in range(3):
        opened("Jeanne", "Martin", phone=f"+3363998001{number}")
    with queries() as asked:
        duplicates.pairs(organization)
    assert len(asked) == 2
