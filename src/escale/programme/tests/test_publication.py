"""Publishing a programme: all of it or nothing, once, whatever stands in the way read first."""

from datetime import date, timedelta

import pytest

from escale.programme import publication, reviewing
from escale.programme.models import Programme, ProgrammeSlot, Stage
from escale.programme.publication import NotReady
from escale.programme.tests import planned
from escale.testing import builders
from escale.workshops.models import Group, Session, Workshop

TODAY = builders.NOW.date()


@pytest.fixture
def draft(adviser, venue):
    """Three Fridays, two of them with a workshop of the catalogue."""
    made = planned.programme(adviser)
    workshop = builders.workshop(adviser.organization)
    for day, about in ((8, workshop), (15, workshop), (22, None)):
        title = f"Thème du {day}" if about else ""
        planned.slot(made, adviser, venue, on=date(2027, 1, day), workshop=about, title=title, seats=5)
    return made


def publish(draft: Programme, adviser, now, **said: str) -> list[Group]:
    return publication.publish(draft, today=TODAY, by=adviser, now=now, **said)


def test_every_chosen_date_becomes_a_workshop_people_enroll_in(draft, adviser, venue, now):
    groups = publish(draft, adviser, now)
    assert [(each.title, each.seats, each.is_public) for each in groups] == [
        ("Thème du 8", 5, True),
        ("Thème du 15", 5, True),
    ]
    session = builders.session_of(groups[0])
    assert (session.local_start.date(), session.venue, session.adviser) == (date(2027, 1, 8), venue, adviser.user)
    draft.refresh_from_db()
    assert (draft.stage, draft.published_at) == (Stage.PUBLISHED, now)


def test_a_second_click_publishes_nothing_twice_and_a_date_added_later_is_published_alone(draft, adviser, now):
    publish(draft, adviser, now)
    assert publish(draft, adviser, now) == []
    free = ProgrammeSlot.objects.get(title="")
    ProgrammeSlot.objects.filter(pk=free.pk).update(title="Thème du 22", workshop=Workshop.objects.get())
    assert [each.title for each in publish(draft, adviser, now)] == ["Thème du 22"]
    assert Group.objects.count() == 3


def test_a_theme_outside_the_catalogue_stops_everything(draft, adviser, now):
    slot = ProgrammeSlot.objects.by_date()[0]
    ProgrammeSlot.objects.filter(pk=slot.pk).update(workshop=None, title="Scanner et envoyer un document")
    with pytest.raises(NotReady) as refused:
        publish(draft, adviser, now)
    (missing,) = refused.value.review.missing
    assert (missing.slot.pk, missing.starter.slug if missing.starter else "") == (slot.pk, "scanner-et-envoyer")
    assert not Group.objects.exists()


def test_what_misses_is_taken_from_the_library_or_made_of_its_title(draft, adviser, now):
    first, second = ProgrammeSlot.objects.exclude(title="").by_date().select_related("organization")
    ProgrammeSlot.objects.exclude(title="").update(workshop=None)
    starter = reviewing.starter_for("Scanner et envoyer un document")
    taken = publication.add_workshop(first, starter=starter, now=now)
    assert (taken.starter, len(taken.learns) > 20) == ("scanner-et-envoyer", True)
    made = publication.add_workshop(second, now=now)
    assert (made.title, made.seats) == ("Thème du 15", 5)
    assert publication.add_workshop(second, now=now) == made


def test_a_clash_is_said_and_accepted_once_read(draft, adviser, venue, now):
    builders.group(adviser, venue, starts_at=now.replace(year=2027, month=1, day=8, hour=8, minute=30))
    with pytest.raises(NotReady) as refused:
        publish(draft, adviser, now)
    review = refused.value.review
    assert any("Maëlle Garnier a déjà un atelier" in sentence for sentence in review.problems)
    assert not Session.objects.filter(group__title__startswith="Thème").exists()
    with pytest.raises(NotReady):
        publish(draft, adviser, now, accepted="another key")
    assert len(publish(draft, adviser, now, accepted=review.key)) == 2


def test_two_dates_of_one_programme_at_one_hour_are_seen(draft, adviser, venue, now):
    room = builders.room(venue)
    other = builders.member(adviser.organization, first_name="Yann")
    ProgrammeSlot.objects.filter(on=date(2027, 1, 8)).update(room=room)
    planned.slot(draft, other, venue, room=room, title="Autre", workshop=Workshop.objects.get())
    problems = reviewing.read(draft, today=TODAY, now=now).problems
    assert any(reviewing.AT_ONCE in sentence for sentence in problems)
    assert any("La salle Bureau 4 a 2 places, le groupe en a 5." in each.replace("\u00a0", " ") for each in problems)


def test_a_date_gone_by_is_not_published(draft, adviser, now):
    late = now + timedelta(days=60)
    with pytest.raises(NotReady) as refused:
        publication.publish(draft, today=late.date(), by=adviser, now=late)
    assert list(refused.value.review.impossible) == ["Vendredi 8\u00a0janvier\u00a0: ce jour est passé."]
