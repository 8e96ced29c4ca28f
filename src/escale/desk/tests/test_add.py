from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse

from escale.agenda.models import Commitment
from escale.appointments.models import Appointment, BookedVia
from escale.desk.free_hours import slot_key
from escale.outbox.models import Message
from escale.people.models import Beneficiary
from escale.testing import builders
from escale.testing.cast import signed_in
from escale.testing.pages import text

pytestmark = pytest.mark.usefixtures("friday")

MONDAY_9 = datetime(2026, 11, 16, 8, tzinfo=UTC)
HTMX = {"HX-Request": "true"}


def key(reception, starts_at=MONDAY_9):
    return slot_key(starts_at, venue_id=reception.venue.pk, adviser_id=reception.adviser.user_id)


def take(membership, reception, person, **values):
    given = {
        "reason": reception.reason.pk,
        "hour": key(reception),
        "submission": str(uuid4()),
        "notify": "on",
    } | values
    return signed_in(membership).post(reverse("desk:add-hour", args=[person.pk]), given)


def other_hour(reception, on="2026-11-17", at="14:00"):
    member = reception.adviser
    return {"hour": "other", "on": on, "at": at, "with_whom": member.pk, "where": reception.venue.pk}


class TestWho:
    def test_typing_finds_people_by_name_or_telephone(self, adviser, person):
        client = signed_in(adviser)
        for asked in ("lucètte", "bri luc", "06 39 98 00", "+33 6 39 98 00 42", "0042"):
            found = client.get(reverse("desk:add"), {"q": asked}, headers=HTMX)
            assert "Lucette Briand" in text(found), asked
            assert "<html" not in text(found)

    def test_enter_on_a_single_answer_goes_to_the_hours(self, adviser, person):
        response = signed_in(adviser).get(reverse("desk:add"), {"q": "lucette"})
        assert response.url == reverse("desk:add-hour", args=[person.pk])

    def test_nobody_found_keeps_what_was_typed_in_the_new_file(self, adviser):
        client = signed_in(adviser)
        assert 'value="Robert"' in text(client.get(reverse("desk:add"), {"q": "Robert Morin"}))
        assert 'value="06 39 98 00 24"' in text(client.get(reverse("desk:add"), {"q": "0639980024"}))

    def test_the_people_of_another_organization_are_not_found(self, outsider, person):
        assert "Lucette Briand" not in text(signed_in(outsider).get(reverse("desk:add"), {"q": "lucette"}))

    def test_a_first_name_is_enough_to_open_a_file(self, adviser):
        response = signed_in(adviser).post(reverse("desk:add"), {"first_name": "Robert"})
        robert = Beneficiary.objects.get()
        assert (robert.first_name, robert.organization) == ("Robert", adviser.organization)
        assert response.url == reverse("desk:add-hour", args=[robert.pk])

    def test_somebody_alike_is_shown_before_a_second_file_is_opened(self, adviser, person):
        client = signed_in(adviser)
        given = {"first_name": "Lucie", "phone": "06 39 98 00 42"}
        shown = text(client.post(reverse("desk:add"), given))
        assert "C’est bien une autre personne" in shown
        assert reverse("desk:add-hour", args=[person.pk]) in shown
        assert Beneficiary.objects.count() == 1
        client.post(reverse("desk:add"), given | {"seen": str(person.pk)})
        assert Beneficiary.objects.count() == 2

    def test_having_seen_one_double_does_not_hide_another(self, adviser, person):
        builders.person(adviser.organization, first_name="Robert", last_name="Morin", phone="+33639980024")
        given = {"first_name": "Robert", "last_name": "Morin", "seen": str(person.pk)}
        assert signed_in(adviser).post(reverse("desk:add"), given).status_code == 422

    @pytest.mark.parametrize(
        ("phone", "sentence"),
        [
            ("06 39 98 00 4", "Nous lisons 9 chiffres. Il en faut 10."),
            ("06 39 98 00 422", "Nous lisons 11 chiffres."),
            ("x" * 5000, "Ce texte est trop long"),
            ("\x00", "illisible"),
        ],
    )
    def test_a_number_that_cannot_be_read_says_what_to_do_and_keeps_the_rest(self, adviser, phone, sentence):
        shown = signed_in(adviser).post(reverse("desk:add"), {"first_name": "Robert", "phone": phone})
        assert sentence in text(shown)
        assert 'value="Robert"' in text(shown)
        assert not Beneficiary.objects.exists()


