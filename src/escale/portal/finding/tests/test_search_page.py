"""The page of the search: what is looked for, near where, and everything that answers in one list."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from escale.accounts.models import Membership, Organization
from escale.offers.models import ForeignKind, ForeignOffer, Source, SourceKind
from escale.places.models import Venue
from escale.portal.workshops.tests.acting import text_of
from escale.publishing.models import AdviserPage
from escale.questions.models import UnansweredSearch
from escale.testing import builders
from escale.testing.cast import Reception
from escale.workshops.models import Audience, Group, Level, Mode, Session

NOW = builders.NOW
PHOTOS = "Mes photos : du téléphone à l’ordinateur"


def page(client: Client, query: str = "") -> Any:
    response = client.get(f"/activites/{query}")
    assert response.status_code == 200
    return response


def titles(client: Client, query: str = "") -> list[str]:
    return [activity.title for activity in page(client, query).context["activities"]]


@pytest.fixture
def photos(adviser: Membership, venue: Venue) -> Group:
    """Tuesday 17 November, at 15 h 30, for beginners, with a price."""
    subject = builders.workshop(adviser.organization, title=PHOTOS, promise="vous rangez vos photos", learns="")
    return builders.group(
        adviser,
        venue,
        subject=subject,
        starts_at=NOW.replace(day=17, hour=14, minute=30),
        level=Level.BEGINNER,
        audience=Audience.SENIORS,
        price_note="5 € d’adhésion",
    )


@pytest.fixture
def elsewhere(adviser: Membership, organization: Organization) -> ForeignOffer:
    """A session at a library near, read on its site."""
    source = Source.objects.create(
        organization=organization, kind=SourceKind.NEWS, name="Médiathèque", url="https://mediatheque.example.org/rss"
    )
    return ForeignOffer.objects.create(
        source=source,
        uid="1",
        kind=ForeignKind.SESSION,
        title="Photos de famille",
        starts_at=NOW + timedelta(days=3),
        ends_at=NOW + timedelta(days=3, hours=2),
        place_name="Médiathèque",
        latitude=48.12,
        longitude=-1.2,
        topics=["gere_ses_contenus_numeriques"],
        languages=["en"],
        phone="+33261910599",
        url="https://mediatheque.example.org/photos",
    )


def test_appointments_and_workshops_stand_in_one_list(client: Client, reception: Reception, photos: Group) -> None:
    assert {card.kind for card in page(client).context["activities"]} == {"rdv", "atelier"}


@pytest.mark.parametrize(
    ("query", "kinds"),
    [
        ("?type=rdv", {"rdv"}),
        ("?type=ateliers", {"atelier"}),
        ("?type=libre", set()),
        ("?q=un+rendez-vous", {"rdv"}),
        ("?q=un+atelier", {"atelier"}),
    ],
)
def test_one_kind_alone_is_shown_when_it_is_asked_for(
    client: Client, reception: Reception, photos: Group, query: str, kinds: set[str]
) -> None:
    assert {card.kind for card in page(client, query).context["activities"]} == kinds


@pytest.mark.parametrize(
    ("query", "is_found"),
    [
        ("?q=fotos", True),
        ("?q=atelier+photo+le+matin", False),
        ("?q=atelier+photo+l'après-midi", True),
        ("?quand=matin&type=ateliers", False),
        ("?quand=aprem", True),
        ("?quand=samedi", False),
        ("?niveau=beginner", True),
        ("?niveau=advanced", False),
        ("?public=young", False),
        ("?gratuit=oui", False),
        ("?distance=oui", False),
        ("?acces=fauteuil", True),
        ("?acces=bus", False),
        ("?q=photos+en+fauteuil+roulant", True),
        ("?q=photos+à+Vitré", True),
        ("?q=photos+à+Brest", False),
        ("?structure=nulle-part", False),
    ],
)
def test_each_filter_narrows(client: Client, photos: Group, query: str, is_found: bool) -> None:
    assert (PHOTOS in titles(client, query)) is is_found


def test_what_is_followed_from_home_is_found_by_it(client: Client, photos: Group) -> None:
    Session.objects.filter(group=photos).update(mode=Mode.MIXED)
    assert titles(client, "?distance=oui") == [PHOTOS]
    assert titles(client, "?q=à+distance") == [PHOTOS]


def test_what_is_understood_is_said_so_that_a_mistake_is_seen(client: Client, photos: Group) -> None:
    said = text_of(page(client, "?q=jariv+pa+a+envoyé+un+mail+le+matin"))
    assert "Envoyer un mail" in said
    assert "Nous avons compris « envoyer un mail, le matin »." in said


def test_the_commune_may_be_said_among_the_words(client: Client, photos: Group) -> None:
    assert "près de Vitré" in text_of(page(client, "?q=photos+à+vitre"))


def test_an_answer_says_how_far_how_many_seats_and_whom_to_call(client: Client, photos: Group) -> None:
    said = text_of(page(client, "?q=photos&commune=35125"))
    assert "Centre social, à 20 km" in said
    assert "Reste 6 places" in said
    assert "02 61 91 05 13" in said


def test_what_another_site_offers_says_where_it_was_seen(client: Client, elsewhere: ForeignOffer) -> None:
    said = text_of(page(client, "?q=photos&commune=35360"))
    assert "Photos de famille" in said
    assert "Vu sur mediatheque.example.org" in said
    assert 'href="https://mediatheque.example.org/photos"' in said


@pytest.mark.parametrize(
    ("query", "is_found"),
    [("?commune=35360&langue=en", True), ("?commune=35360&langue=ar", False), ("?commune=29019", False)],
)
def test_another_site_is_held_to_the_same_filters(
    client: Client, elsewhere: ForeignOffer, query: str, is_found: bool
) -> None:
    assert ("Photos de famille" in titles(client, query)) is is_found


def test_what_somebody_hid_is_never_found(client: Client, elsewhere: ForeignOffer) -> None:
    ForeignOffer.objects.update(hidden_at=NOW)
    assert "Photos de famille" not in titles(client, "?commune=35360")


def test_the_next_free_hour_in_the_morning_is_one_in_the_morning(
    client: Client, adviser: Membership, reception: Reception
) -> None:
    assert "à 9 h" in text_of(page(client, "?type=rdv&quand=matin"))
    assert titles(client, "?type=rdv&quand=soir") == []
    assert "moment=matin" in text_of(page(client, "?q=mail+le+matin"))


def test_a_question_nobody_answers_is_kept_without_whoever_asked(client: Client, reception: Reception) -> None:
    said = text_of(page(client, "?q=généalogie+des+rois+xyzzyx&commune=35360"))
    assert "Votre question est gardée, sans votre nom" in said
    assert "Me faire rappeler" in said
    kept = UnansweredSearch.objects.get()
    assert (kept.words, kept.commune_name) == ("généalogie des rois xyzzyx", "Vitré")


def test_when_nothing_answers_a_conseiller_still_helps(client: Client, reception: Reception) -> None:
    assert "On vous aide aussi sans atelier" in text_of(page(client, "?q=xyzzyx"))


def test_somebody_who_wants_to_talk_is_told_how(client: Client, reception: Reception) -> None:
    assert "Vous préférez parler à quelqu’un." in text_of(page(client, "?q=parler+au+téléphone"))


def test_places_are_numbered_on_the_map_as_in_the_list(client: Client, photos: Group) -> None:
    context = page(client, "?commune=35360").context
    assert [spot.name for spot in context["spots"]] == ["Centre social"]
    assert [pin.mark.number for pin in context["sketch"].pins] == [1]


def test_a_country_is_gathered_by_departement(client: Client, adviser: Membership, venue: Venue, photos: Group) -> None:
    brest = builders.venue(adviser.organization, name="Brest", commune="29019")
    Venue.objects.filter(pk=brest.pk).update(latitude=48.39, longitude=-4.49)
    builders.group(adviser, brest, starts_at=NOW + timedelta(days=5))
    country = page(client).context["country"]
    assert sorted((cluster.around.name, cluster.places) for cluster in country.clusters) == [("Brest", 1), ("Vitré", 1)]
    assert page(client, "?commune=35360").context["country"] is None


def test_one_town_needs_no_map_of_the_country(client: Client, photos: Group) -> None:
    assert page(client).context["country"] is None


def test_the_search_of_the_home_page_leads_there(client: Client, photos: Group) -> None:
    response = client.get("/?q=photos&ville=Vitré")
    assert (response.status_code, response.headers["Location"]) == (302, "/activites/?q=photos&ville=Vitr%C3%A9")


@pytest.mark.parametrize("query", ["?q=quelqu'un+qui+parle+anglais", "?langue=en", "?q=speak+english&commune=35360"])
def test_who_speaks_a_language_is_found_once_her_page_is_shown(
    client: Client, adviser: Membership, reception: Reception, query: str
) -> None:
    own = AdviserPage.objects.create(
        organization=adviser.organization,
        adviser=adviser.user,
        slug="maelle",
        helps_with="Les mails",
        languages="anglais, breton",
        changed_at=NOW,
    )
    assert titles(client, query) == []
    AdviserPage.objects.filter(pk=own.pk).update(published_at=NOW)
    assert titles(client, query) == ["Maëlle vous reçoit en anglais"]
    assert "prochaine heure libre : lundi 16 novembre à 9 h" in text_of(page(client, query))
    assert titles(client, "?langue=ar") == []


@pytest.mark.parametrize("address", ["/activites/", "/activites/imprimer/", "/activites/sms/", "/activites/sms-parti/"])
@pytest.mark.parametrize(
    "query",
    [
        "?q=%00&commune=%ED%A0%80&type=x&niveau=x&quand=x&acces=x&langue=x&tri=x&gratuit=x",
        "?quand=matin&quand=samedi&quand=x&acces=bus&acces=fauteuil",
        "?q=" + "é" * 5000,
        "?commune=" + "9" * 5000,
        "?q=à+" + "a" * 3000,
    ],
)
def test_whatever_an_address_holds_the_page_opens(client: Client, photos: Group, address: str, query: str) -> None:
    assert client.get(address + query).status_code == 200


def test_the_list_on_paper_is_made_of_sentences(client: Client, photos: Group) -> None:
    said = text_of(client.get("/activites/imprimer/?q=photos&commune=35360"))
    assert "Mardi 17 novembre, de 15 h 30 à 17 h 30 : Mes photos" in said
    assert "Reste 6 places." in said
    assert "Téléphone : 02 61 91 05 13." in said


@pytest.mark.parametrize(
    ("asked", "commune"),
    [
        ("48.12,-1.21", "Vitré (35500)"),
        ("0.00,0.00", ""),
        ("48.123456,-1.2", ""),
        ("x", ""),
        ("", ""),
        ("٤٨.1,1.1", ""),
    ],
)
def test_a_rounded_point_gives_the_name_of_a_commune(
    client: Client, adviser: Membership, asked: str, commune: str
) -> None:
    response = client.get("/communes/ici/", {"ici": asked})
    assert response.content.decode() == commune
    assert response.headers["Cache-Control"] == "no-store"


def test_only_the_pages_that_search_may_ask_where_one_is(client: Client, reception: Reception) -> None:
    policy = "Permissions-Policy"
    assert "geolocation=(self)" in client.get("/").headers[policy]
    assert "geolocation=(self)" in client.get("/activites/").headers[policy]
    assert "geolocation=()" in client.get("/lieux/").headers[policy]
