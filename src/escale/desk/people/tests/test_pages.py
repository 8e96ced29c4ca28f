"""The list with its filters, the page of doubles, the history with reports, the sheet to take home."""

from datetime import timedelta

import pytest
from django.urls import reverse

from escale.activity import closing, recording
from escale.activity.models import ActivityRecord, Autonomy
from escale.activity.reports import Report
from escale.appointments.models import State
from escale.people.models import Beneficiary, FileRead, ReadKind
from escale.testing import builders
from escale.testing.cast import signed_in
from escale.testing.pages import text
from escale.topics import Topic

pytestmark = pytest.mark.usefixtures("friday")

WEEK = timedelta(days=7)


def listed(membership, **query):
    shown = signed_in(membership).get(reverse("desk:people"), query)
    return [row.person.first_name for row in shown.context["rows"]]


@pytest.fixture
def seen(adviser, reception, person):
    """Lucette came a week ago."""
    at = builders.NOW - WEEK
    booked = builders.appointment(adviser, person, reception.reason, at=reception.venue, starts_at=at, now=at)
    return closing.settle(booked, State.SEEN, by=adviser, now=builders.NOW)


class TestFilters:
    @pytest.fixture
    def others(self, organization):
        old = builders.person(organization, first_name="Yvonne", phone="")
        Beneficiary.objects.filter(pk=old.pk).update(created_at=builders.NOW - timedelta(days=300))
        return builders.person(organization, first_name="Albert", phone="")

    def test_mine_are_those_i_follow_or_received(self, adviser, colleague, seen, others):
        Beneficiary.objects.filter(pk=others.pk).update(referent=colleague.user)
        assert listed(adviser, voir="les-miennes") == ["Lucette"]
        assert listed(colleague, voir="les-miennes") == ["Albert"]

    def test_those_nobody_has_seen_for_months(self, adviser, seen, others):
        assert listed(adviser, **{"sans-nouvelles": "6"}) == ["Yvonne"]

    def test_to_call_back_are_those_who_wait_for_another_appointment(self, adviser, seen, others):
        seen.needs_another = True
        seen.save()
        assert listed(adviser, voir="a-rappeler") == ["Lucette"]

    def test_the_last_who_came_first_or_last(self, adviser, seen, others):
        assert listed(adviser, tri="venues")[0] == "Lucette"
        assert listed(adviser, tri="anciennes")[0] == "Lucette"
        assert listed(adviser)[0] == "Albert"

    def test_each_line_says_the_last_visit(self, adviser, seen):
        assert "Dernière venue le vendredi 6 novembre." in text(signed_in(adviser).get(reverse("desk:people")))

    @pytest.mark.parametrize("query", [{"voir": "x"}, {"tri": "x"}, {"sans-nouvelles": "x"}, {"page": "x"}])
    def test_what_cannot_be_read_is_left_out(self, adviser, person, query):
        assert listed(adviser, **query) == ["Lucette"]


class TestDoubles:
    def test_two_files_alike_are_shown_with_the_reasons(self, adviser, person):
        builders.person(adviser.organization, first_name="Lucète", last_name="Briand", phone=person.phone)
        shown = text(signed_in(adviser).get(reverse("desk:people-doubles")))
        assert "1 ressemblance" in shown
        assert "même téléphone" in shown

    def test_told_apart_they_leave_the_page(self, adviser, person):
        twin = builders.person(adviser.organization, first_name="Lucète", last_name="Briand", phone=person.phone)
        client = signed_in(adviser)
        client.post(reverse("desk:person-apart", args=[person.pk]), {"avec": twin.pk})
        assert "Aucune ressemblance." in text(client.get(reverse("desk:people-doubles")))

    def test_the_other_file_must_be_of_the_organization(self, adviser, person):
        stranger = builders.person(builders.organization("Ailleurs"))
        client = signed_in(adviser)
        for name in ("person-merge", "person-apart"):
            assert client.post(reverse(f"desk:{name}", args=[person.pk]), {"avec": stranger.pk}).status_code == 404

    def test_the_page_costs_the_same_whatever_the_number(self, adviser, person, queries):
        client = signed_in(adviser)

        def asked():
            with queries() as found:
                client.get(reverse("desk:people-doubles"))
            return len(found)

        builders.person(adviser.organization, first_name="Lucète", last_name="Briand", phone=person.phone)
        asked()
        one = asked()
        for _ in range(2):
            builders.person(adviser.organization, first_name="Lucète", last_name="Briand", phone=person.phone)
        assert asked() == one


