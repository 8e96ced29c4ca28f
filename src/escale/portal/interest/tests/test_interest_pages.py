"""« Je veux apprendre », page after page, without an account and without JavaScript."""

import re
import zlib
from collections.abc import Iterator
from html import unescape
from typing import Any
from urllib.parse import urlencode
from uuid import uuid4

import pytest
import time_machine
from django.template.loader import render_to_string
from django.test import Client

from escale.accounts.models import Membership, Organization
from escale.portal.interest import paper
from escale.testing import builders
from escale.ui import pdf
from escale.workshops.models import Interest

STREAM = re.compile(rb"stream\r?\n(.*?)\r?\nendstream", re.DOTALL)
PHONE = "06 39 98 00 51"
SAID = {"use": "alone", "search": "alone", "mail": "alone", "scam": "with_help", "availability": "tue-morning"}


@pytest.fixture(autouse=True)
def friday(adviser: Membership) -> Iterator[None]:
    """The instance is in use: somebody works there."""
    with time_machine.travel(builders.NOW, tick=False):
        yield


def text_of(response: Any) -> str:
    return unescape(response.content.decode()).replace("\u00a0", " ")


def address(organization: Organization, page: str = "", **said: object) -> str:
    return f"/je-veux-apprendre/{organization.slug}/{page}" + (f"?{urlencode(said)}" if said else "")


def send(client: Client, organization: Organization, *, said: dict[str, str] = SAID, **typed: str) -> Any:
    form = {"first_name": "Colette", "phone": PHONE} | typed
    return client.post(address(organization, "numero/", **said), form)


def test_with_one_organization_its_page_opens_at_once(client: Client, organization: Organization) -> None:
    assert client.get("/je-veux-apprendre/").url == address(organization)


def test_with_several_one_chooses_and_with_none_one_calls(client: Client, organization: Organization) -> None:
    builders.organization("CCAS d’ailleurs")
    assert "CCAS d’ailleurs" in text_of(client.get("/je-veux-apprendre/"))
    Organization.objects.update(online_booking_opened_at=None)
    assert "Un appel suffit." in text_of(client.get("/je-veux-apprendre/"))


def test_three_questions_then_the_eight_that_suit(client: Client, organization: Organization) -> None:
    assert "Je cherche un horaire sur internet" in text_of(client.get(address(organization)))
    far = client.get(address(organization, "suite/", use="alone", search="alone", mail="alone"))
    near = client.get(address(organization, "suite/", use="not_yet"))
    assert ("message trompeur" in text_of(far), "Je me connecte au wifi" in text_of(near)) == (True, True)


def test_answering_nothing_leads_back_with_what_to_do(client: Client, organization: Organization) -> None:
    answer = client.get(address(organization, "suite/", sort="alone", use="?"), follow=True)
    assert "Choisissez au moins une réponse." in text_of(answer)


def test_what_was_said_is_kept_on_the_list(client: Client, organization: Organization) -> None:
    assert send(client, organization, goals="écrire à ma fille", acquisition="newspaper").url.endswith("/note/")
    asked = Interest.objects.get()
    assert (asked.first_name, asked.phone, asked.level, asked.availability, asked.goals, asked.source) == (
        "Colette",
        "+33639980051",
        "intermediate",
        ["tue-morning"],
        "écrire à ma fille",
        "online",
    )
    assert asked.answers == {"use": "alone", "search": "alone", "mail": "alone", "scam": "with_help"}


def test_going_back_loses_nothing_that_was_said(client: Client, organization: Organization) -> None:
    said = SAID | {"room_needs": "quiet", "device": "phone", "wants_basics": "on"}
    for page, own in (
        ("", {"use", "search", "mail"}),
        ("suite/", {"scam"}),
        ("quand/", set(said) - {*SAID} | {"availability"}),
    ):
        response = client.get(address(organization, page, **said))
        kept = dict(response.context["kept"])
        assert set(kept) == set(said) - own, page
        checked = {name for name in own if f'name="{name}"' in response.content.decode()}
        assert checked == own, page


def test_whoever_does_not_know_is_called(client: Client, organization: Organization) -> None:
    send(client, organization, said={})
    asked = Interest.objects.get()
    assert (asked.level, asked.positioned_at, asked.availability) == ("", None, [])


