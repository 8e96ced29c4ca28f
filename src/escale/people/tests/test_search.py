"""Finding somebody while one types."""

import pytest

from escale.people import registration, search
from escale.testing import builders


@pytest.fixture
def known(organization):
    for first_name, last_name, phone, birth_year in (
        ("Hélène", "Le Goff", "+33639980155", 1951),
        ("Marie-Paule", "Delatour", "+33639980156", 1960),
        ("Jeanne", "Martin", "+33639980157", 1938),
        ("Jeanne", "Martin", "+33639980158", 1972),
        ("Johanna", "Müller", "+33261910599", None),
    ):
        registration.register(
            organization=organization,
            first_name=first_name,
            last_name=last_name,
            phone=phone,
            birth_year=birth_year,
            now=builders.NOW,
        )
    return organization


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("hel", ["Hélène Le Goff"]),
        ("GOFF hélène", ["Hélène Le Goff"]),
        ("legoff", ["Hélène Le Goff"]),
        ("de la tour", ["Marie-Paule Delatour"]),
        ("mariepaule", ["Marie-Paule Delatour"]),
        ("paule", ["Marie-Paule Delatour"]),
        ("muller", ["Johanna Müller"]),
        ("anna", []),
        ("jeanne", ["Jeanne Martin", "Jeanne Martin"]),
        ("jeanne 1972", ["Jeanne Martin"]),
        ("01 55", ["Hélène Le Goff"]),
        ("+33 2 61", ["Johanna Müller"]),
        ("02 61", ["Johanna Müller"]),
        ("zzz", []),
        ("   ", []),
    ],
)
def test_a_few_letters_or_digits_find_whoever_they_begin(known, typed, found):
    assert [each.full_name for each in search.find(known, typed)] == found


def test_homonyms_are_told_apart_by_their_year(known):
    [younger] = search.find(known, "martin 1972")
    assert younger.birth_year == 1972


def test_nobody_of_another_organization_is_found(known):
    assert search.find(builders.organization("Ailleurs"), "jeanne") == []


def test_as_many_as_asked_are_given_by_name(known):
    assert [each.first_name for each in search.find(known, "m", limit=2)] == ["Jeanne", "Jeanne"]


def test_one_query_answers_and_two_say_that_nobody_does(known, queries):
    with queries() as asked:
        search.find(known, "jean")
    assert len(asked) == 1
    with queries() as asked:
        search.find(known, "zzzzz")
    assert len(asked) == 2
