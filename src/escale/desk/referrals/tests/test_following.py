"""What comes back is noted and followed: the list, the page, “À régler”, her history, the slip."""

from datetime import timedelta
from uuid import uuid4

import pytest
import time_machine

from escale.desk.day import Scope
from escale.desk.referrals import chores
from escale.desk.todo_item import read
from escale.directory import answering, referring
from escale.directory.links import secret_of
from escale.directory.models import ConsentHow, Method, Referral, ReferralState, Refusal, UnmetNeed
from escale.directory.referring import Sending
from escale.people.models import Beneficiary
from escale.testing import builders
from escale.testing.cast import signed_in
from escale.testing.pages import words

LIST = "/equipe/orientations/"


@pytest.fixture(autouse=True)
def today(now):
    with time_machine.travel(now, tick=False):
        yield


@pytest.fixture
def desk(adviser):
    return signed_in(adviser)


@pytest.fixture
def referral(adviser, partner, nolwenn):
    return builders.referral(adviser, partner, nolwenn, need="caf")


def titles(adviser, *, now) -> list[str]:
    return [item.title for item in read([chores.waiting(Scope(reader=adviser, adviser=adviser.user), now=now)])]


def test_the_list_is_found_by_person_partner_and_state(desk, adviser, referral, other, now):
    gone = builders.referral(adviser, other, builders.person(adviser.organization, first_name="Omar", phone=""))
    answering.answer_by_partner(gone, ReferralState.REFUSED, revision=0, refusal=Refusal.AREA, now=now)
    asked = {
        "": ["Nolwenn"],
        "?voir=terminees": ["Omar"],
        "?voir=repondues": [],
        "?voir=toutes&q=mission": ["Omar"],
        "?voir=toutes&q=tanguy": ["Nolwenn"],
        "?voir=toutes&qui=999": [],
    }
    shown = {query: words(desk.get(f"{LIST}{query}")) for query in asked}
    found = {query: [name for name in ("Nolwenn", "Omar") if name in shown[query]] for query in asked}
    assert found == asked
    assert "Refusée : hors de leur secteur" in shown["?voir=terminees"]


def test_the_list_and_her_file_cost_the_same_whatever_their_length(desk, adviser, partner, nolwenn, person, queries):
    counts = []
    desk.get(LIST)
    for _ in range(3):
        builders.referral(adviser, partner, person)
        with queries() as found:
            desk.get(LIST)
            desk.get(f"/equipe/personnes/{person.pk}/")
        counts.append(len(found))
    assert counts[0] == counts[2]


def test_the_front_desk_sees_who_and_where_not_the_need(referral, front_desk):
    desk = signed_in(front_desk)
    for address in (LIST, f"{LIST}{referral.pk}/"):
        said = words(desk.get(address))
        assert "Nolwenn T., vers France services de Vitré" in said
        assert "assurance maladie" not in said


def test_nor_by_the_slip_nor_by_sending_her_elsewhere_nor_by_the_page_of_the_partner(referral, front_desk):
    referral.note_back, referral.outcome_note = "Il manque son attestation de droits.", "Elle a eu sa carte."
    referral.save()
    desk, page = signed_in(front_desk), f"{LIST}{referral.pk}/"
    ways = (page, f"{page}bon/", f"{LIST}nouvelle/?apres={referral.pk}")
    said = " ".join(desk.get(address).content.decode() for address in ways)
    told = (referral.words, referral.note_back, referral.outcome_note, secret_of(referral))
    assert [words for words in told if words in said] == []
    desk.post(f"{page}suite/", {"outcome": "solved", "note": ""})
    referral.refresh_from_db()
    assert referral.outcome_note == "Elle a eu sa carte."


def test_nothing_is_to_be_done_for_somebody_erased(desk, adviser, referral, now):
    Beneficiary.objects.filter(pk=referral.person_id).update(erased_at=now, first_name="", last_name="")
    assert titles(adviser, now=now + timedelta(weeks=4)) == []
    assert f"/equipe/personnes/{referral.person_id}/" not in desk.get(f"{LIST}{referral.pk}/").content.decode()
    desk.post(f"{LIST}{referral.pk}/lien/")
    assert Referral.objects.get().link_hash == referral.link_hash
    assert "Qui orientez-vous" in words(desk.get(f"{LIST}nouvelle/?apres={referral.pk}"))


