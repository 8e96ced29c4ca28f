"""The photo of the posters of a kit."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from escale.accounts.models import Membership
from escale.desk.settings.tests.acting import address, get, post, settled
from escale.publishing.models import Kit, Picture
from escale.publishing.rendering.tests.sources import image
from escale.testing import publicity


@pytest.fixture
def kit(adviser: Membership) -> Kit:
    return publicity.kit(adviser.organization)


def photo_file() -> SimpleUploadedFile:
    return SimpleUploadedFile("photo.jpg", image((600, 400), "green", "JPEG"))


def test_a_photo_brought_is_kept_and_on_the_poster(adviser: Membership, kit: Kit):
    post(adviser, "kit-pictures", kit.pk, file=photo_file(), alt="Deux mains", credit="Léa")
    kit.refresh_from_db()
    assert (kit.picture.alt, kit.picture.credit) == ("Deux mains", "Léa")
    page = get(adviser, "kit-pictures", kit.pk)
    assert "Sur l’affiche" in page.text
    assert 'alt="Deux mains"' in page.text


def test_a_photo_without_words_for_who_cannot_see_it_is_refused(adviser: Membership, kit: Kit):
    page = post(adviser, "kit-pictures", kit.pk, file=photo_file(), alt="", credit="Léa")
    assert page.status_code == 422
    assert "Léa" in page.text
    assert not Picture.objects.exists()


def test_another_photo_is_chosen_then_none(adviser: Membership, kit: Kit):
    photo = publicity.picture(adviser.organization)
    post(adviser, "kit-picture-choose", kit.pk, photo=photo.pk)
    kit.refresh_from_db()
    assert kit.picture == photo
    post(adviser, "kit-picture-choose", kit.pk, photo="")
    kit.refresh_from_db()
    assert kit.picture is None


def test_the_photo_of_another_organization_is_not_found(adviser: Membership, outsider: Membership, kit: Kit):
    theirs = publicity.picture(outsider.organization)
    assert post(adviser, "kit-picture-choose", kit.pk, photo=theirs.pk).status_code == 404
    assert get(adviser, "picture", theirs.name).status_code == 404


@pytest.mark.parametrize("typed", ["deux", "9" * 5000, "²"])
def test_what_is_not_the_number_of_a_photo_is_not_found(typed: str, adviser: Membership, kit: Kit):
    assert post(adviser, "kit-picture-choose", kit.pk, photo=typed).status_code == 404
    photo = publicity.picture(adviser.organization)
    assert post(adviser, "picture-withdraw", photo.pk, kit=typed)["Location"] == address("settings-identity")


def test_a_photo_withdrawn_stays_on_its_posters_and_comes_back(adviser: Membership, kit: Kit):
    photo = publicity.picture(adviser.organization)
    post(adviser, "kit-picture-choose", kit.pk, photo=photo.pk)
    post(adviser, "picture-withdraw", photo.pk, kit=kit.pk)
    kit.refresh_from_db()
    assert kit.picture == photo
    assert not get(adviser, "kit-pictures", kit.pk).context["page"].object_list
    post(adviser, "picture-restore", photo.pk)
    assert list(get(adviser, "kit-pictures", kit.pk).context["page"].object_list) == [photo]


def test_an_image_is_given_as_it_is(adviser: Membership):
    photo = publicity.picture(adviser.organization)
    answer = get(adviser, "picture", photo.name)
    assert (answer.content, answer["Content-Type"]) == (b"\x89PNG", "image/png")
    assert answer["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize("number", [1, 3])
def test_the_page_asks_as_much_whatever_the_number_of_photos(
    adviser: Membership, kit: Kit, number: int, django_assert_max_num_queries
):
    for _ in range(number):
        publicity.picture(adviser.organization)
    client = settled(adviser)
    with django_assert_max_num_queries(17):
        assert len(client.get(address("kit-pictures", kit.pk)).context["page"].object_list) == number
