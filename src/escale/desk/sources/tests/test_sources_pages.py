"""Sources at the desk: looked at before they are kept, explained, stopped; an offer hidden, told apart."""

import html
import re
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from escale.accounts.models import Membership
from escale.desk.sources import views_adding
from escale.desk.sources.words import WHAT_TO_DO
from escale.offers import keeping, refreshing
from escale.offers.formats import choice
from escale.offers.models import ForeignKind, ForeignOffer, Source, SourceKind, SourceProblem
from escale.offers.tests.conftest import agenda, event
from escale.places.models import Venue
from escale.testing import builders, pages
from escale.testing.cast import signed_in
from escale.testing.other_site import Site
from escale.topics import Topic
from escale.workshops.models import Audience

pytestmark = pytest.mark.usefixtures("clock")
HOME = "desk:sources"


@pytest.fixture
def clock(now: datetime) -> Iterator[None]:
    with time_machine.travel(now, tick=False):
        yield


@pytest.fixture
def desk(adviser: Membership) -> Client:
    return signed_in(adviser)


@pytest.fixture
def library(adviser: Membership, site: Site, now: datetime) -> Source:
    """The library's agenda, read once."""
    source = keeping.add(
        adviser.organization,
        kind=SourceKind.OPENAGENDA,
        name="Médiathèque de Balazé",
        url=site.answers("/agenda", agenda(event(), event("Jardiner", uid=2, keywords={"fr": ["Jardinage"]}))),
        around="",
        within_km=40,
        words={},
        now=now,
    )
    refreshing.read_due(now=now)
    return Source.objects.get(pk=source.pk)


def look(desk: Client, url: str, **changes: str) -> Any:
    said = {"url": url, "name": "Médiathèque", "commune": "", "within_km": "40"} | changes
    return desk.post(reverse("desk:source-look"), said)


def hidden_fields(response: Any) -> dict[str, str]:
    """What the button of a preview sends."""
    found = re.findall(r'<input type="hidden" name="(?!csrf)([^"]+)" value="([^"]*)"', response.content.decode())
    return {name: html.unescape(value) for name, value in found}


def test_at_first_it_says_what_a_source_is_and_how_to_add_one(desk: Client) -> None:
    page = pages.text(desk.get(reverse(HOME)))
    assert "Aucune source" in page
    assert reverse("desk:source-look") in page


def test_what_an_address_holds_is_seen_before_anything_is_kept(desk: Client, site: Site) -> None:
    far = event("À Marseille", uid=3, location={"city": "Marseille", "insee": "13055"})
    address = site.answers("/agenda", agenda(event(), event("Jardiner", uid=2, keywords={"fr": ["Jardinage"]}), far))
    page = pages.text(look(desk, address, commune="La Guerche-de-Bretagne"))
    assert "2 offres seraient montrées" in page
    assert "Mardi 24 novembre à 10 h" in page
    assert "Médiathèque, Balazé" in page
    assert "Gestion de ses contenus · Pour les seniors" in page
    assert "1 offre est trop loin" in page
    assert "Jardinage" in page
    assert not Source.objects.exists()


def test_once_seen_it_is_added_and_read_by_the_worker(desk: Client, site: Site, now: datetime) -> None:
    address = site.answers("/agenda", agenda(event()))
    hidden = hidden_fields(look(desk, address, commune="La Guerche-de-Bretagne"))
    said = desk.post(reverse("desk:source-add"), hidden, follow=True)
    source = Source.objects.get()
    assert (source.kind, source.url, source.around, source.within_km) == ("openagenda", address, "35125", 40)
    assert "est ajouté" in pages.text(said)
    refreshing.read_due(now=now)
    assert "Ranger ses photos" in pages.text(desk.get(reverse("desk:source", args=[source.pk])))


def test_the_home_page_of_another_escale_is_enough(desk: Client, site: Site) -> None:
    site.answers("/", b"<!doctype html><html><title>Escale</title></html>")
    site.answers("/activites.json", b'{"events": [], "escale": {"events": {}}}')
    page = pages.text(look(desk, f"{site.address}/"))
    assert "Un autre site Escale" in page
    assert "/activites.json" in page
    assert "Rien à montrer aujourd’hui" in page


