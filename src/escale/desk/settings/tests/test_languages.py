"""Pages in other languages: a link the organization gives, nothing of another site inside ours."""

import pytest

from escale.publishing import languages
from escale.publishing.models import Language, TranslatedPage
from escale.testing.builders import NOW
from escale.testing.cast import signed_in
from escale.testing.pages import text

PAGE, SIGNED = "/equipe/reglages/langues/", "https://video.example.org/lsf"


def test_a_page_is_added_shown_to_the_public_and_taken_off(client, adviser, reception):
    team = signed_in(adviser)
    assert team.post(PAGE, {"language": "fsl", "address": SIGNED}).status_code == 302
    kept = TranslatedPage.objects.get()
    for where in (f"/structures/{adviser.organization.slug}/", "/bienvenue/"):
        page = text(client.get(where))
        assert f'href="{SIGNED}"' in page
        assert "<iframe" not in page
    team.post(f"{PAGE}{kept.pk}/retirer/")
    assert SIGNED not in text(client.get("/bienvenue/"))


def test_a_page_in_english_is_on_the_welcome_in_english(client, reception):
    languages.add(reception.organization, Language.ENGLISH, "https://example.org/en", now=NOW)
    assert 'href="https://example.org/en"' in text(client.get("/bienvenue/en/"))
    assert "https://example.org/en" not in text(client.get("/bienvenue/ar/"))


@pytest.mark.parametrize(
    ("address", "sentence"),
    [
        ("", "Écrivez l’adresse de la page ou de la vidéo."),
        ("http://example.org/lsf", "Écrivez une adresse qui commence par https://."),
        ("javascript:alert(1)", "https://"),
        ("https://moi:secret@example.org/", "Écrivez une adresse qui commence par https://."),
        ("https://example.org/" + "a" * 5000, "Gardez-en 300 au plus."),
        ("https://exa\x00mple.org/", "illisible"),
        (SIGNED, "Cette page est déjà dans la liste."),
    ],
)
def test_an_address_that_can_t_be_given_is_refused_beside_its_field(adviser, address, sentence):
    languages.add(adviser.organization, Language.SIGN, SIGNED, now=NOW)
    response = signed_in(adviser).post(PAGE, {"language": "fsl", "address": address})
    assert (response.status_code, sentence in text(response)) == (422, True)
    assert TranslatedPage.objects.count() == 1


def test_the_list_holds_so_many_pages(adviser, monkeypatch):
    monkeypatch.setattr(languages, "MOST", 0)
    response = signed_in(adviser).post(PAGE, {"language": "fsl", "address": SIGNED})
    assert "La liste tient 0 pages." in text(response)


def test_a_public_page_asks_as_many_queries_for_one_page_as_for_three(client, reception, queries):
    client.get("/bienvenue/")
    counts = []
    for numbers in ((1,), (2, 3)):
        for number in numbers:
            languages.add(reception.organization, Language.SIGN, f"{SIGNED}/{number}", now=NOW)
        with queries() as seen:
            client.get("/bienvenue/")
        counts.append(len(seen))
    assert counts == [1, 1]
