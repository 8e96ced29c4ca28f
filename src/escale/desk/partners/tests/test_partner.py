"""The sheet of a partner: written without losing anything, read over, put away and back; whom one knows there."""

from datetime import timedelta

import pytest

from escale.directory.models import Contact, Partner
from escale.testing import builders
from escale.testing.cast import signed_in
from escale.testing.pages import text, undo_of, words

PARTNERS = "/equipe/partenaires/"


@pytest.fixture
def sheet(france_services):
    return f"{PARTNERS}{france_services.pk}/"


def test_a_name_is_enough_and_the_rest_is_understood_as_it_is_said(client):
    sent = {
        "name": "CLIC du Pays de Vitré",
        "town": "35500 Vitré",
        "hours": "du lundi au vendredi 9 h-12 h et 14 h-17 h",
        "needs_seniors": ["domicile"],
        "phone": "02 61 91 05 40",
    }
    client.post(f"{PARTNERS}ajouter/", sent)
    partner = Partner.objects.get()
    assert (partner.commune, partner.postcode, partner.phone) == ("35360", "35500", "+33261910540")
    assert partner.hours == "Mo-Fr 09:00-12:00,14:00-17:00"
    assert [row.need for row in partner.needs.order_by("pk")] == ["domicile"]
    assert partner.point is not None

    page = text(client.get(f"{PARTNERS}{partner.pk}/modifier/"))
    assert "de 9 h à 12 h" in page  # as one says it, and it is read back the same
    client.post(f"{PARTNERS}{partner.pk}/modifier/", {"name": "CLIC", "town": "Vitré (35500)", "revision": 0})
    assert Partner.objects.get().name == "CLIC"


def test_what_cannot_be_kept_is_said_beside_its_field_and_nothing_typed_is_lost(client):
    sent = {"name": "CCAS", "hours": "quand il fait beau", "missions": "Le mot de passe : Vitre2026!", "town": "zzzz"}
    answer = client.post(f"{PARTNERS}ajouter/", sent)
    assert answer.status_code == 422
    assert Partner.objects.count() == 0
    page = text(answer)
    assert "Nous ne lisons pas ces horaires." in page
    for typed in ("quand il fait beau", "zzzz", "Vitre2026!"):
        assert typed in page
    assert set(answer.context["form"].errors) == {"hours", "missions", "town"}


def test_a_partner_that_looks_like_another_is_asked_about_once(client, france_services):
    sent = {"name": "France Services de Vitré", "town": "Vitré (35500)"}
    first = client.post(f"{PARTNERS}ajouter/", sent)
    assert (first.status_code, Partner.objects.count()) == (422, 1)
    assert "Un partenaire ressemble à celui-ci" in words(first)
    client.post(f"{PARTNERS}ajouter/", sent | {"autre": "1"})
    assert Partner.objects.count() == 2


def test_what_a_colleague_wrote_meanwhile_is_not_written_over(client, france_services, sheet):
    Partner.objects.update(revision=3, missions="Par un collègue")
    answer = client.post(f"{sheet}modifier/", {"name": "Autre nom", "revision": 0})
    assert (answer.status_code, Partner.objects.get().missions) == (422, "Par un collègue")
    assert "Un collègue a changé cette fiche" in words(answer)
    assert "Autre nom" in text(answer)
    client.post(f"{sheet}modifier/", {"name": "Autre nom", "revision": 3})
    assert Partner.objects.get().name == "Autre nom"


def test_put_away_it_can_be_taken_out_again(client, france_services, sheet):
    answer = client.post(f"{sheet}retirer/", follow=True)
    assert "France services de Vitré n’est plus dans la liste." in words(answer)
    assert "n’est plus dans la liste, depuis" in words(client.get(sheet))
    client.post(undo_of(answer))
    assert Partner.objects.get().archived_at is None


def test_nobody_is_written_down_without_having_agreed(client, france_services, sheet, now):
    elodie = {"name": "Élodie Marchand", "role": "agente d’accueil", "phone": "02 61 91 05 14"}
    answer = client.post(f"{sheet}contacts/ajouter/", elodie)
    assert (answer.status_code, Contact.objects.count()) == (422, 0)
    tomorrow = elodie | {"agreed_on": (now + timedelta(days=1)).date()}
    assert "Ce jour n’est pas encore venu." in words(client.post(f"{sheet}contacts/ajouter/", tomorrow))
    client.post(f"{sheet}contacts/ajouter/", elodie | {"agreed_on": now.date()})
    page = words(client.get(sheet))
    assert "Élodie Marchand" in page
    assert "02 61 91 05 14" in page

    answer = client.post(f"{PARTNERS}contacts/{Contact.objects.get().pk}/parti/", follow=True)
    assert "Personne pour l’instant." in words(answer)
    assert "Élodie Marchand" in words(client.post(undo_of(answer), follow=True))
    client.post(f"{PARTNERS}contacts/{Contact.objects.get().pk}/effacer/")
    assert Contact.objects.count() == 0


def test_the_page_says_who_of_the_team_knows_them(client, adviser, sheet):
    client.post(f"{sheet}connaitre/", {"connu": "1"})
    assert "Je ne les connais plus" in words(client.get(sheet))
    client.post(f"{sheet}connaitre/", {"connu": "0"})
    assert "Personne ne l’a dit encore." in words(client.get(sheet))


def test_who_reads_only_is_shown_no_gesture(volunteer, sheet, now):
    page = words(signed_in(volunteer).get(sheet))
    assert "On les appelle pour" in page
    for gesture in ("Changer la fiche", "Ajouter un contact", "Noter une rencontre", "Toujours vrai"):
        assert gesture not in page


def test_the_contact_and_the_talk_of_another_organization_do_not_exist(client, outsider, now):
    hers = builders.partner(outsider, name="Ailleurs")
    assert client.get(f"{PARTNERS}{hers.pk}/").status_code == 404
    page = words(client.get(f"{PARTNERS}rencontres/noter/?partenaire={hers.pk}"))
    assert "Ailleurs" not in page
