"""The three first screens, on Friday 13 November 2026."""

from datetime import date

import pytest

from escale.accounts.models import Membership, Organization
from escale.agenda.models import Permanence
from escale.appointments.models import Reason
from escale.desk.settings.tests.acting import address, get, post, text_of
from escale.places.models import Venue
from escale.testing import builders
from escale.testing.cast import signed_in

pytestmark = pytest.mark.usefixtures("friday")


def sentences(venue: Venue, *weekdays: str, **values: object) -> dict[str, object]:
    said: dict[str, object] = {
        "form-TOTAL_FORMS": len(weekdays),
        "form-INITIAL_FORMS": 0,
        "skips_school_holidays": "on",
    }
    for number, weekday in enumerate(weekdays):
        said |= {
            f"form-{number}-weekday": weekday,
            f"form-{number}-start_time": "14:00",
            f"form-{number}-end_time": "17:00",
            f"form-{number}-venue": venue.pk,
            f"form-{number}-reception": "appointment",
        }
    return said | values


def test_the_first_venue_is_proposed_from_the_organization(admin: Membership):
    Organization.objects.update(commune_name="Vitré")
    page = text_of(get(admin, "setup-venues"))
    assert "Étape 1 sur 3" in page
    assert 'value="Centre social de Vitré"' in page
    assert 'value="Vitré"' in page
    assert "02 61 91 05 12" in page


def test_a_venue_is_added_then_one_goes_on(admin: Membership):
    values = {"name": "Centre social", "kind": "on_site", "address": "13 rue Notre-Dame", "commune_typed": "Vitré"}
    post(admin, "setup-venues", **values)
    assert Venue.objects.get().commune == "35360"
    assert address("setup-hours") in text_of(get(admin, "setup-venues"))


def test_hours_need_a_venue_first(admin: Membership):
    assert get(admin, "setup-hours")["Location"] == address("setup-venues")


def test_a_sentence_more_is_asked_for_and_the_outcome_is_worked_out(admin: Membership, venue: Venue):
    page = text_of(post(admin, "setup-hours", **sentences(venue, "1"), action="add"))
    assert "Permanence 2" in page
    assert "4 personnes par semaine sur rendez-vous" in page
    assert "Mardi 17 novembre : 14 h, 14 h 45, 15 h 30, 16 h 15" in page
    assert "Du 22 au 29 décembre : rien, Vacances de Noël" in page
    assert not Permanence.objects.exists()


def test_htmx_gets_the_outcome_alone(admin: Membership, venue: Venue):
    client = signed_in(admin)
    answer = text_of(client.post(address("setup-hours"), sentences(venue, "1"), headers={"HX-Request": "true"}))
    assert "4 personnes par semaine" in answer
    assert "<html" not in answer


def test_the_sentences_become_permanences(admin: Membership, venue: Venue):
    response = post(admin, "setup-hours", **sentences(venue, "1", "3", ""), action="next")
    assert response["Location"] == address("setup-reasons")
    rules = sorted(Permanence.objects.values_list("rule", flat=True))
    assert rules == ["FREQ=WEEKLY;BYDAY=TH", "FREQ=WEEKLY;BYDAY=TU"]
    assert {each.adviser.adviser for each in Permanence.objects.select_related("adviser__adviser")} == {admin.user}


def test_going_back_and_sending_again_opens_nothing_twice(admin: Membership, venue: Venue):
    for _ in range(2):
        post(admin, "setup-hours", **sentences(venue, "1"), action="next")
    assert Permanence.objects.count() == 1
    assert "Je reçois le mardi, de 14 h à 17 h" in text_of(get(admin, "setup-hours"))


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"form-0-end_time": "13:00"}, "L’heure de fin vient avant l’heure de début."),
        ({"form-0-weekday": "8"}, "Cette réponse n’est plus dans la liste."),
        ({"form-0-venue": "0"}, "Cette réponse n’est plus dans la liste."),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_written(admin: Membership, venue: Venue, values, sentence: str):
    response = post(admin, "setup-hours", **sentences(venue, "1", **values), action="next")
    assert response.status_code == 422
    assert sentence in text_of(response)
    assert not Permanence.objects.exists()


@pytest.mark.parametrize("total", ["", "beaucoup", "-1", "100000"])
def test_a_forged_count_of_sentences_breaks_nothing(admin: Membership, venue: Venue, total: str):
    for action in ("add", "next"):
        forged = sentences(venue, "1", **{"form-TOTAL_FORMS": total})
        assert post(admin, "setup-hours", **forged, action=action).status_code in {200, 302, 422}


def test_finishing_lands_on_the_day_with_everything_ready(admin: Membership, venue: Venue):
    Organization.objects.update(set_up_at=None)
    post(admin, "setup-hours", **sentences(venue, "1"), action="next")
    response = post(admin, "setup-reasons", starters=["mails", "photos"])
    assert response["Location"] == address("my-day")
    assert Organization.objects.get().set_up_at is not None
    assert Reason.objects.filter(permanences=Permanence.objects.get()).count() == 2
    assert Permanence.objects.get().starts_on == date(2026, 11, 13)


def test_a_reason_already_written_is_not_proposed_again(admin: Membership):
    builders.reason(admin.organization)
    page = text_of(get(admin, "setup-reasons"))
    assert "Vous avez déjà : Mails et documents." in page
    assert 'value="mails"' not in page
    assert 'value="photos"' in page


def test_the_school_zone_is_said_when_it_is_the_same_everywhere(admin: Membership, venue: Venue):
    assert "Pas pendant les vacances scolaires (zone B)" in text_of(get(admin, "setup-hours"))
    builders.venue(admin.organization, name="À La Réunion", commune="97411", zone="Indian/Reunion")
    assert "Pas pendant les vacances scolaires</span>" in text_of(get(admin, "setup-hours"))


def test_somebody_without_fixed_hours_finishes_too(admin: Membership, venue: Venue):
    assert address("setup-reasons") in text_of(get(admin, "setup-hours"))
    assert post(admin, "setup-reasons", starters=["mails"])["Location"] == address("my-day")


def test_until_they_are_done_the_day_leads_to_the_first_steps(admin: Membership, front_desk: Membership):
    Organization.objects.update(set_up_at=None)
    assert signed_in(admin).get("/equipe/")["Location"] == address("setup-venues")
    assert signed_in(front_desk).get("/equipe/").status_code == 200