class TestHistory:
    def test_a_report_is_told_beside_its_appointment(self, adviser, person, seen):
        report = Report(topics=[Topic.EMAIL], autonomy=Autonomy.WITH_HELP, note="Elle a envoyé sa facture.")
        recording.complete(ActivityRecord.objects.get(), report, by=adviser, now=builders.NOW)
        shown = text(signed_in(adviser).get(reverse("desk:person", args=[person.pk])))
        assert "E-mail. Avec de l’aide. Elle a envoyé sa facture." in shown
        assert reverse("desk:report", args=[ActivityRecord.objects.get().pk]) in shown

    def test_the_front_desk_reads_nothing_of_it(self, adviser, front_desk, person, seen):
        report = Report(topics=[Topic.EMAIL], autonomy=Autonomy.WITH_HELP, note="Elle a envoyé sa facture.")
        recording.complete(ActivityRecord.objects.get(), report, by=adviser, now=builders.NOW)
        assert "facture" not in text(signed_in(front_desk).get(reverse("desk:person", args=[person.pk])))

    def test_her_page_costs_the_same_whatever_she_did(self, adviser, reception, person, seen, queries):
        client = signed_in(adviser)

        def asked():
            with queries() as found:
                client.get(reverse("desk:person", args=[person.pk]))
            return len(found)

        asked()
        one = asked()
        for number in (2, 3):
            at = builders.NOW - number * WEEK
            booked = builders.appointment(adviser, person, reception.reason, at=reception.venue, starts_at=at, now=at)
            closing.settle(booked, State.SEEN, by=adviser, now=builders.NOW)
        assert asked() == one


class TestSheet:
    def test_it_tells_her_when_she_comes_back_and_leaves_one_line(self, adviser, reception, person):
        builders.appointment(adviser, person, reception.reason, at=reception.venue, starts_at=builders.NOW + WEEK)
        before = FileRead.objects.count()
        shown = text(signed_in(adviser).get(reverse("desk:person-sheet", args=[person.pk])))
        assert "Vendredi 20 novembre à 15 h 10" in shown
        assert FileRead.objects.filter(kind=ReadKind.PRINTED).count() == FileRead.objects.count() - before == 1


class TestForm:
    def test_the_first_name_is_enough_and_the_rest_is_folded(self, adviser):
        client = signed_in(adviser)
        page = text(client.get(reverse("desk:person-new")))
        assert '<details class="fold">' in page
        client.post(reverse("desk:person-new"), {"first_name": "Lucie"})
        assert Beneficiary.objects.get().first_name == "Lucie"

    def test_a_fold_says_what_it_holds_and_opens_on_a_mistake(self, adviser, person):
        Beneficiary.objects.update(birth_year=1951, commune="35360")
        address = reverse("desk:person-correct", args=[person.pk])
        client = signed_in(adviser)
        assert "1951, Vitré (35500)" in text(client.get(address))
        refused = text(
            client.post(address, {"first_name": "Lucette", "preference": "sms", "needs": "mot de passe : Soleil2024!"})
        )
        assert '<details class="fold" open>' in refused

    def test_what_is_counted_and_what_she_wants_are_written(self, adviser, person):
        client = signed_in(adviser)
        given = {
            "first_name": "Lucette",
            "preference": "sms",
            "gender": "feminin",
            "status": "retraite",
            "goals": "Écrire à ma fille",
            "needs": "Près de la fenêtre",
            "referent": adviser.user_id,
        }
        client.post(reverse("desk:person-correct", args=[person.pk]), given)
        kept = Beneficiary.objects.get()
        assert (kept.gender, kept.status, kept.goals, kept.needs, kept.referent) == (
            "feminin",
            "retraite",
            "Écrire à ma fille",
            "Près de la fenêtre",
            adviser.user,
        )
