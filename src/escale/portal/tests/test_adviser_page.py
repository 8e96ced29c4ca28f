"""The page of an adviser, as the public reads it."""

from datetime import datetime

import pytest
from django.test import Client
from django.urls import reverse

from escale.portal.tests import acting, found
from escale.portal.tests.acting import text_of
from escale.publishing import advisers, own_pages
from escale.publishing.models import AdviserPage, PictureKind
from escale.testing import builders, rows_pages
from escale.testing.cast import Reception


@pytest.fixture
def own(reception: Reception) -> AdviserPage:
    return rows_pages.adviser_page(reception.adviser)


def address(own: AdviserPage) -> str:
    return reverse("portal:adviser", args=[own.slug])


def test_it_says_what_she_helps_with_where_when_and_her_next_hour(client: Client, own: AdviserPage, reception) -> None:
    page = text_of(client.get(address(own)))
    for said in (
        "<h1>Maëlle</h1>",
        "Conseillère numérique",
        "Centre social de Vitré",
        "Ranger ses photos et ses documents",
        "Français, anglais.",
        "Du lundi au vendredi : de 9 h à 12 h.",
        "<b>lundi 16 novembre à 9 h</b>",
        acting.slots_page(reception.reason, "?a-partir=2026-11-16"),
    ):
        assert said in page
    assert "Garnier" not in page


def test_her_next_hour_is_hers_and_not_a_colleague_s(client: Client, own: AdviserPage, reception, colleague) -> None:
    builders.permanence(colleague, reception.venue, weekdays=(6,), reasons=(reception.reason,))
    assert "lundi 16 novembre à 9 h" in text_of(client.get(address(own)))


def test_without_any_free_hour_a_call_is_enough(client: Client, own: AdviserPage, reception) -> None:
    reception.reason.offered_online = False
    reception.reason.save()
    assert "Un appel suffit." in text_of(client.get(address(own)))


@pytest.mark.parametrize("gone", ["withdrawn", "left", "closed"])
def test_it_is_shown_only_while_she_is_there_and_says_so(
    client: Client, own: AdviserPage, gone, reception, now
) -> None:
    if gone == "withdrawn":
        own_pages.withdraw(own)
    elif gone == "left":
        reception.adviser.ended_at = now
        reception.adviser.save()
    else:
        reception.organization.online_booking_opened_at = None
        reception.organization.save()
    assert client.get(address(own)).status_code == 404


def test_programs_read_a_first_name_and_no_more(client: Client, own: AdviserPage) -> None:
    response = client.get(address(own))
    profile, _trail = found.described(response)
    person = profile["mainEntity"]
    assert (person["name"], person["knowsLanguage"]) == ("Maëlle", ["français", "anglais"])
    assert found.meta(response, "og:type") == "profile"


def test_the_site_of_a_network_does_not_show_her_when_she_works_elsewhere(client: Client, own: AdviserPage) -> None:
    with found.site_of(builders.organization("Ailleurs")) as domain:
        assert client.get(address(own), headers={"host": domain}).status_code == 404


def test_her_face_is_seen_while_her_page_is_shown(client: Client, own: AdviserPage, reception: Reception) -> None:
    face = rows_pages.picture(reception.adviser, PictureKind.PORTRAIT, alt="Photo de Maëlle")
    picture = reverse("portal:picture", args=[face.name])
    assert client.get(picture).status_code == 404
    advisers.set_photo(own, face)
    assert f'src="{picture}"' in client.get(address(own)).text
    response = client.get(picture)
    assert (response.headers["Content-Type"], response.headers["X-Content-Type-Options"]) == ("image/jpeg", "nosniff")
    assert response.headers["Cache-Control"] == "public, max-age=3600"
    own_pages.withdraw(own)
    assert client.get(picture).status_code == 404


def test_the_place_she_receives_at_links_to_her_page(client: Client, own: AdviserPage, reception: Reception) -> None:
    page = client.get(reverse("portal:venue", args=[reception.venue.slug])).text
    assert f'href="{address(own)}"' in page


def test_two_advisers_of_one_name_have_two_addresses(own: AdviserPage, reception: Reception, now: datetime) -> None:
    other = builders.member(reception.organization, first_name="Maëlle")
    assert rows_pages.adviser_page(other).slug == f"{own.slug}-2"
