"""Acting for somebody, with her agreement: asked by SMS or said aloud, seen, used, and stopped by any of them."""

import re
from datetime import timedelta

import pytest
from django.test import Client

from escale.accounts.models import Membership
from escale.appointments.models import Appointment, AppointmentChange, State
from escale.myspace import agreements, links
from escale.myspace.models import EndedBy, HelperAgreement
from escale.outbox import delivery
from escale.outbox.models import Message
from escale.people import merging
from escale.people.models import Beneficiary
from escale.periodic import CATALOGUE
from escale.portal.space.tests.acting import CLAIRE, E164, LUCETTE, opened, text_of
from escale.portal.tests import acting
from escale.testing import builders
from escale.testing.cast import Reception
from escale.workshops.models import Enrollment, EnrollmentState


@pytest.fixture
def claire(lucette: Beneficiary) -> Beneficiary:
    """Lucette's daughter, known too."""
    return builders.person(lucette.organization, first_name="Claire", phone=E164[CLAIRE])


@pytest.fixture
def agreement(lucette: Beneficiary, claire: Beneficiary, adviser: Membership) -> HelperAgreement:
    return agreements.note(lucette, helper_name="Claire", helper_phone=E164[CLAIRE], by=adviser, now=builders.NOW)


@pytest.fixture
def planned(lucette: Beneficiary, reception: Reception) -> Appointment:
    return builders.appointment(
        reception.adviser, lucette, reception.reason, at=reception.venue, starts_at=builders.NEXT_FRIDAY
    )


def ask(client: Client, **typed: str):
    said = {"helper_name": "Claire", "first_name": "Lucette", "phone": LUCETTE} | typed
    return client.post("/mon-espace/proches/", said, follow=True)


def page_of(agreement: HelperAgreement) -> str:
    return f"/accord/{links.secret_of(agreement)}/"


def answer(client: Client, agreement: HelperAgreement, said: str):
    return client.post(f"{page_of(agreement)}reponse/", {"reponse": said}, follow=True)


class TestAsking:
    def test_the_person_is_asked_by_sms_at_her_own_number(self, client: Client, claire: Beneficiary) -> None:
        ask(opened(CLAIRE, "Claire"))
        delivery.deliver_due(now=builders.NOW, catalogue=CATALOGUE)
        sent = Message.objects.get(kind="helper_asks")
        assert sent.recipient == E164[LUCETTE]
        assert "Claire (06 39 98 00 77) demande" in sent.text.replace("\u00a0", " ")
        assert page_of(HelperAgreement.objects.get()) in sent.text

    def test_the_answer_is_the_same_when_nobody_has_that_number(self, claire: Beneficiary) -> None:
        client = opened(CLAIRE, "Claire")
        known, unknown = ask(client), ask(client, first_name="Jeanne", phone="06 39 98 00 55")
        assert known.redirect_chain == unknown.redirect_chain
        assert "Si cette personne est connue" in text_of(unknown)
        assert HelperAgreement.objects.count() == 1

    def test_she_is_not_asked_twice_nor_again_soon_after_a_no(self, client: Client, claire: Beneficiary) -> None:
        inside = opened(CLAIRE, "Claire")
        ask(inside)
        ask(inside)
        assert Message.objects.filter(kind="helper_asks").count() == 1
        answer(client, HelperAgreement.objects.get(), "non")
        assert ask(inside).status_code == 429
        assert HelperAgreement.objects.count() == 1

    @pytest.mark.parametrize(
        ("typed", "said"),
        [
            ({"helper_name": "Votre banque : 0899"}, "Écrivez seulement votre prénom"),
            ({"helper_name": "http://x.example"}, "Écrivez seulement votre prénom"),
            ({"helper_name": "C" * 5000}, "trop long"),
            ({"first_name": ""}, "Écrivez son prénom."),
            ({"phone": CLAIRE}, "C’est votre numéro"),
            ({"phone": "02 61 91 05 12"}, "ne reçoit pas nos SMS"),
            ({"phone": "\x00"}, "illisible"),
        ],
    )
    def test_what_can_t_be_asked_is_refused_with_a_sentence(self, claire: Beneficiary, typed, said) -> None:
        response = ask(opened(CLAIRE, "Claire"), **typed)
        assert (response.status_code, said in text_of(response)) == (422, True)
        assert not HelperAgreement.objects.exists()


