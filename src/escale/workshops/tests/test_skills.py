"""The grid of skills: nineteen to begin with, then the organization's own words."""

from functools import partial

import pytest
from django.db import connection

from escale.testing import builders
from escale.testing.races import at_once
from escale.workshops import checks, skills
from escale.workshops.models import Mastery, Moment, Skill, SkillAnswer
from escale.workshops.skills import GridFull, LabelTaken


def labels(organization):
    return [skill.label for skill in skills.grid_of(organization)]


def test_the_grid_is_ready_before_anybody_writes_it_and_reading_writes_nothing(organization):
    assert len(labels(organization)) == 19
    assert not Skill.objects.exists()
    skills.ensure(organization)
    skills.ensure(organization)
    assert labels(organization) == list(skills.STARTERS)
    assert Skill.objects.count() == 19


def test_each_organization_has_its_own(organization):
    other = builders.organization("CCAS d’ailleurs")
    skills.add(organization, "Prendre un train en ligne")
    assert len(labels(organization)) == 20
    assert len(labels(other)) == 19


def test_renaming_keeps_the_answers(adviser, venue, now):
    one = skills.ensure(adviser.organization)[9]
    enrolled = builders.enrollment(builders.group(adviser, venue, sessions=3))
    checks.fill(enrolled, moment=Moment.FIRST, answers={one.pk: Mastery.ALONE}, by=adviser.user, now=now)
    skills.rename(one, "Écrire un mail à sa famille")
    assert SkillAnswer.objects.get().skill.label == "Écrire un mail à sa famille"


@pytest.mark.parametrize(("at", "by", "expected"), [(2, -1, 1), (2, 1, 3), (0, -1, 0), (18, 1, 18), (3, -99, 0)])
def test_a_skill_moves_and_stops_at_the_ends(organization, at, by, expected):
    moved = skills.ensure(organization)[at]
    skills.move(moved, by=by)
    assert labels(organization).index(moved.label) == expected


def test_a_withdrawn_skill_is_asked_no_more_and_comes_back_where_it_stood(organization, now):
    withdrawn = skills.ensure(organization)[4]
    skills.archive(withdrawn, now=now)
    assert withdrawn.label not in labels(organization)
    assert skills.withdrawn(organization) == [withdrawn]
    skills.restore(withdrawn)
    assert labels(organization).index(withdrawn.label) == 4


def test_an_emptied_grid_stays_empty(organization, now):
    for skill in skills.ensure(organization):
        skills.archive(skill, now=now)
    assert skills.grid_of(organization) == []
    assert skills.ensure(organization) == []


def test_the_same_words_are_not_in_the_grid_twice(organization, now):
    mail, scan = skills.ensure(organization)[9], skills.ensure(organization)[11]
    with pytest.raises(LabelTaken):
        skills.add(organization, "envoyer un MAIL")
    with pytest.raises(LabelTaken):
        skills.rename(scan, "Envoyer un mail")
    skills.archive(mail, now=now)
    skills.rename(scan, "Envoyer un mail")
    with pytest.raises(LabelTaken):
        skills.restore(mail)


def test_a_grid_has_as_many_skills_as_one_can_answer(organization):
    for number in range(skills.MOST_SKILLS - 19):
        skills.add(organization, f"Savoir-faire {number}")
    with pytest.raises(GridFull):
        skills.add(organization, "Un de trop")


@pytest.mark.django_db(transaction=True)
def test_the_grid_is_written_once_whoever_needs_it_at_the_same_time(organization):
    if connection.vendor == "sqlite":
        pytest.skip("one writer at a time: PostgreSQL shows races")
    got = at_once([partial(skills.ensure, organization)] * 4)
    assert [each for each in got if isinstance(each, Exception)] == []
    assert Skill.objects.count() == 19
