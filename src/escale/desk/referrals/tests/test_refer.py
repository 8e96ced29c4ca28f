"""The page “Orienter”: who is proposed, what is said to leave, and what is written when it is sent."""

from datetime import timedelta
from uuid import uuid4

import pytest
import time_machine
from django.urls import reverse

from escale.directory import answering
from escale.directory.models import Method, Referral, ReferralState, Refusal
from escale.outbox.models import Message
from escale.testing import builders
from escale.testing.cast import signed_in
from escale.testing.pages import words

REFER = "/equipe/orientations/nouvelle/"


@pytest.fixture(autouse=True)
def today(now):
    with time_machine.travel(now, tick=False):
        yield


@pytest.fixture
def desk(adviser):
    return signed_in(adviser)


def filled(chosen, **values):
    given = {
        "partner": chosen.pk,
        "words": "Demander la prime d’activité.",
        "method": "mail",
        "consent_how": "said",
        "agreed": "on",
        "shares_phone": "on",
        "submission": str(uuid4()),
    }
    return {name: value for name, value in (given | values).items() if value is not None}


def test_those_who_answer_the_need_are_proposed_with_why(desk, nolwenn, partner, other):
    page = desk.get(REFER, {"personne": nolwenn.pk, "besoin": "prime d’activité"})
    said = words(page)
    assert "Orienter Nolwenn T." in said
    assert said.index("France services de Vitré") < said.index("Mission locale")
    assert "C’est leur mission" in said
    assert "sans rendez-vous" in said


def test_what_is_transmitted_is_said_before(desk, nolwenn, partner):
    said = words(desk.get(REFER, {"personne": nolwenn.pk, "partner": partner.pk}))
    for line in ("Son prénom : Nolwenn", "Son numéro : 06 39 98 00 37", "Ni son nom, ni son adresse", "Mercredi 18"):
        assert line in said


def test_sent_by_mail_it_leads_to_its_page(desk, nolwenn, partner):
    page = desk.post(f"{REFER}?personne={nolwenn.pk}", filled(partner), follow=True)
    referral = Referral.objects.get()
    assert page.redirect_chain[-1][0] == reverse("desk:referral", args=[referral.pk])
    assert (referral.person, referral.partner, referral.words) == (nolwenn, partner, "Demander la prime d’activité.")
    assert (referral.need, referral.sent_to) == ("", "accueil@example.org")
    assert Message.objects.get().recipient == "accueil@example.org"


def test_the_preview_sends_nothing_and_keeps_what_was_typed(desk, nolwenn, partner):
    page = desk.post(f"{REFER}?personne={nolwenn.pk}", filled(partner, apercu="1", agreed=None))
    said = words(page)
    assert page.status_code == 200
    assert "Rien n’est encore parti." in said
    assert "vous oriente une personne" in said
    assert "Demander la prime d’activité." in said
    assert not Referral.objects.exists()
    assert not Message.objects.exists()


def test_the_preview_of_a_meeting_at_ours_says_its_hour(desk, adviser, nolwenn, partner, reception, now):
    coming = now + timedelta(days=4)
    meeting = builders.appointment(adviser, nolwenn, reception.reason, at=reception.venue, starts_at=coming)
    given = filled(partner, apercu="1", method="together", together=meeting.pk)
    said = words(desk.post(f"{REFER}?personne={nolwenn.pk}", given))
    assert "C’est un rendez-vous à trois, mardi 17 novembre à 15 h 10." in said


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"agreed": None}, "Sans son accord, rien ne part."),
        ({"words": ""}, "Écrivez son besoin, en une phrase."),
        ({"words": "Son mot de passe : Soleil35"}, "mot de passe"),
        ({"words": "x" * 201}, "Ce texte est trop long"),
        ({"partner": "999999"}, "Cette réponse n’est plus dans la liste."),
        ({"method": "pigeon"}, "Cette réponse n’est plus dans la liste."),
        ({"method": "together"}, "Dites quel jour vous vous voyez à trois."),
        ({"method": "together", "on": "2026-11-12", "at": "14:00"}, "Ce moment est passé."),
        ({"method": "together", "on": "9999-12-31", "at": "23:59"}, "Vérifiez l’année de cette date."),
        ({"partner": "9" * 5000}, "Cette réponse n’est plus dans la liste."),
        ({"method": "together", "on": "2026-11-17"}, "Écrivez le jour et l’heure."),
        ({"submission": "non"}, ""),
    ],
)
def test_what_is_missing_is_said_and_nothing_leaves(desk, nolwenn, partner, values, sentence):
    page = desk.post(f"{REFER}?personne={nolwenn.pk}", filled(partner, **values))
    assert page.status_code == 422
    assert sentence in words(page)
    assert not Referral.objects.exists()


def test_a_partner_without_address_is_not_written_to(desk, nolwenn, other):
    page = desk.post(f"{REFER}?personne={nolwenn.pk}", filled(other))
    assert "Ce partenaire n’a pas d’adresse mail." in words(page)
    assert not Referral.objects.exists()


def test_a_meeting_of_three_keeps_its_day(desk, nolwenn, partner):
    desk.post(f"{REFER}?personne={nolwenn.pk}", filled(partner, method="together", on="2026-11-17", at="14:00"))
    referral = Referral.objects.get()
    assert (referral.method, referral.together_at.isoformat()) == (Method.TOGETHER, "2026-11-17T13:00:00+00:00")


def test_after_a_refusal_the_one_who_refused_is_not_proposed_and_it_is_settled(
    desk, adviser, nolwenn, partner, other, now
):
    refused = builders.referral(adviser, partner, nolwenn, need="caf")
    answering.answer_by_partner(refused, ReferralState.REFUSED, revision=0, refusal=Refusal.FULL, now=now)
    address = f"{REFER}?personne={nolwenn.pk}&apres={refused.pk}"
    said = words(desk.get(address))
    assert "Mission locale" in said
    assert "France services de Vitré" not in said
    desk.post(address, filled(other, method="paper"))
    refused.refresh_from_db()
    assert refused.call_at is None


def test_without_a_person_she_is_found_first(desk, nolwenn, partner):
    page = desk.get(REFER, {"q": "nolw", "partner": partner.pk})
    assert f"?personne={nolwenn.pk}&amp;partner={partner.pk}" in page.content.decode()


@pytest.mark.parametrize("name", ["personne", "partner", "apres", "rendez-vous"])
def test_a_row_of_another_organization_does_not_exist(outsider, nolwenn, partner, adviser, reception, name, now):
    referral = builders.referral(adviser, partner, nolwenn)
    appointment = builders.appointment(
        adviser, nolwenn, reception.reason, at=reception.venue, starts_at=now + timedelta(days=1)
    )
    rows = {"personne": nolwenn, "partner": partner, "apres": referral, "rendez-vous": appointment}
    assert signed_in(outsider).get(REFER, {name: rows[name].pk}).status_code == 404


def test_the_page_costs_the_same_whatever_the_partners(desk, adviser, nolwenn, queries):
    counts = []
    desk.get(REFER, {"personne": nolwenn.pk, "besoin": "prime d’activité"})
    for number in range(3):
        builders.partner(adviser, name=f"Partenaire {number}", needs=("caf",))
        with queries() as found:
            desk.get(REFER, {"personne": nolwenn.pk, "besoin": "prime d’activité"})
        counts.append(len(found))
    assert counts[0] == counts[2]
