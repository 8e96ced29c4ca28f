"""The policy answers for every field of every model, exactly once."""

from dataclasses import replace

from django.apps import apps

from escale.people import checks
from escale.people.policy import Policy, policy, read

LONGEST_MONTHS = 24


def problems(written: Policy) -> list[str]:
    return [f"{each.id} {each.msg}" for each in checks.disagreements(written)]


def without(model: str, field: str) -> Policy:
    """The policy, had one field of its list of kept fields been forgotten."""
    kept = tuple(
        type(each)(
            why=each.why,
            fields={
                label: tuple(name for name in names if (label, name) != (model, field))
                for label, names in each.fields.items()
            },
        )
        for each in policy().kept
    )
    return replace(policy(), kept=kept)


def test_every_field_of_every_model_has_its_rule() -> None:
    assert problems(policy()) == []


def test_a_field_without_a_rule_is_an_error() -> None:
    assert problems(without("places.Venue", "phone")) == ["people.E001 places.Venue.phone has no retention rule."]


def test_a_field_with_two_rules_is_an_error() -> None:
    twice = replace(policy(), kept=(*policy().kept, policy().kept[-1]))
    assert problems(twice)[0].startswith("people.E002")


def test_a_rule_about_an_unknown_field_is_an_error() -> None:
    strange = read("{categories: [], kept: [{why: '', fields: {places.Room: [colour]}}]}")
    assert "people.E003 places.Room.colour has a retention rule and doesn’t exist." in problems(strange)


def test_the_check_runs_with_those_of_django() -> None:
    assert checks.every_field_has_a_rule(app_configs=None) == []
    assert apps.is_installed("escale.people")


PROOFS = {"Un acte fait à votre place"}
"""Kept as long as it may be contested, without the name of whoever’s file is emptied."""


def test_nothing_personal_is_kept_beyond_two_years() -> None:
    for category in policy().categories:
        if category.kept and category.title not in PROOFS:
            assert category.kept.months + 12 * category.kept.years <= LONGEST_MONTHS, category.title