class TestWhen:
    def test_the_next_free_hours_are_offered_by_day(self, adviser, reception, person):
        offered = signed_in(adviser).get(reverse("desk:add-hour", args=[person.pk])).context["offer"]
        assert [day.on for day in offered.days] == [date(2026, 11, 16) + timedelta(days=n) for n in range(3)]
        assert [hour.words.replace("\u00a0", " ") for hour in offered.days[0].hours] == [
            "9 h",
            "9 h 45",
            "10 h 30",
            "11 h 15",
        ]

    def test_the_following_days_are_one_step_away(self, adviser, reception, person):
        client = signed_in(adviser)
        address = reverse("desk:add-hour", args=[person.pk])
        following = client.get(address).context["offer"].following_on
        later = client.get(address, {"first": following.isoformat()}, headers=HTMX)
        assert later.context["offer"].days[0].on == date(2026, 11, 19)
        assert "<html" not in text(later)

    def test_the_hours_of_whoever_is_free_name_each_adviser(self, front_desk, reception, colleague, person):
        builders.permanence(colleague, reception.venue, reasons=(reception.reason,))
        offered = signed_in(front_desk).get(reverse("desk:add-hour", args=[person.pk])).context["offer"]
        assert {hour.small for hour in offered.days[0].hours} == {"Maëlle", "Yann"}

    def test_an_offered_hour_is_taken_in_one_gesture_and_the_person_is_told(self, adviser, reception, person):
        response = take(adviser, reception, person, subject="Mes photos", acquisition="newspaper")
        taken = Appointment.objects.get()
        assert (taken.starts_at, taken.adviser, taken.booked_by, taken.booked_via, taken.subject) == (
            MONDAY_9,
            adviser.user,
            adviser.user,
            BookedVia.STAFF,
            "Mes photos",
        )
        assert response.url == f"/equipe/jour/2026-11-16/#rdv-{taken.pk}"
        assert sorted(Message.objects.values_list("kind", flat=True)) == ["confirmation", "reminder"]

    def test_whoever_comes_already_is_said_to_before_another_hour_is_taken(self, adviser, reception, person):
        page = reverse("desk:add-hour", args=[person.pk])
        client = signed_in(adviser)
        assert "déjà rendez-vous" not in text(client.get(page))
        take(adviser, reception, person)
        assert "Lucette B. a déjà rendez-vous lundi 16 novembre à 9 h." in text(client.get(page))

    def test_a_page_of_hours_opens_on_the_first_unless_it_has_something_to_say_first(self, adviser, reception, person):
        page = reverse("desk:add-hour", args=[person.pk])
        client = signed_in(adviser)
        assert text(client.get(page)).count("autofocus") == 1
        assert "autofocus" not in text(client.get(page, headers=HTMX))
        take(adviser, reception, person)
        assert "autofocus" not in text(client.get(page))

    def test_each_page_of_hours_takes_one_appointment_only(self, adviser, reception, person):
        page = reverse("desk:add-hour", args=[person.pk])
        client = signed_in(adviser)
        shown = [client.get(page).context["form"]["submission"].value() for _ in range(2)]
        assert shown[0] != shown[1]

    def test_a_form_sent_again_with_another_hour_leads_to_the_first_appointment(self, adviser, reception, person):
        submission = str(uuid4())
        take(adviser, reception, person, submission=submission)
        another = key(reception, MONDAY_9 + timedelta(minutes=45))
        response = take(adviser, reception, person, submission=submission, hour=another)
        taken = Appointment.objects.get()
        assert response.url == f"/equipe/jour/2026-11-16/#rdv-{taken.pk}"
        said = [str(each).replace("\u00a0", " ") for each in get_messages(response.wsgi_request)]
        assert said[-1] == "Déjà noté : Lucette B., lundi 16 novembre à 9 h. Rien n’a été ajouté."

    def test_the_person_is_told_only_if_wished(self, adviser, reception, person):
        take(adviser, reception, person, notify="")
        assert list(Message.objects.values_list("kind", flat=True)) == ["reminder"]

    def test_what_will_be_sent_is_said_before(self, adviser, reception, person):
        client = signed_in(adviser)
        assert "1 SMS partira à Lucette, au 06 39 98 00 42." in text(
            client.get(reverse("desk:add-hour", args=[person.pk]))
        )
        landline = builders.person(adviser.organization, first_name="Gisèle", phone="+33261910599")
        assert "Aucun SMS ne peut partir au 02 61 91 05 99" in text(
            client.get(reverse("desk:add-hour", args=[landline.pk]))
        )
        without = builders.person(adviser.organization, first_name="Paul", phone="")
        assert "Rien ne partira" in text(client.get(reverse("desk:add-hour", args=[without.pk])))

    def test_the_same_form_sent_twice_makes_one_appointment(self, adviser, reception, person):
        submission = str(uuid4())
        for _ in range(2):
            assert take(adviser, reception, person, submission=submission).status_code == 302
        assert Appointment.objects.count() == 1

    def test_a_free_hour_outside_permanences_says_what_stands_in_the_way_then_is_taken_anyway(
        self, adviser, reception, person
    ):
        given = other_hour(reception)
        refused = take(adviser, reception, person, **given)
        assert refused.status_code == 422
        assert "C’est en dehors des permanences de ce lieu" in text(refused)
        assert "Prendre quand même" in text(refused)
        assert not Appointment.objects.exists()
        tuesday_14 = datetime(2026, 11, 17, 13, tzinfo=UTC)
        take(adviser, reception, person, accepted=refused.context["form"].warnings_key, **given)
        assert Appointment.objects.get().starts_at == tuesday_14

    def test_warnings_read_for_one_hour_accept_no_other(self, adviser, reception, person):
        read = take(adviser, reception, person, **other_hour(reception)).context["form"].warnings_key
        response = take(adviser, reception, person, accepted=read, **(other_hour(reception) | {"at": "15:00"}))
        assert response.status_code == 422
        assert not Appointment.objects.exists()

    def test_rdv_service_public_5367_what_came_up_since_the_warnings_were_read_is_said_too(
        self, adviser, reception, person
    ):
        """Their overlap was shown at one step, and passed in silence when it came up before the next."""
        given = other_hour(reception)
        read = take(adviser, reception, person, **given).context["form"].warnings_key
        robert = builders.person(reception.organization, first_name="Robert", last_name="Morin", phone="+33639980024")
        tuesday_14 = datetime(2026, 11, 17, 13, tzinfo=UTC)
        builders.appointment(adviser, robert, reception.reason, at=reception.venue, starts_at=tuesday_14)
        again = take(adviser, reception, person, accepted=read, **given)
        assert again.status_code == 422
        assert "a déjà un rendez-vous avec Robert M., de 14 h à 14 h 45." in text(again)
        assert Appointment.objects.filter(person=person).count() == 0

    def test_an_hour_taken_meanwhile_names_who_has_it_and_can_be_overbooked(self, adviser, reception, person):
        robert = builders.person(reception.organization, first_name="Robert", last_name="Morin", phone="+33639980024")
        builders.appointment(adviser, robert, reception.reason, at=reception.venue, starts_at=MONDAY_9)
        refused = take(adviser, reception, person, subject="Mes photos")
        assert "Maëlle Garnier a déjà un rendez-vous avec Robert M., de 9 h à 9 h 45." in text(refused)
        assert f'value="{key(reception)}" checked' in text(refused)
        assert 'value="Mes photos"' in text(refused)
        take(adviser, reception, person, accepted=refused.context["form"].warnings_key)
        assert Commitment.objects.get(exclusive=False).overbooked_by == adviser.user

    @pytest.mark.parametrize(
        ("values", "sentence"),
        [
            ({"hour": ""}, "Choisissez une heure."),
            ({"hour": "99"}, "Cette heure n’est plus proposée."),
            ({"hour": "9999999999999-1-1"}, "Cette heure n’est plus proposée."),
            ({"hour": "1-1-1"}, "Cette heure n’est plus proposée."),
            ({"on": ""}, "Choisissez un jour."),
            ({"on": "9999-12-31"}, "Ce jour est trop loin."),
            ({"on": "0001-01-01"}, "Ce jour est déjà passé."),
            ({"at": "14 heures"}, "Écrivez une heure comme 14:30."),
            ({"on": "2027-03-28", "at": "02:30"}, "Cette heure n’existe pas"),
            ({"with_whom": "0"}, "Cette réponse n’est plus dans la liste."),
            ({"where": "0"}, "Cette réponse n’est plus dans la liste."),
        ],
    )
    def test_a_wrong_hour_says_what_to_do_and_keeps_the_rest(self, adviser, reception, person, values, sentence):
        given = other_hour(reception) | {"subject": "Mes photos"} | values
        refused = take(adviser, reception, person, **given)
        assert refused.status_code == 422
        assert sentence in text(refused)
        assert 'value="Mes photos"' in text(refused)
        assert not Appointment.objects.exists()

    def test_nothing_of_another_organization_can_be_sent(self, adviser, outsider, reception, person):
        elsewhere = builders.venue(outsider.organization)
        strange_reason = builders.reason(outsider.organization)
        stranger = builders.person(outsider.organization)
        for values in (
            {"reason": strange_reason.pk},
            {"hour": slot_key(MONDAY_9, venue_id=elsewhere.pk, adviser_id=adviser.user_id)},
            {"hour": slot_key(MONDAY_9, venue_id=reception.venue.pk, adviser_id=outsider.user_id)},
        ):
            assert take(adviser, reception, person, **values).status_code == 422
        assert take(adviser, reception, stranger).status_code == 404
        assert not Appointment.objects.exists()

    def test_an_organization_without_reason_is_told_what_to_do_first(self, adviser, person):
        assert "Aucun motif pour le moment." in text(signed_in(adviser).get(reverse("desk:add-hour", args=[person.pk])))

    def test_the_hours_cost_the_same_whatever_the_days(self, adviser, reception, person, queries):
        client = signed_in(adviser)
        address = reverse("desk:add-hour", args=[person.pk])

        def seen():
            with queries() as found:
                client.get(address)
            return len(found)

        seen()
        one = seen()
        for days in range(3):
            builders.appointment(
                adviser,
                builders.person(reception.organization, phone=f"+3326191051{days}"),
                reception.reason,
                at=reception.venue,
                starts_at=MONDAY_9 + timedelta(days=days),
            )
        assert seen() == one
