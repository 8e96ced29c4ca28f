"""What is sent is weighed before it is kept."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.files.uploadhandler import TemporaryFileUploadHandler
from django.test import Client
from django.urls import reverse

from escale.accounts.models import Membership
from escale.testing import writings
from escale.testing.cast import signed_in
from escale.ui import uploads


def _posted(client: Client, address: str, weight: int) -> int:
    """The status of a form that says it weighs so much."""
    file = SimpleUploadedFile("photo.png", b"x" * 1000, "image/png")
    return client.post(address, {"file": file}, CONTENT_LENGTH=str(weight)).status_code


def test_what_would_fill_the_disk_is_refused_before_a_byte_is_kept(
    client: Client, adviser: Membership, monkeypatch: pytest.MonkeyPatch
) -> None:
    """By whoever sends it: a page of the public parses what it is sent, too."""
    kept: list[int] = []
    monkeypatch.setattr(TemporaryFileUploadHandler, "new_file", lambda *args, **kwargs: kept.append(1))
    address = reverse("portal:comments", args=[writings.article(adviser).slug])
    for sender, where in ((client, address), (signed_in(adviser), reverse("desk:pictures"))):
        assert _posted(sender, where, uploads.MOST_BYTES + 1) == 400
    assert kept == []


def test_what_a_form_refuses_in_words_still_reaches_it(adviser: Membership) -> None:
    """Fifty megabytes are a photo of a good camera: the form says that it is too heavy."""
    assert uploads.MOST_BYTES > 50 * 1024 * 1024
    heavy = SimpleUploadedFile("photo.png", bytes(6 * 1024 * 1024), "image/png")
    page = signed_in(adviser).post(reverse("desk:pictures"), {"file": heavy, "alt": "Un mur", "credit": ""})
    assert page.status_code == 422
    assert page.context["form"].has_error("file")
