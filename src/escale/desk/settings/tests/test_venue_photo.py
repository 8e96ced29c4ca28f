"""The photo of a place: brought, said in words, erased; the public sees it while it is shown."""

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from PIL import Image

from escale.accounts.models import Membership
from escale.places.models import Venue
from escale.publishing.models import Picture
from escale.testing.cast import signed_in


@pytest.fixture
def desk(admin: Membership) -> Client:
    return signed_in(admin)


def sent(alt: str = "Une porte bleue, sous un auvent", color: str = "#335577") -> dict[str, object]:
    file = BytesIO()
    Image.new("RGB", (1600, 900), color).save(file, "PNG")
    return {"file": SimpleUploadedFile("porte.png", file.getvalue(), "image/png"), "alt": alt}


def page_of(venue: Venue) -> str:
    return reverse("desk:settings-venue", args=[venue.pk])


def test_it_is_on_the_public_page_with_its_words(desk: Client, client: Client, venue: Venue) -> None:
    said = desk.post(f"{page_of(venue)}photo/", sent(), follow=True)
    assert "La photo est sur la page du lieu." in said.text
    photo = Picture.objects.get()
    assert (photo.width, photo.name[-4:]) == (720, ".jpg")
    address = reverse("portal:picture", args=[photo.name])
    page = client.get(reverse("portal:venue", args=[venue.slug])).text
    assert f'src="{address}" alt="Une porte bleue, sous un auvent"' in page
    assert client.get(address).status_code == 200


def test_another_takes_its_place_and_the_first_is_erased(desk: Client, client: Client, venue: Venue) -> None:
    desk.post(f"{page_of(venue)}photo/", sent())
    first = Picture.objects.get()
    desk.post(f"{page_of(venue)}photo/", sent(color="#775533"))
    assert Picture.objects.get().pk != first.pk
    assert client.get(reverse("portal:picture", args=[first.name])).status_code == 404


def test_erased_the_page_of_the_place_stands_without_it(desk: Client, client: Client, venue: Venue) -> None:
    desk.post(f"{page_of(venue)}photo/", sent())
    desk.post(f"{page_of(venue)}photo/retirer/")
    assert not Picture.objects.exists()
    assert "<img" not in client.get(reverse("portal:venue", args=[venue.slug])).text


@pytest.mark.parametrize("alt", ["", "x" * 5000, "a\x00b"])
def test_words_that_cannot_be_kept_are_refused_beside_the_field(desk: Client, venue: Venue, alt: str) -> None:
    response = desk.post(f"{page_of(venue)}photo/", sent(alt=alt))
    assert response.status_code == 422
    assert 'id="id_alt_error"' in response.text
    assert not Picture.objects.exists()


def test_it_goes_with_the_place_from_public_pages(desk: Client, client: Client, venue: Venue) -> None:
    desk.post(f"{page_of(venue)}photo/", sent())
    Venue.objects.update(kind="home")
    assert client.get(reverse("portal:picture", args=[Picture.objects.get().name])).status_code == 404
