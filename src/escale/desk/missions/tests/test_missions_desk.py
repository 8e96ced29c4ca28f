"""An adviser writes her own sheet: it begins filled in, nothing typed is lost, and it may be withdrawn."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from escale.accounts.models import Membership
from escale.publishing.missions import USUAL
from escale.publishing.models import MissionSheet
from escale.testing.cast import signed_in

PAGE = "desk:missions"


@pytest.fixture
def desk(adviser: Membership) -> Client:
    return signed_in(adviser)


def typed(**said: Any) -> dict[str, Any]:
    return USUAL | {"revision": 0, "shows_email": "on"} | said


def test_it_begins_with_what_is_true_of_most(desk: Client) -> None:
    assert "J’anime des ateliers en petit groupe" in desk.get(reverse(PAGE)).text
    assert not MissionSheet.objects.exists()


def test_saved_it_is_online_at_once(desk: Client, client: Client) -> None:
    said = desk.post(reverse(PAGE), typed(does="J’aide à écrire un mail."), follow=True).text
    sheet = MissionSheet.objects.get()
    assert sheet.slug == "maelle-garnier"
    assert reverse("portal:missions", args=[sheet.slug]) in said
    assert "J’aide à écrire un mail." in client.get(reverse("portal:missions", args=[sheet.slug])).text


def test_two_advisers_of_the_same_name_have_two_addresses(desk: Client, colleague: Membership) -> None:
    desk.post(reverse(PAGE), typed())
    colleague.user.first_name, colleague.user.last_name = "Maëlle", "Garnier"
    colleague.user.save()
    signed_in(colleague).post(reverse(PAGE), typed())
    assert sorted(MissionSheet.objects.values_list("slug", flat=True)) == ["maelle-garnier", "maelle-garnier-2"]


def test_what_is_refused_is_kept(desk: Client) -> None:
    response = desk.post(reverse(PAGE), typed(does="", does_not="Rien de tout cela."))
    assert response.status_code == 422
    assert "Rien de tout cela." in response.text


def test_more_than_one_page_holds_is_refused(desk: Client) -> None:
    response = desk.post(reverse(PAGE), typed(does="\n".join(["J’aide."] * 13)))
    assert "Il y a 13\u00a0lignes" in response.text or "Il y a 13 lignes" in response.text


def test_a_second_window_is_told(desk: Client) -> None:
    desk.post(reverse(PAGE), typed(does="J’aide."))
    response = desk.post(reverse(PAGE), typed(does="J’explique."))
    assert response.status_code == 422
    assert "dans une autre fenêtre" in response.text
    assert "J’explique." in response.text
    desk.post(reverse(PAGE), typed(does="J’explique.", revision=response.context["form"]["revision"].value()))
    assert MissionSheet.objects.get().does == "J’explique."


def test_it_is_withdrawn_and_put_back(desk: Client) -> None:
    desk.post(reverse(PAGE), typed())
    said = desk.post(reverse("desk:missions-withdraw"), follow=True).text
    assert "n’est plus en ligne" in said
    assert MissionSheet.objects.get().published_at is None
    desk.post(reverse("desk:missions-publish"))
    assert MissionSheet.objects.get().published_at is not None
