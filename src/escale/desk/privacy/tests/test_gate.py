"""Who reads a file, after which question; exactly one line for each reading."""

from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse

from escale.accounts.models import Role
from escale.activity.models import ActivityRecord, Kind, Participation
from escale.people import reading, referents
from escale.people.models import Beneficiary, FileRead, ReadKind
from escale.people.reading import Access
from escale.testing import builders
from escale.testing.builders import NEXT_FRIDAY
from escale.testing.cast import signed_in
from escale.testing.pages import text

pytestmark = pytest.mark.usefixtures("friday")

ASKS = "Pourquoi ouvrez-vous cette fiche"


@pytest.fixture
def stranger(organization):
    """Somebody whose file nobody of the cast opened or follows."""
    odette = builders.person(organization, first_name="Odette")
    Beneficiary.objects.filter(pk=odette.pk).update(notes="Vient avec sa sœur")
    return odette


def open_file(client, person, name="person"):
    return client.get(reverse(f"desk:{name}", args=[person.pk]))


def say_why(client, person, **values):
    return client.post(reverse("desk:person-reason", args=[person.pk]), values, follow=True)


def lines():
    return list(
        FileRead.objects.exclude(at=builders.NOW - timedelta(days=1)).order_by("pk").values_list("kind", "reason")
    )


class TestWhoAccompanies:
    def test_nobody_until_something_links_them(self, adviser, stranger, now):
        assert reading.access(stranger, reader=adviser, now=now) == Access.ASK_REASON

    def test_the_adviser_of_an_appointment(self, reception, stranger, now):
        builders.appointment(reception.adviser, stranger, reception.reason, at=reception.venue, starts_at=NEXT_FRIDAY)
        assert reading.access(stranger, reader=reception.adviser, now=now) == Access.FULL

    def test_whoever_leads_the_workshop_she_is_enrolled_in(self, adviser, venue, stranger, now):
        builders.enrollment(builders.group(adviser, venue), stranger)
        assert reading.access(stranger, reader=adviser, now=now) == Access.FULL

    def test_the_adviser_of_an_activity_she_took_part_in(self, adviser, stranger, now):
        record = ActivityRecord.objects.create(
            organization=adviser.organization, kind=Kind.INDIVIDUAL, adviser=adviser.user, on=now.date(), minutes=5,
            created_at=now,
        )  # fmt: skip
        Participation.objects.create(record=record, person=stranger)
        assert reading.access(stranger, reader=adviser, now=now) == Access.FULL

    def test_the_referent(self, adviser, stranger, now):
        referents.name(stranger, referent=adviser.user)
        assert reading.access(stranger, reader=adviser, now=now) == Access.FULL

    def test_whoever_opened_her_file(self, adviser, colleague, stranger, now):
        reading.note(stranger, by=adviser, kind=ReadKind.OPENED, now=stranger.created_at)
        assert reading.access(stranger, reader=adviser, now=now) == Access.FULL
        assert reading.access(stranger, reader=colleague, now=now) == Access.ASK_REASON

    @pytest.mark.parametrize("role", [Role.COORDINATOR, Role.ADMIN, Role.ADVISER])
    def test_no_role_is_exempt(self, organization, stranger, now, role):
        assert reading.access(stranger, reader=builders.member(organization, role=role), now=now) == Access.ASK_REASON

    @pytest.mark.parametrize("role", [Role.FRONT_DESK, Role.VOLUNTEER])
    def test_the_front_desk_sees_who_she_is_and_is_asked_nothing(self, organization, stranger, now, role):
        assert reading.access(stranger, reader=builders.member(organization, role=role), now=now) == Access.IDENTITY


