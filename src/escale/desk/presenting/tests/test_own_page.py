"""An adviser writes her own page: it begins filled in, nobody reads it before she says so, her photo can be erased."""

from datetime import datetime
from io import BytesIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from PIL import Image

from escale.accounts.models import Membership
from escale.publishing import advisers
from escale.publishing.advisers import USUAL
from escale.publishing.models import AdviserPage, Picture, PictureKind
from escale.testing import rows_pages
from escale.testing.cast import signed_in

PAGE = "/equipe/communication/ma-page/"


@pytest.fixture
def desk(adviser: Membership) -> Client:
    return signed_in(adviser)


def typed(**said: Any) -> dict[str, Any]:
    return {"helps_with": USUAL, "languages": "français", "revision": 0} | said


def photo(color: str = "#885522") -> SimpleUploadedFile:
    file = BytesIO()
    Image.new("RGB", (1200, 1600), color).save(file, "JPEG")
    return SimpleUploadedFile("moi.jpg", file.getvalue(), "image/jpeg")


def test_it_begins_with_what_is_true_of_most(desk: Client) -> None:
    assert "Ranger ses photos et ses documents" in desk.get(PAGE).text
    assert not AdviserPage.objects.exists()


def test_saved_nobody_reads_it_until_she_says_so(desk: Client, client: Client) -> None:
    desk.post(PAGE, typed(helps_with="Écrire un mail"))
    own = AdviserPage.objects.get()
    public = reverse("portal:adviser", args=[own.slug])
    assert own.slug == "maelle-centre-social-de-vitre"
    assert client.get(public).status_code == 404
    desk.post(f"{PAGE}publier/")
    assert "Écrire un mail" in client.get(public).text
    assert "La remettre" in desk.post(f"{PAGE}retirer/", follow=True).text
    assert client.get(public).status_code == 404


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ({"helps_with": ""}, "Écrivez ce que je peux vous aider à faire."),
        ({"helps_with": "\n".join(["Écrire"] * 9)}, "Il y a 9"),
        ({"helps_with": "x" * 5000}, "trop long"),
        ({"helps_with": "a\x00b"}, "illisible"),
        ({"languages": "y" * 5000}, "trop long"),
        ({"helps_with": "Mot de passe : Soleil35!"}, "mot de passe"),
    ],
)
def test_what_is_refused_is_said_and_kept(desk: Client, said: dict[str, str], why: str) -> None:
    response = desk.post(PAGE, typed(languages="breton") | said)
    assert response.status_code == 422
    assert why in response.text.replace("\u00a0", " ")
    assert said.get("languages", "breton") in response.text
    assert not AdviserPage.objects.exists()


def test_a_second_window_is_told_and_loses_nothing(desk: Client) -> None:
    desk.post(PAGE, typed(helps_with="Écrire un mail"))
    response = desk.post(PAGE, typed(helps_with="Ranger ses photos"))
    assert response.status_code == 422
    assert "dans une autre fenêtre" in response.text
    assert "Ranger ses photos" in response.text
    desk.post(PAGE, typed(helps_with="Ranger ses photos", revision=response.context["form"]["revision"].value()))
    assert AdviserPage.objects.get().helps_with == "Ranger ses photos"


def test_her_photo_is_shown_changed_and_erased_for_good(desk: Client, adviser: Membership) -> None:
    rows_pages.adviser_page(adviser)
    assert "Votre photo est sur votre page." in desk.post(f"{PAGE}photo/", {"file": photo()}, follow=True).text
    kept = Picture.objects.get()
    assert (kept.width, kept.height, kept.alt) == (300, 400, "Photo de Maëlle")
    desk.post(f"{PAGE}photo/", {"file": photo("#225588")})
    assert Picture.objects.get().pk != kept.pk
    desk.post(f"{PAGE}photo/retirer/")
    assert not Picture.objects.exists()


def test_a_file_that_is_no_image_is_refused_in_words(desk: Client, adviser: Membership) -> None:
    rows_pages.adviser_page(adviser)
    drawing = SimpleUploadedFile("moi.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>", "image/svg+xml")
    response = desk.post(f"{PAGE}photo/", {"file": drawing})
    assert response.status_code == 422
    assert "dessin SVG" in response.text
    assert not Picture.objects.exists()


def test_the_face_of_a_colleague_is_left_alone(desk: Client, adviser: Membership, colleague: Membership) -> None:
    rows_pages.adviser_page(adviser)
    rows_pages.adviser_page(colleague)
    signed_in(colleague).post(f"{PAGE}photo/", {"file": photo()})
    desk.post(f"{PAGE}photo/", {"file": photo("#225588")})
    desk.post(f"{PAGE}photo/retirer/")
    assert AdviserPage.objects.get(adviser=colleague.user).photo is not None


def test_of_whoever_left_nothing_is_kept_and_of_others_all(
    adviser: Membership, colleague: Membership, now: datetime
) -> None:
    for member in (adviser, colleague):
        face = rows_pages.picture(member, PictureKind.PORTRAIT, alt="", color=f"#8855{member.pk % 90 + 10}")
        advisers.set_photo(rows_pages.adviser_page(member), face)
    Membership.objects.filter(pk=adviser.pk).update(ended_at=now)
    assert advisers.erase_of_gone(now=now) == 1
    assert [own.adviser for own in AdviserPage.objects.all()] == [colleague.user]
    assert Picture.objects.count() == 1
    assert advisers.erase_of_gone(now=now) == 0
