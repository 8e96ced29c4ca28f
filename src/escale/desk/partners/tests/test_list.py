"""Whom to refer to: by need, from where one is, beside a map that says nothing more than the list."""

from datetime import date, timedelta

import pytest

from escale.directory import contacts
from escale.directory.models import Contact, Meeting, Partner
from escale.testing import builders
from escale.testing.pages import text, words

PARTNERS = "/equipe/partenaires/"


@pytest.fixture
def mission_locale(adviser):
    return builders.partner(adviser, name="Mission locale", needs=("chercher-emploi",), latitude=48.13, longitude=-1.20)


def test_a_card_says_whom_one_knows_when_one_met_how_far_and_what_for(client, adviser, venue, now, france_services):
    contacts.add(
        Contact(name="Élodie", role="agente d’accueil", agreed_on=now.date()), partner=france_services, now=now
    )
    talk = Meeting.objects.create(
        organization=adviser.organization, on=date(2026, 9, 22), created_at=now, submission=builders.uuid4()
    )
    talk.partners.add(france_services)
    page = words(client.get(PARTNERS))
    for said in ("Élodie, agente d’accueil", "Rencontre du 22 septembre", "Droits", "Sans rendez-vous", "1 partenaire"):
        assert said in page


def test_a_need_in_plain_words_finds_who_answers_it_and_says_how_it_was_understood(
    client, france_services, mission_locale
):
    page = words(client.get(PARTNERS, {"q": "remplir un dosier caf"}))
    assert "Nous avons compris" in page
    assert ("France services de Vitré" in page, "Mission locale" in page) == (True, False)
    assert "Aucun partenaire ne répond." in words(client.get(PARTNERS, {"q": "zzzz"}))


def test_each_pin_of_the_map_has_its_number_and_its_line_in_the_list(client, venue, france_services, mission_locale):
    page = text(client.get(PARTNERS))
    for partner in (france_services, mission_locale):
        assert f'data-href="{PARTNERS}{partner.pk}/"' in page
        assert f'id="partenaire-{partner.pk}"' in page
    assert page.count('<g class="pin"') == 2
    assert "tiles" not in page


def test_a_commune_nobody_knows_is_said_beside_its_field_and_kept(client, france_services):
    page = words(client.get(PARTNERS, {"autour": "Vitrrrrrouille"}))
    assert "Nous ne trouvons pas cette commune." in page
    assert "Vitrrrrrouille" in text(client.get(PARTNERS, {"autour": "Vitrrrrrouille"}))


def test_htmx_is_given_what_is_found_alone(client, france_services):
    answer = client.get(PARTNERS, {"q": "caf"}, headers={"HX-Request": "true"})
    assert "<html" not in text(answer)
    assert "France services de Vitré" in text(answer)


def test_sheets_to_read_over_are_listed_and_said_true_in_one_gesture(client, france_services, now):
    Partner.objects.update(check_again_on=now.date() - timedelta(days=1))
    sheets = f"{PARTNERS}fiches/?voir=a-verifier"
    assert "1 fiche" in words(client.get(sheets))
    answer = client.post(f"{PARTNERS}{france_services.pk}/verifiee/", {"retour": "a-verifier"}, follow=True)
    assert "Aucune fiche ici." in words(answer)


def test_the_list_asks_as_many_questions_for_three_partners_as_for_one(
    client, adviser, venue, france_services, queries
):
    def asked() -> int:
        with queries() as found:
            client.get(PARTNERS, {"q": "caf"})
        return len(found)

    asked()
    one = asked()
    for number in (1, 2):
        other = builders.partner(adviser, name=f"Relais {number}", needs=("caf",))
        contacts.add(Contact(name="Claire", agreed_on=date(2026, 11, 1)), partner=other, now=builders.NOW)
    assert asked() == one