@pytest.mark.parametrize(
    ("url", "sentence"),
    [
        ("", "Écrivez son adresse."),
        ("pas une adresse", "Cette adresse de site est incomplète"),
        ("http://10.0.0.1/agenda", "Cette adresse n’est pas permise"),
        ("https://agent:secret@balaze.example.org/", "Cette adresse n’est pas permise"),
        ("https://balaze.example.org:6379/", "Cette adresse n’est pas permise"),
        ("ftp://balaze.example.org/", "Cette adresse"),
        ("https://balaze.example.org/\x00", "illisible"),
        ("https://balaze.example.org/" + "a" * 5000, "trop long"),
    ],
)
def test_an_address_that_cannot_be_asked_says_why_beside_it(desk: Client, url: str, sentence: str) -> None:
    response = look(desk, url)
    assert response.status_code == 422
    assert sentence in pages.text(response)
    assert not Source.objects.exists()


@pytest.mark.parametrize(
    ("answer", "sentence"),
    [
        ({"status": 404}, "Il n’y a rien à cette adresse"),
        ({"body": b"<!doctype html><html>"}, "C’est une page, pas un flux"),
        ({"body": b"Bonjour"}, "Ce qui est reçu ne se lit pas"),
    ],
)
def test_an_address_that_holds_no_offer_says_what_to_do(
    desk: Client, site: Site, answer: dict[str, Any], sentence: str
) -> None:
    response = look(desk, site.answers("/agenda", **answer))
    assert response.status_code == 422
    assert sentence in pages.text(response)