def test_the_same_form_twice_is_one_place_and_two_first_names_are_two(
    client: Client, organization: Organization
) -> None:
    said = {"envoi": str(uuid4())}
    for name in ("Colette", "Colette", "Raymond"):
        send(client, organization, said=said, first_name=name)
    assert sorted(Interest.objects.values_list("first_name", flat=True)) == ["Colette", "Raymond"]


def test_the_thanks_say_the_same_whether_one_was_on_the_list_or_not(client: Client, organization: Organization) -> None:
    first = client.get(send(client, organization).url)
    again = client.get(send(client, organization).url)
    assert first.content == again.content
    assert Interest.objects.count() == 1


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"first_name": ""}, "Écrivez votre prénom."),
        ({"first_name": "…"}, "Écrivez-le en lettres."),
        ({"phone": ""}, "Écrivez votre numéro."),
        ({"phone": "06 39 98"}, "Il en faut 10."),
        ({"goals": "mot de passe : Soleil2024"}, "Ne notez pas de mot de passe ici."),
        ({"goals": "x" * 201}, "trop long"),
        ({"website": "http://spam"}, "Envoyez-la encore une fois."),
        ({"first_name": "Col\x00ette"}, "illisible"),
    ],
)
def test_what_is_refused_is_said_and_nothing_typed_is_lost(
    client: Client, organization: Organization, typed: dict[str, str], said: str
) -> None:
    response = send(client, organization, **({"goals": "écrire"} | typed))
    assert response.status_code == 422
    assert said in text_of(response)
    assert not Interest.objects.exists()
    assert 'value="06 39 98' in text_of(response) or "phone" in typed
    assert "availability=tue-morning" in text_of(response)


@pytest.mark.parametrize("page", ["", "suite/", "quand/", "numero/"])
def test_an_address_typed_by_hand_breaks_nothing(client: Client, organization: Organization, page: str) -> None:
    strange = {"use": "\x00", "venue": "²", "device": "?", "availability": "never", "envoi": "x", "room_needs": "?"}
    assert client.get(address(organization, page, **strange)).status_code in {200, 302}
    other = builders.venue(builders.organization("CCAS d’ailleurs"))
    assert client.get(address(organization, page, venue=other.pk)).status_code in {200, 302}


def test_an_unknown_organization_has_no_page(client: Client, db: None) -> None:
    assert client.get("/je-veux-apprendre/ailleurs/").status_code == 404


def test_too_many_requests_for_one_number_wait(client: Client, organization: Organization) -> None:
    answers = [send(client, organization, first_name=f"Colette {'abcdefghijkl'[n]}").status_code for n in range(11)]
    assert (answers[:10], answers[10]) == ([302] * 10, 429)


def test_the_sheet_of_paper_takes_two_pages_whatever_the_names(organization: Organization) -> None:
    organization.name = "Centre social et culturel intercommunal du pays de Vitré et de la Guerche-de-Bretagne"[:80]
    for venues in ([], [f"Médiathèque et tiers-lieu de la commune numéro {n}" for n in range(4)]):
        context = {"sheet": paper.sheet(venues), "organization": organization}
        html = render_to_string("portal/interest/paper_pdf.html", context)
        assert len(pdf.lay_out(html, stylesheet="portal/interest-pdf.css").pages) == 2


def test_the_sheet_is_a_tagged_pdf_in_french_with_a_title(client: Client, organization: Organization) -> None:
    response = client.get(address(organization, "feuille.pdf"))
    assert response.headers["Content-Type"] == "application/pdf"
    assert response.content.startswith(b"%PDF")
    written = b"".join(map(unpacked, STREAM.findall(response.content)))
    for mark in (b"/StructTreeRoot", b"/Lang", b"/MarkInfo", b"/TH", b"/H1"):
        assert mark in written, mark


def unpacked(stream: bytes) -> bytes:
    try:
        return zlib.decompress(stream)
    except zlib.error:
        return b""


def test_the_sheet_asks_the_same_questions(client: Client, organization: Organization) -> None:
    said = text_of(client.get(address(organization, "feuille/")))
    for words in ("Je reconnais un message trompeur.", "Un coin calme", "Samedi", "Après-midi"):
        assert words in said
