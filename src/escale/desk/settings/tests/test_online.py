"""Online booking, on Friday 13 November 2026."""

import pytest

from escale.accounts.models import Organization
from escale.appointments import opening
from escale.appointments.models import BookableBy, Reason
from escale.desk.settings.tests.acting import address, get, post, post_and_read, text_of
from escale.places.models import Venue
from escale.testing import builders
from escale.testing.cast import Reception

pytestmark = pytest.mark.usefixtures("friday")


def page(reception: Reception) -> str:
    return text_of(get(reception.adviser, "settings-online"))


def test_the_effect_is_said_before_opening(reception: Reception):
    """Four hours each morning of 64 weekdays, Christmas and New Year’s Day left out."""
    opening.close_to_public(reception.organization)
    shown = page(reception)
    assert "Fermée au public" in shown
    assert "1 motif sur 1 est prêt." in shown
    assert "Le public verra <b>1 motif et 248 créneaux</b>, du 16 novembre 2026 au 11 février 2027." in shown
    assert "Je veux envoyer un document par mail" in shown
    assert "Dès lundi 16 novembre à 9 h" in shown


def test_opening_and_closing(reception: Reception):
    opening.close_to_public(reception.organization)
    assert "est ouverte" in post_and_read(reception.adviser, "settings-online-open")
    assert Organization.objects.get().is_open_online
    assert "est fermée" in post_and_read(reception.adviser, "settings-online-close")
    assert not Organization.objects.get().is_open_online


def test_a_reason_for_the_team_is_opened_to_everyone_from_there(reception: Reception):
    Reason.objects.update(bookable_by=BookableBy.STAFF, offered_online=False)
    shown = page(reception)
    assert "Il manque 1 chose" in shown
    assert "Réservé à l’équipe pour l’instant." in shown
    assert "Le public ne voit <b>rien</b>" in shown
    post(reception.adviser, "settings-online-everyone", reception.reason.pk)
    assert Reason.objects.get().bookable_by == BookableBy.EVERYONE


def test_a_ready_reason_is_offered_then_withdrawn(reception: Reception):
    Reason.objects.update(offered_online=False)
    assert "Prêt, pas proposé : votre choix" in page(reception)
    post(reception.adviser, "settings-online-offer", reception.reason.pk, offered="on")
    assert Reason.objects.get().offered_online
    post(reception.adviser, "settings-online-offer", reception.reason.pk, offered="off")
    assert not Reason.objects.get().offered_online


def test_each_missing_thing_leads_to_where_it_is_given(reception: Reception):
    Venue.objects.update(address="")
    Reason.objects.update(bring="")
    shown = page(reception)
    assert "Il manque 2 choses" in shown
    assert f'href="{address("settings-venue", reception.venue.pk)}" aria-label="Ajouter l’adresse' in shown
    assert f'href="{address("settings-reason", reception.reason.pk)}" aria-label="Compléter' in shown
    reception.reason.permanences.clear()
    assert f'href="{address("permanences")}" aria-label="Choisir une permanence' in page(reception)


def test_the_link_is_given_with_its_qr_code_and_its_image(reception: Reception):
    slug = reception.organization.slug
    assert f"http://localhost:8000/rendez-vous/{slug}/" in page(reception)
    image = get(reception.adviser, "settings-online-qr")
    assert image["Content-Type"] == "image/png"
    assert image.content.startswith(b"\x89PNG")
    assert f"rendez-vous-{slug}.png" in image["Content-Disposition"]


def test_the_poster_says_the_telephone_first_then_the_link(reception: Reception):
    poster = text_of(get(reception.adviser, "settings-online-poster"))
    assert poster.index("02 61 91 05 12") < poster.index(f"/rendez-vous/{reception.organization.slug}/")


def test_nothing_to_show_says_where_to_begin(adviser):
    assert "Aucun motif." in text_of(get(adviser, "settings-online"))


def test_a_reason_of_a_telephone_permanence_needs_no_address(reception: Reception):
    Venue.objects.update(kind="phone", address="", commune="")
    assert "1 motif sur 1 est prêt." in page(reception)


def test_two_reasons_are_counted_in_words(reception: Reception):
    builders.reason(reception.organization, name="Photos", bookable_by=BookableBy.STAFF)
    assert "1 motif sur 2 est prêt. Pour les autres, voici ce qu’il manque." in page(reception)
