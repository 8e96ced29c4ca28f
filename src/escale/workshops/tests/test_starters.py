"""The library: every ready workshop can be used as it is, and reads easily."""

import pytest

from escale.accounts.models import Organization
from escale.french.plain_language import hints
from escale.french.typography import typo
from escale.testing import builders
from escale.testing.builders import NOW
from escale.topics import Pillar
from escale.workshops import catalogue, starters
from escale.workshops.models import Audience, Level, Workshop, WorkshopStep, WorkshopTopic

LIBRARY = starters.library()
BY_SLUG = pytest.mark.parametrize("starter", LIBRARY, ids=lambda starter: starter.slug)


def texts(starter: starters.Starter) -> list[str]:
    about = starter.description
    lines = [about.title, about.promise, about.poster_sentence]
    lines += about.learns.splitlines() + about.prerequisites.splitlines() + about.bring.splitlines()
    return lines + [text for step in about.steps for text in (step.title, step.materials) if text]


def test_at_least_twenty_workshops_are_ready_for_every_mission_level_and_most_people():
    assert len(LIBRARY) >= 20
    described = [each.description for each in LIBRARY]
    assert {catalogue.pillar_for(each.topics) for each in described} == set(Pillar)
    assert {each.level for each in described} == set(Level)
    assert {Audience.SENIORS, Audience.YOUNG, Audience.PARENTS, Audience.JOB_SEEKERS} < {
        each.audience for each in described
    }
    assert len({each.title for each in described}) == len(LIBRARY)


@BY_SLUG
def test_a_plan_has_four_to_six_steps_that_fill_the_workshop_exactly(starter):
    steps = starter.description.steps
    assert 4 <= len(steps) <= 6
    assert sum(step.minutes for step in steps) == starter.description.minutes


@BY_SLUG
def test_three_to_five_things_are_learnt_and_what_to_bring_is_said(starter):
    assert 3 <= len(starter.description.learns.splitlines()) <= 5
    assert starter.description.bring
    assert not catalogue.lacks_procedures(starter.description.topics)


@BY_SLUG
def test_it_reads_easily(starter):
    assert [hint for text in texts(starter) for hint in hints(text)] == []


@BY_SLUG
def test_its_typography_is_french(starter):
    assert [text for text in texts(starter) if text != typo(text)] == []
    assert not any(" tu " in text or " ton " in text for text in texts(starter))


@BY_SLUG
def test_it_can_be_written_as_it_is(starter, organization: Organization):
    [added] = starters.add_starters(organization, [starter.slug], now=NOW)
    written = Workshop.objects.select_related("organization").get(pk=added.pk)
    written.full_clean()
    for row in (*WorkshopStep.objects.order_by("position"), *WorkshopTopic.objects.order_by("pk")):
        row.full_clean(validate_unique=False)
    assert set(catalogue.described(written).topics) == set(starter.description.topics)
    assert catalogue.described(written).steps == starter.description.steps
    assert (written.starter, written.created_at) == (starter.slug, NOW)


def test_one_that_is_already_there_stays_as_the_organization_wrote_it(organization: Organization):
    mine = builders.workshop(organization, title="faire une visio avec sa famille", promise="nos mots")
    asked = ["faire-une-visio-avec-sa-famille", "mots-de-passe", "inconnu"]
    added = starters.add_starters(organization, asked, now=NOW)
    assert [each.starter for each in added] == ["mots-de-passe"]
    mine.refresh_from_db()
    assert mine.promise == "nos mots"
    assert starters.add_starters(organization, asked, now=NOW) == []
    assert starters.already_there(organization) == set(asked[:2])


def test_one_withdrawn_can_be_taken_again(organization: Organization):
    [first] = starters.add_starters(organization, ["mots-de-passe"], now=NOW)
    catalogue.archive(first, now=NOW)
    assert starters.already_there(organization) == set()
    assert len(starters.add_starters(organization, ["mots-de-passe"], now=NOW)) == 1


def test_organizations_have_their_own(organization: Organization):
    starters.add_starters(organization, ["mots-de-passe"], now=NOW)
    other = builders.organization("CCAS d’ailleurs")
    assert starters.already_there(other) == set()
    assert len(starters.add_starters(other, [each.slug for each in LIBRARY], now=NOW)) == len(LIBRARY)