def test_only_national_lists_may_be_large(desk: Client, site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(choice, "MEGABYTE", 200)
    response = look(desk, site.answers("/agenda", agenda(event(), event(uid=2))))
    assert response.status_code == 422
    assert "Le fichier est trop gros" in pages.text(response)


@pytest.mark.parametrize("name", ["n" * 5000, "Bad\x00name", "mot de passe : azerty12"])
def test_a_name_nobody_may_keep_is_refused_beside_its_field(desk: Client, site: Site, name: str) -> None:
    response = look(desk, site.answers("/agenda", agenda(event())), name=name)
    assert response.status_code == 422
    assert site.asked == []


def test_the_same_address_is_not_read_twice(desk: Client, site: Site, library: Source) -> None:
    response = desk.post(
        reverse("desk:source-add"),
        {"url": library.url, "name": "Encore", "commune": "", "within_km": "40", "kind": "openagenda"},
    )
    assert response.status_code == 422
    assert "Vous lisez déjà cette adresse." in pages.text(response)


def test_nobody_makes_the_instance_ask_many_addresses(
    desk: Client, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(views_adding, "LOOKS", views_adding.Limit("few-looks", 2, 600))
    address = site.answers("/agenda", agenda(event()))
    assert [look(desk, address).status_code for _ in range(3)] == [200, 200, 422]
    assert len(site.asked) == 2


def test_the_list_says_the_health_and_what_to_do(desk: Client, library: Source, site: Site, now: datetime) -> None:
    page = pages.text(desk.get(reverse(HOME)))
    assert "À jour" in page
    assert "2 offres montrées" in page
    site.answers("/agenda", status=404)
    Source.objects.update(due_at=now)
    refreshing.read_due(now=now)
    page = pages.text(desk.get(reverse(HOME)))
    assert "Échec" in page
    assert "il n’y a rien à cette adresse" in page
    assert "ajoutez la nouvelle adresse" in page
    assert "une semaine au plus" in page


def test_every_problem_has_its_advice() -> None:
    assert set(WHAT_TO_DO) == set(SourceProblem)


def test_what_the_words_mean_is_said_once(desk: Client, library: Source, now: datetime) -> None:
    address = reverse("desk:source-words", args=[library.pk])
    page = desk.get(address)
    assert "Jardinage" in pages.text(page)
    (field,) = list(page.context["form"].fields)
    desk.post(address, {field: Topic.LEISURE})
    refreshing.read_due(now=now)
    library.refresh_from_db()
    assert (library.words, library.unknown_words) == ({"jardinage": Topic.LEISURE}, [])
    assert library.offers.get(uid="2").topics == [Topic.LEISURE]
    desk.post(address, dict.fromkeys(desk.get(address).context["form"].fields, Audience.SENIORS))
    refreshing.read_due(now=now)
    assert library.offers.get(uid="2").audience == Audience.SENIORS
    assert desk.post(address, {field: "cuisine"}).status_code in {302, 422}


def test_it_is_corrected_and_read_again(desk: Client, library: Source, now: datetime) -> None:
    address = reverse("desk:source-correct", args=[library.pk])
    desk.post(address, {"name": "La médiathèque", "commune": "Marseille", "within_km": "10"})
    refreshing.read_due(now=now)
    library.refresh_from_db()
    assert (library.name, library.offers.shown().count()) == ("La médiathèque", 0)
    assert desk.post(address, {"name": "", "commune": "Nullepart", "within_km": "7"}).status_code == 422


def test_it_is_paused_resumed_read_now_and_removed(desk: Client, library: Source, now: datetime) -> None:
    desk.post(reverse("desk:source-pause", args=[library.pk]))
    assert "En pause depuis aujourd’hui" in pages.text(desk.get(reverse(HOME)))
    desk.post(reverse("desk:source-resume", args=[library.pk]))
    refreshing.read_due(now=now)
    said = desk.post(reverse("desk:source-read", args=[library.pk]), follow=True)
    assert "moins d’une minute" in pages.text(said)
    desk.post(reverse("desk:source-remove", args=[library.pk]))
    assert not ForeignOffer.objects.exists()


def test_an_offer_is_hidden_and_shown_again(desk: Client, library: Source) -> None:
    offer = library.offers.get(title="Jardiner")
    said = desk.post(reverse("desk:foreign-offer-hide", args=[offer.pk]), follow=True)
    assert "Annuler ce changement" in pages.text(said)
    assert "Jardiner" in pages.text(desk.get(reverse("desk:source", args=[library.pk]), {"voir": "cachees"}))
    desk.post(reverse("desk:foreign-offer-show", args=[offer.pk]))
    assert library.offers.shown().count() == 2


def test_what_is_told_twice_says_why_and_may_be_told_apart(
    desk: Client, library: Source, adviser: Membership, venue: Venue, now: datetime
) -> None:
    group = builders.group(adviser, venue, title="Ranger ses photos")
    session = group.sessions.get()
    ForeignOffer.objects.filter(title="Ranger ses photos").update(
        starts_at=session.starts_at, ends_at=session.ends_at, commune=venue.commune, place_name=venue.name,
        latitude=venue.latitude, longitude=venue.longitude,
    )  # fmt: skip
    offer = library.offers.get(title="Ranger ses photos")
    keeping.put_together(offer, now=now)
    address = reverse("desk:source", args=[library.pk])
    page = pages.text(desk.get(address, {"voir": "doublons"}))
    assert "Même heure, même lieu, titre proche" in page
    assert "c’est votre atelier" in page
    desk.post(reverse("desk:foreign-offer-apart", args=[offer.pk]))
    assert "Comparer de nouveau" in pages.text(desk.get(address))
    desk.post(reverse("desk:foreign-offer-together", args=[offer.pk]))
    assert "Ranger ses photos" in pages.text(desk.get(address, {"voir": "doublons"}))


@pytest.mark.parametrize("view", ["", "doublons", "cachees", "autre", "\x00"])
def test_every_view_is_read_even_empty(desk: Client, library: Source, view: str) -> None:
    library.offers.all().delete()
    assert desk.get(reverse("desk:source", args=[library.pk]), {"voir": view}).status_code == 200


def test_what_another_site_writes_is_never_html_here(desk: Client, site: Site, library: Source, now: datetime) -> None:
    ForeignOffer.objects.update(title="<img src=x onerror=alert(1)>")
    page = desk.get(reverse("desk:source", args=[library.pk])).content.decode()
    assert "<img src=x" not in page


@pytest.mark.parametrize("name", [HOME, "desk:source"])
def test_queries_do_not_grow(desk: Client, library: Source, queries: Any, name: str, now: datetime) -> None:
    address = reverse(name, args=[library.pk] if name == "desk:source" else [])
    desk.get(address)
    with queries() as one:
        desk.get(address)
    for number in range(3):
        keeping.add(
            library.organization, kind=SourceKind.NEWS, name=f"Ville {number}", url=f"https://ville.example.org/{number}",
            around="", within_km=40, words={}, now=now + timedelta(seconds=number),
        )  # fmt: skip
        ForeignOffer.objects.create(
            source=library, uid=f"n{number}", kind=ForeignKind.SESSION, title=f"Atelier {number}"
        )
    with queries() as three:
        desk.get(address)
    assert len(one) == len(three)