class TestAnswering:
    @pytest.fixture
    def asked(self, lucette: Beneficiary, claire: Beneficiary) -> HelperAgreement:
        [asked] = agreements.ask(
            helper_name="Claire", helper_phone=E164[CLAIRE], first_name="lucette", phone=E164[LUCETTE], now=builders.NOW
        )
        return asked

    def test_nothing_is_seen_before_her_yes(self, asked: HelperAgreement, planned: Appointment) -> None:
        inside = opened(CLAIRE, "Claire")
        assert "Je peux réserver pour" not in text_of(inside.get("/mon-espace/proches/"))
        assert inside.get(f"/mon-espace/proches/{asked.pk}/").status_code == 404

    def test_looking_at_the_question_answers_nothing(self, client: Client, asked: HelperAgreement) -> None:
        assert "Êtes-vous d’accord" in text_of(client.get(page_of(asked)))
        asked.refresh_from_db()
        assert asked.agreed_at is None

    def test_yes_lasts_a_year(self, client: Client, asked: HelperAgreement, planned: Appointment, clock) -> None:
        assert "Vous avez dit oui" in text_of(answer(client, asked, "oui"))
        assert "Rendez-vous avec" in text_of(opened(CLAIRE, "Claire").get(f"/mon-espace/proches/{asked.pk}/"))
        clock.shift(timedelta(days=365))
        assert HelperAgreement.objects.live(now=builders.NOW + timedelta(days=365)).count() == 0

    def test_no_is_no(self, client: Client, asked: HelperAgreement) -> None:
        assert "c’est non" in text_of(answer(client, asked, "non"))
        assert "c’est non" in text_of(answer(client, asked, "oui"))
        assert not HelperAgreement.objects.live(now=builders.NOW).exists()

    def test_without_an_answer_in_a_week_it_is_over(self, client: Client, asked: HelperAgreement, clock) -> None:
        clock.shift(timedelta(days=7))
        assert "Cet accord n’est plus ouvert" in text_of(answer(client, asked, "oui"))

    def test_her_page_stops_it_at_any_time(self, client: Client, agreement: HelperAgreement) -> None:
        assert "c’est non" in text_of(answer(client, agreement, "stop"))
        agreement.refresh_from_db()
        assert agreement.ended_by == EndedBy.PERSON


class TestActing:
    def test_she_is_shown_where_the_person_is_expected_without_its_secret_address(
        self, agreement: HelperAgreement, planned: Appointment, reception: Reception
    ) -> None:
        shown = text_of(opened(CLAIRE, "Claire").get(f"/mon-espace/proches/{agreement.pk}/"))
        assert "Vendredi 20 novembre à 9 h 30" in shown
        assert not re.search('/mon-rendez-vous/[^"]', shown)
        assert reception.reason.name not in shown

    def test_she_calls_off_in_her_place_and_the_history_says_who(
        self, agreement: HelperAgreement, planned: Appointment
    ) -> None:
        address = f"/mon-espace/proches/{agreement.pk}/rendez-vous/{planned.pk}/annuler/"
        assert "C’est annulé" in text_of(opened(CLAIRE, "Claire").post(address, follow=True))
        planned.refresh_from_db()
        assert planned.state == State.EXCUSED
        assert AppointmentChange.objects.get().why == "Annulé par Claire, avec son accord."

    def test_she_gives_up_a_seat_in_her_place(self, agreement, lucette: Beneficiary, reception: Reception) -> None:
        enrollment = builders.enrollment(builders.group(reception.adviser, reception.venue), lucette)
        address = f"/mon-espace/proches/{agreement.pk}/inscription/{enrollment.pk}/annuler/"
        opened(CLAIRE, "Claire").post(address)
        enrollment.refresh_from_db()
        assert enrollment.state == EnrollmentState.CANCELED_BY_PERSON

    def test_what_isn_t_hers_can_t_be_called_off(self, agreement: HelperAgreement, reception: Reception) -> None:
        other = builders.person(reception.organization, first_name="Jeanne", phone="+33639980055")
        theirs = builders.appointment(
            reception.adviser, other, reception.reason, at=reception.venue, starts_at=builders.NEXT_FRIDAY
        )
        address = f"/mon-espace/proches/{agreement.pk}/rendez-vous/{theirs.pk}/annuler/"
        assert opened(CLAIRE, "Claire").post(address).status_code == 404

    def test_booking_for_her_goes_to_her_own_file(
        self, agreement: HelperAgreement, lucette: Beneficiary, reception: Reception
    ) -> None:
        inside = opened(CLAIRE, "Claire")
        begun = inside.post(f"/mon-espace/proches/{agreement.pk}/reserver/")
        assert begun.headers["Location"] == f"{acting.subject_page(reception)}?pour=proche"
        page = acting.number_page(reception.reason, reception.venue, more="&pour=proche")
        form = inside.get(page).context["form"]
        typed = {name: value for name, value in form.initial.items() if value and name != "visit_town"}
        inside.post(page, typed | {"for_someone": "on"})
        booked = Appointment.objects.get()
        assert (booked.person, booked.booked_for_by, booked.contact_phone) == (lucette, "Claire", lucette.phone)

    def test_enrolling_her_goes_to_her_own_file_once(
        self, agreement: HelperAgreement, lucette: Beneficiary, reception: Reception
    ) -> None:
        group = builders.group(reception.adviser, reception.venue)
        inside, page = opened(CLAIRE, "Claire"), f"/ateliers/{group.slug}/"
        begun = inside.post(f"/mon-espace/proches/{agreement.pk}/reserver/", {"quoi": "atelier"})
        assert begun.headers["Location"] == f"/activites/?structure={reception.organization.slug}"
        form = inside.get(page).context["form"]
        typed = {name: form[name].value() for name in ("first_name", "phone", "person_first_name")}
        inside.post(page, typed | {"for_someone": "on"})
        enrolled = Enrollment.objects.get()
        assert (enrolled.person, enrolled.helper_name, enrolled.contact_phone) == (lucette, "Claire", lucette.phone)
        assert "Lucette" not in text_of(inside.get(page))

    def test_nothing_is_filled_in_once_it_is_stopped(self, agreement: HelperAgreement, reception: Reception) -> None:
        inside = opened(CLAIRE, "Claire")
        inside.post(f"/mon-espace/proches/{agreement.pk}/reserver/")
        agreements.stop(agreement, by=EndedBy.TEAM, now=builders.NOW)
        page = acting.number_page(reception.reason, reception.venue, more="&pour=proche")
        assert "Lucette" not in text_of(inside.get(page))

    def test_somebody_else_of_the_same_number_has_no_agreement(self, agreement: HelperAgreement, lucette) -> None:
        builders.person(lucette.organization, first_name="Paul", phone=E164[CLAIRE])
        assert opened(CLAIRE, "Paul").get(f"/mon-espace/proches/{agreement.pk}/").status_code == 404