class TestQuestion:
    @pytest.mark.parametrize("name", ["person", "person-correct"])
    def test_a_file_is_not_shown_before_the_reason(self, colleague, stranger, name):
        shown = text(open_file(signed_in(colleague), stranger, name))
        assert ASKS in shown
        assert "sœur" not in shown
        assert lines() == []

    def test_the_reason_is_kept_and_the_file_shown_in_one_line(self, colleague, stranger):
        shown = say_why(signed_in(colleague), stranger, why="came")
        assert "sœur" in text(shown)
        assert lines() == [("opened", "Cette personne m’appelle, ou vient me voir")]

    def test_it_serves_until_the_end_of_the_day(self, colleague, stranger, now):
        browser = signed_in(colleague)
        say_why(browser, stranger, why="replaces")
        assert ASKS not in text(open_file(browser, stranger))
        assert [kind for kind, _ in lines()] == ["opened", "opened"]
        tomorrow = now.replace(hour=23, minute=30)
        with time_machine.travel(tomorrow, tick=False):
            assert ASKS in text(open_file(signed_in(colleague), stranger))

    def test_it_serves_for_that_file_alone_and_for_nobody_else(self, colleague, coordinator, stranger, person):
        browser = signed_in(colleague)
        say_why(browser, stranger, why="came")
        assert ASKS in text(open_file(browser, person))
        assert ASKS in text(open_file(signed_in(coordinator), stranger))

    @pytest.mark.parametrize(
        ("values", "said"),
        [
            ({}, "Votre raison"),
            ({"why": "other"}, "Écrivez votre raison en quelques mots."),
            ({"why": "other", "words": "Son mot de passe est Lapin42!"}, "Ne notez pas de"),
            ({"why": "other", "words": "Elle a un cancer"}, "Ne parlez pas de santé ici."),
        ],
    )
    def test_a_reason_that_wont_do_is_asked_again_and_nothing_is_shown(self, colleague, stranger, values, said):
        response = say_why(signed_in(colleague), stranger, **values)
        assert response.status_code == 422
        assert said in text(response)
        assert "sœur" not in text(response)
        assert lines() == []

    def test_whoever_accompanies_is_asked_nothing(self, adviser, person):
        browser = signed_in(adviser)
        assert ASKS not in text(open_file(browser, person))
        say_why(browser, person, why="came")
        assert all(reason == "" for _, reason in lines())

    def test_naming_oneself_referent_is_no_way_around_the_question(self, adviser, stranger):
        address = reverse("desk:person-referent", args=[stranger.pk])
        assert ASKS in text(signed_in(adviser).post(address, {"referent": adviser.user_id}))
        stranger.refresh_from_db()
        assert stranger.referent is None

    def test_the_front_desk_is_asked_nothing_to_name_one(self, adviser, front_desk, stranger):
        address = reverse("desk:person-referent", args=[stranger.pk])
        signed_in(front_desk).post(address, {"referent": adviser.user_id})
        stranger.refresh_from_db()
        assert stranger.referent == adviser.user


class TestJournal:
    def test_each_page_shown_is_one_line(self, adviser, person):
        FileRead.objects.all().delete()
        referents.name(person, referent=adviser.user)
        browser = signed_in(adviser)
        open_file(browser, person)
        open_file(browser, person)
        open_file(browser, person, "person-correct")
        browser.head(reverse("desk:person", args=[person.pk]))
        assert lines() == [("opened", "")] * 3

    def test_each_copy_handed_over_is_one_line(self, adviser, person):
        referents.name(person, referent=adviser.user)
        FileRead.objects.all().delete()
        signed_in(adviser).post(reverse("desk:person-copy", args=[person.pk]), {"format": "json"})
        signed_in(adviser).post(reverse("desk:person-copy", args=[person.pk]), {"format": "pdf"})
        assert lines() == [("given", "")] * 2

    def test_a_list_taken_away_is_one_line_for_each_of_its_people(self, adviser, organization, now):
        taken = [builders.person(organization, first_name=name) for name in ("Ana", "Bao", "Cléa")]
        reading.note_all([person.pk for person in taken], by=adviser, kind=ReadKind.EXPORTED, now=now)
        assert list(FileRead.objects.order_by("pk").values_list("person", "kind")) == [
            (person.pk, "exported") for person in taken
        ]
