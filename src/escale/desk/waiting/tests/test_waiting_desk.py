"""The waiting list at the desk. Friday 13 November 2026, 15 h 10 in Vitré."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from escale.accounts.models import Membership, Organization
from escale.appointments.models import Appointment, Offer, OfferState, WaitingEntry, WhyClosed
from escale.appointments.tests.waiting_room import JEANNE, MARC, MONDAY_9, SOLANGE, all_taken, ask, free, open_offer
from escale.testing import builders
from escale.testing.builders import NOW
from escale.testing.cast import Reception, signed_in

pytestmark = pytest.mark.usefixtures("friday")
HOUR = timedelta(hours=1)


def text_of(response: Any) -> str:
    return str(response.content.decode()).replace("\u00a0", " ")


def see(member: Membership, name: str = "waiting", *args: object, **query: object) -> str:
    return text_of(signed_in(member).get(reverse(f"desk:{name}", args=args, query=query or None)))


def send(member: Membership, name: str, *args: object, **told: object) -> str:
    return text_of(signed_in(member).post(reverse(f"desk:{name}", args=args), told, follow=True))


def test_nobody_waits_and_the_page_says_what_to_do(adviser: Membership) -> None:
    assert "Personne n’attend." in see(adviser)


def test_the_line_is_in_turn_with_what_is_offered(reception: Reception, adviser: Membership) -> None:
    all_taken(reception)
    ask(reception, SOLANGE, now=NOW - HOUR)
    ask(reception, JEANNE, now=NOW, first_name="Jeanne")
    free(reception, MONDAY_9)
    page = see(adviser)
    assert page.index("1. Solange") < page.index("2. Jeanne")
    assert "Heure proposée : lundi 16 novembre à 9 h, Centre social, jusqu’à 17 h 10" in page
    assert "propositions : 1 sur 3" in page
    assert "a demandé il y a 1 heure" in page


def test_4811_the_front_desk_adds_whoever_calls(reception: Reception, front_desk: Membership) -> None:
    told = {"reason": reception.reason.pk, "first_name": "Marc", "phone": "02 61 91 20 71", "half_day": "morning"}
    told["submission"] = "6f1b1c9e-0000-4000-8000-000000000001"
    page = send(front_desk, "waiting-add", **told)
    assert "Marc est sur la liste" in page
    send(front_desk, "waiting-add", **told)
    entry = WaitingEntry.objects.get()
    assert (entry.phone, entry.added_by) == (MARC, front_desk.user)


def test_from_her_file_her_name_and_number_are_there(reception: Reception, adviser: Membership) -> None:
    person = builders.person(reception.organization)
    page = see(adviser, "waiting-add", personne=person.pk)
    assert 'value="Lucette"' in page
    assert "06 39 98 00 42" in page


def test_an_incomplete_form_says_what_is_missing(adviser: Membership) -> None:
    assert "Choisissez le motif." in send(adviser, "waiting-add", first_name="Marc")


def test_an_hour_is_offered_by_hand(reception: Reception, adviser: Membership) -> None:
    entry = ask(reception, SOLANGE, now=NOW)
    chosen = f"{int(MONDAY_9.timestamp())}-{reception.venue.pk}"
    assert "lundi 16 novembre à 9 h" in see(adviser, "waiting-offer", entry.pk)
    assert "Le SMS part." in send(adviser, "waiting-offer", entry.pk, hour=chosen)
    assert open_offer().made_by == adviser.user
    assert "Pas de nouvelle proposition pour l’instant." in see(adviser, "waiting-offer", entry.pk)


def test_somebody_is_put_first_with_a_reason_then_in_her_turn(reception: Reception, adviser: Membership) -> None:
    ask(reception, SOLANGE, now=NOW - HOUR)
    second = ask(reception, JEANNE, now=NOW, first_name="Jeanne")
    send(adviser, "waiting-first", second.pk, why="Dossier à rendre vendredi")
    page = see(adviser)
    assert page.index("1. Jeanne") < page.index("2. Solange")
    assert "En premier : Dossier à rendre vendredi" in page
    assert "2. Jeanne" in send(adviser, "waiting-turn", second.pk)


def test_somebody_removed_is_put_back(reception: Reception, adviser: Membership) -> None:
    entry = ask(reception, SOLANGE, now=NOW)
    assert "Solange n’attend plus." in send(adviser, "waiting-remove", entry.pk)
    assert "1. Solange" in send(adviser, "waiting-back", entry.pk)


@pytest.fixture
def to_call(reception: Reception) -> Offer:
    """Marc, on his landline, is to be called about Monday at 9; Jeanne waits behind him."""
    all_taken(reception)
    ask(reception, MARC, now=NOW - HOUR, first_name="Marc")
    ask(reception, JEANNE, now=NOW, first_name="Jeanne")
    free(reception, MONDAY_9)
    return open_offer()


def test_a_landline_to_call_is_under_a_regler(to_call: Offer, adviser: Membership) -> None:
    page = see(adviser, "my-day")
    assert "Proposer une heure à Marc" in page
    assert "Pas de réponse" in page


def test_yes_on_the_telephone_takes_the_hour(to_call: Offer, adviser: Membership) -> None:
    assert "C’est noté : Marc" in send(adviser, "waiting-answer", to_call.pk, reponse="oui", depuis="journee")
    assert Appointment.objects.expected().get(starts_at=MONDAY_9).person.first_name == "Marc"


@pytest.mark.parametrize(("answer", "state"), [("non", OfferState.DECLINED), ("absente", OfferState.EXPIRED)])
def test_no_or_no_answer_gives_the_hour_to_the_next(
    to_call: Offer, adviser: Membership, answer: str, state: OfferState
) -> None:
    send(adviser, "waiting-answer", to_call.pk, reponse=answer)
    to_call.refresh_from_db()
    assert to_call.state == state
    assert open_offer().phone == JEANNE


def test_too_late_is_said(to_call: Offer, adviser: Membership) -> None:
    send(adviser, "waiting-answer", to_call.pk, reponse="non")
    assert "Trop tard" in send(adviser, "waiting-answer", to_call.pk, reponse="oui")


def test_whoever_gave_up_is_seen_leaving(reception: Reception, adviser: Membership) -> None:
    entry = ask(reception, SOLANGE, now=NOW)
    WaitingEntry.objects.filter(pk=entry.pk).update(closed_at=NOW, closed_why=WhyClosed.THREE_OFFERS)
    page = see(adviser)
    assert "trois propositions sans réponse favorable" in page
    assert "Remettre" not in page


def test_the_list_costs_the_same_for_one_and_for_three(reception: Reception, adviser: Membership) -> None:
    browser, costs = signed_in(adviser), []
    browser.get(reverse("desk:waiting"))
    for phones in ([SOLANGE], [JEANNE, MARC]):
        for phone in phones:
            ask(reception, phone, now=NOW)
        with CaptureQueriesContext(connection) as queries:
            browser.get(reverse("desk:waiting"))
        costs.append(len(queries))
    assert costs[0] == costs[1]


def test_the_settings_show_what_they_change(adviser: Membership) -> None:
    page = see(adviser, "settings-waiting")
    assert "Pour une heure de jeudi, la réponse est attendue avant 11 h." in page
    assert "Pour une heure de ce lundi à midi, avant 9 h 45" in page
    previewed = send(adviser, "settings-waiting", offer_minutes="30", waiting_new_first="on", action="preview")
    assert "Marc est prévenu en premier" in previewed
    assert Organization.objects.get(pk=adviser.organization_id).offer_minutes == 120


def test_the_settings_are_kept(adviser: Membership) -> None:
    send(adviser, "settings-waiting", offer_minutes="240", waiting_new_first="on")
    kept = Organization.objects.get(pk=adviser.organization_id)
    assert (kept.offer_minutes, kept.waiting_new_first) == (240, True)