class TestStopping:
    def test_the_person_stops_it_from_her_own_space(self, agreement: HelperAgreement) -> None:
        inside = opened()
        assert "Claire" in text_of(inside.get("/mon-espace/mes-informations/"))
        inside.post(f"/mon-espace/proches/{agreement.pk}/arreter/")
        agreement.refresh_from_db()
        assert agreement.ended_by == EndedBy.PERSON

    def test_the_relative_stops_it_too(self, agreement: HelperAgreement) -> None:
        opened(CLAIRE, "Claire").post(f"/mon-espace/proches/{agreement.pk}/arreter/")
        agreement.refresh_from_db()
        assert agreement.ended_by == EndedBy.HELPER

    def test_nobody_else_can(self, agreement: HelperAgreement, lucette: Beneficiary) -> None:
        builders.person(lucette.organization, first_name="Jeanne", phone="+33639980055")
        response = opened("06 39 98 00 55", "Jeanne").post(f"/mon-espace/proches/{agreement.pk}/arreter/")
        assert response.status_code == 404

    def test_the_space_is_at_once_without_her(self, agreement: HelperAgreement, planned: Appointment) -> None:
        inside = opened(CLAIRE, "Claire")
        agreements.stop(agreement, by=EndedBy.PERSON, now=builders.NOW)
        assert inside.get(f"/mon-espace/proches/{agreement.pk}/").status_code == 404


def test_what_was_said_aloud_is_written_to_the_person_with_how_to_stop(agreement: HelperAgreement) -> None:
    delivery.deliver_due(now=builders.NOW, catalogue=CATALOGUE)
    sent = Message.objects.get(kind="helper_noted")
    assert (sent.recipient, page_of(agreement) in sent.text) == (E164[LUCETTE], True)


def test_an_agreement_follows_two_files_that_become_one(agreement: HelperAgreement, adviser, lucette) -> None:
    kept = builders.person(lucette.organization, first_name="Lucette", last_name="")
    merging.merge(kept, lucette, taken=["last_name"], by=adviser, now=builders.NOW)
    agreement.refresh_from_db()
    assert agreement.person == kept


def test_a_helper_without_a_file_opens_a_space_once_agreed(lucette: Beneficiary, adviser: Membership) -> None:
    agreements.note(lucette, helper_name="Claire", helper_phone=E164[CLAIRE], by=adviser, now=builders.NOW)
    assert "Lucette" in text_of(opened(CLAIRE, "claire").get("/mon-espace/proches/"))


def test_a_relative_who_is_forgotten_leaves_the_agreements_of_others_too(
    agreement: HelperAgreement, claire: Beneficiary
) -> None:
    address = f"/mon-espace/mes-informations/{claire.pk}/effacer/"
    opened(CLAIRE, "Claire").post(address, {"first_name": "Claire"})
    claire.refresh_from_db()
    assert (claire.first_name, HelperAgreement.objects.exists()) == ("", False)