def test_what_was_heard_on_the_telephone_is_noted(desk, adviser, partner, nolwenn, now):
    sending = Sending(
        partner=partner,
        person=nolwenn,
        words="Demander la prime d’activité.",
        method=Method.PHONE,
        consent_how=ConsentHow.SAID,
        submission=uuid4(),
    )
    sent = referring.send(sending, by=adviser, now=now)
    page = f"{LIST}{sent.pk}/"
    assert "Son besoin : Demander la prime d’activité. Son numéro est le 06 39 98 00 37." in words(desk.get(page))
    assert desk.post(f"{page}reponse/", {"state": "refused", "revision": 0}).status_code == 422
    desk.post(f"{page}reponse/", {"state": "accepted", "revision": 0, "note": "Mardi, avec son avis d’impôt."})
    sent.refresh_from_db()
    assert (sent.state, sent.note_back) == (ReferralState.ACCEPTED, "Mardi, avec son avis d’impôt.")


def test_what_happened_ends_it_and_is_in_her_history(desk, referral):
    desk.post(f"{LIST}{referral.pk}/suite/", {"outcome": "solved", "note": ""})
    referral.refresh_from_db()
    assert referral.state == ReferralState.DONE
    assert referral.ended_at is not None


def test_her_history_tells_it(desk, adviser, partner, person):
    builders.referral(adviser, partner, person)
    said = words(desk.get(f"/equipe/personnes/{person.pk}/"))
    assert "Orientation vers France services de Vitré, par Maëlle : sans réponse." in said


def test_a_refusal_waits_for_another_way_then_the_need_is_counted_without_her(desk, adviser, referral, now):
    answering.answer_by_partner(referral, ReferralState.REFUSED, revision=0, refusal=Refusal.FULL, now=now)
    assert titles(adviser, now=now) == ["Trouver une autre solution pour Nolwenn T."]
    page = f"{LIST}{referral.pk}/"
    assert "Orienter vers quelqu’un d’autre" in words(desk.get(page))
    sent = {"words": "Prime d’activité", "lacking": "refused", "submission": str(uuid4())}
    assert desk.post(f"{page}sans-reponse/", sent | {"words": "M. Dupont, 06 39 98 00 37"}).status_code == 422
    desk.post(f"{page}sans-reponse/", sent)
    unmet = UnmetNeed.objects.get()
    assert (unmet.need, unmet.commune, unmet.words) == ("caf", "35360", "Prime d’activité")
    assert titles(adviser, now=now) == []


def test_a_silent_partner_is_called_then_the_team_is_asked(desk, adviser, referral, now):
    Referral.objects.update(call_at=now, ask_at=now + timedelta(weeks=3))
    assert titles(adviser, now=now) == ["Appeler France services de Vitré pour Nolwenn T."]
    desk.post(f"/equipe/a-regler/orientation/{referral.pk}/fait/")
    assert titles(adviser, now=now) == []
    desk.post(f"/equipe/a-regler/orientation/{referral.pk}/a-refaire/")
    assert titles(adviser, now=now) == ["Appeler France services de Vitré pour Nolwenn T."]
    desk.post(f"/equipe/a-regler/orientation/{referral.pk}/fait/")
    assert titles(adviser, now=now + timedelta(weeks=3)) == ["Que s’est-il passé pour Nolwenn T. ?"]


def test_the_slip_says_where_to_go_and_no_more_of_her_than_her_first_name(desk, referral, partner):
    said = words(desk.get(f"{LIST}{referral.pk}/bon/"))
    for line in ("Bon d’orientation, pour Nolwenn", "2 place du Château", "02 61 91 05 14", "assurance maladie"):
        assert line in said
    assert "Tanguy" not in said
    assert "98 00 37" not in said
    assert "Nolwenn" not in words(desk.get(f"{LIST}vers/{partner.pk}/bon/"))
    assert desk.get(f"{LIST}{referral.pk}/bon.pdf").content.startswith(b"%PDF")
