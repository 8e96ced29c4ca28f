"""The list of workshops, and the same list for other programs."""

import json
from datetime import timedelta
from typing import Any
from xml.etree import ElementTree

import pytest
from django.test import Client
from icalendar import Calendar

from escale.accounts.models import Membership
from escale.places.models import Venue
from escale.portal.workshops.tests import acting
from escale.portal.workshops.tests.acting import text_of
from escale.testing import builders
from escale.workshops.models import Audience, Group, Mode, Session

NOW = builders.NOW
FEEDS = ("json", "ics", "rss")


def titles(client: Client, query: str = "") -> list[str]:
    response = client.get(f"/activites/{query}")
    assert response.status_code == 200
    return [activity.title for activity in response.context["activities"]]


def events(client: Client, query: str = "") -> list[dict[str, Any]]:
    return json.loads(client.get(f"/activites.json{query}").content)["events"]


@pytest.fixture
def far(organization) -> Venue:
    """At La Guerche-de-Bretagne, 21 km from Vitré."""
    place = builders.venue(organization, name="Médiathèque de La Guerche", commune="35125")
    Venue.objects.filter(pk=place.pk).update(latitude=47.9412, longitude=-1.2307)
    place.refresh_from_db()
    return place


def test_what_is_coming_is_listed_the_soonest_first(client: Client, cycle: Group, visio: Group) -> None:
    assert titles(client) == ["Faire une visio avec sa famille", "Débuter avec l’ordinateur"]
    page = text_of(client.get("/activites/"))
    assert "Reste 8 places" in page
    assert "de 14 h à 16 h, 4 séances" in page


def test_what_one_cannot_join_is_not_listed(client: Client, adviser: Membership, venue: Venue, visio: Group) -> None:
    begun = builders.group(adviser, venue, starts_at=NOW - timedelta(weeks=4, hours=3), sessions=10)
    builders.group(adviser, venue, starts_at=NOW + timedelta(days=3), published=False)
    assert titles(client) == ["Faire une visio avec sa famille"]
    assert begun.title in [event["title"]["fr"] for event in events(client)]
    Group.objects.filter(pk=visio.pk).update(closes_at=NOW - timedelta(hours=1))
    assert titles(client) == []


def test_a_full_workshop_is_listed_with_its_waiting_list(client: Client, visio: Group) -> None:
    acting.fill(visio)
    page = text_of(client.get("/activites/"))
    assert "Complet, liste d’attente" in page
    assert "Attendre une place" in page


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("?q=visio", ["Faire une visio avec sa famille"]),
        ("?q=ordinateurs", ["Débuter avec l’ordinateur"]),
        ("?q=ordinatuer", ["Débuter avec l’ordinateur"]),
        ("?q=tableur", []),
        ("?theme=reseaux_sociaux", ["Faire une visio avec sa famille"]),
        ("?theme=sante", []),
        ("?public=seniors", ["Faire une visio avec sa famille", "Débuter avec l’ordinateur"]),
        ("?public=young", ["Débuter avec l’ordinateur"]),
        ("?du=2026-11-21", ["Débuter avec l’ordinateur"]),
        ("?au=2026-11-19", []),
        ("?du=2026-11-20&au=2026-11-20", ["Faire une visio avec sa famille", "Débuter avec l’ordinateur"]),
        ("?commune=35360", ["Faire une visio avec sa famille", "Débuter avec l’ordinateur"]),
        ("?commune=Vitré", ["Faire une visio avec sa famille", "Débuter avec l’ordinateur"]),
        ("?commune=29019", []),
        ("?commune=35125&rayon=5", []),
        ("?commune=35125&rayon=25", ["Faire une visio avec sa famille", "Débuter avec l’ordinateur"]),
    ],
)
def test_filters_narrow_the_list_and_its_feeds_alike(
    client: Client, visio: Group, cycle: Group, query: str, found: list[str]
) -> None:
    assert titles(client, query) == found
    assert [event["title"]["fr"] for event in events(client, query)] == found
    summaries = {
        str(entry["SUMMARY"]).split(" (")[0]
        for entry in Calendar.from_ical(client.get(f"/activites.ics{query}").content).walk("VEVENT")
    }
    assert summaries == set(found)
    assert len(ElementTree.fromstring(client.get(f"/activites.rss{query}").content).findall("channel/item")) == len(
        found
    )


@pytest.mark.parametrize(
    "query",
    [
        "?du=hier&au=32/13/2026&rayon=loin&theme=x&public=y&page=z",
        "?du=0001-01-01&au=9999-12-31",
        "?rayon=-5&commune=35360",
        "?rayon=²&commune=35360",
        "?q=%00&commune=%ED%A0%80",
        "?q=" + "a" * 5000,
        "?page=99999",
    ],
)
def test_what_cannot_be_read_is_left_out(client: Client, visio: Group, query: str) -> None:
    for address in ["/activites/", *(f"/activites.{feed}" for feed in FEEDS)]:
        assert client.get(address + query).status_code == 200


def test_an_unknown_commune_is_said(client: Client, visio: Group) -> None:
    assert "Nous ne trouvons pas « xyzzyxz »." in text_of(client.get("/activites/?commune=xyzzyxz"))


def test_nothing_found_proposes_the_nearest(client: Client, visio: Group, adviser: Membership, far: Venue) -> None:
    photos = builders.workshop(adviser.organization, title="Mes photos", promise="vous rangez vos photos", learns="")
    builders.group(adviser, far, slug="loin", subject=photos, starts_at=NOW + timedelta(days=2))
    page = text_of(client.get("/activites/?q=visio&commune=35125&rayon=5"))
    assert "Rien ne répond à votre recherche ces prochains jours." in page
    assert "Le plus proche : Faire une visio avec sa famille, vendredi 20 novembre, Centre social, à 20 km" in page
    assert 'href="/ateliers/faire-une-visio/"' in page


def test_with_nothing_at_all_there_is_still_a_way_out(client: Client, adviser: Membership) -> None:
    page = text_of(client.get("/activites/?q=visio"))
    assert "Pas d’atelier annoncé ces prochains jours." in page
    assert "Prendre un rendez-vous" in page


def test_what_is_followed_from_home_is_near_everybody(client: Client, visio: Group) -> None:
    Session.objects.filter(group=visio).update(mode=Mode.ONLINE)
    assert titles(client, "?commune=29019") == ["Faire une visio avec sa famille"]
    assert "À distance, depuis chez vous" in text_of(client.get("/activites/?commune=29019"))


def test_openagenda_reads_an_event_with_its_hours_and_its_place(client: Client, visio: Group) -> None:
    [event] = events(client)
    assert event["title"] == {"fr": "Faire une visio avec sa famille"}
    assert event["description"]["fr"].startswith("À la fin, vous appelez un proche en vidéo")
    assert event["timings"] == [{"begin": "2026-11-20T09:30:00+01:00", "end": "2026-11-20T11:30:00+01:00"}]
    assert (event["attendanceMode"], event["status"], event["state"]) == (1, 1, 2)
    assert event["age"] == {"min": 60, "max": 120}
    assert event["keywords"] == {"fr": ["Réseaux sociaux et communication"]}
    assert event["accessibility"] == {"mi": True, "hi": False, "vi": False, "pi": False, "ii": False}
    assert [row["type"] for row in event["registration"]] == ["phone", "link"]
    assert event["registration"][1]["value"].endswith("/ateliers/faire-une-visio/")
    assert event["location"]["insee"] == "35360"
    assert event["location"]["countryCode"] == "FR"


def test_openagenda_texts_never_exceed_what_it_takes(client: Client, visio: Group) -> None:
    visio.workshop.promise, visio.workshop.learns = "é" * 160, "x" * 600
    visio.workshop.save()
    visio.price_note = "€" * 120
    visio.save()
    [event] = events(client)
    assert len(event["title"]["fr"]) <= 140
    assert len(event["description"]["fr"]) <= 200
    assert len(event["longDescription"]["fr"]) <= 10_000
    assert len(event["conditions"]["fr"]) <= 255


@pytest.mark.parametrize(
    ("change", "status"),
    [({}, 1), ({"revision": 1}, 2), ({"canceled_at": NOW}, 6)],
)
def test_openagenda_hears_what_changed(client: Client, visio: Group, change: dict[str, Any], status: int) -> None:
    Session.objects.filter(group=visio).update(**change)
    assert events(client)[0]["status"] == status


def test_openagenda_hears_that_it_is_full(client: Client, visio: Group) -> None:
    acting.fill(visio)
    assert events(client)[0]["status"] == 5


def test_the_calendar_has_one_entry_a_session_for_life(client: Client, cycle: Group) -> None:
    def entries() -> list[tuple[str, int, str, str]]:
        read = Calendar.from_ical(client.get("/activites.ics").content)
        return [
            (str(one["UID"]), int(one["SEQUENCE"]), str(one["STATUS"]), one["DTSTART"].dt.isoformat())
            for one in read.walk("VEVENT")
        ]

    before = entries()
    assert len({uid for uid, *_ in before}) == 4
    second = Session.objects.filter(group=cycle).order_by("starts_at")[1]
    Session.objects.filter(pk=second.pk).update(canceled_at=NOW, revision=1)
    after = entries()
    assert [row[0] for row in after] == [row[0] for row in before]
    assert [row[1:3] for row in after] == [(0, "CONFIRMED"), (1, "CANCELLED"), (0, "CONFIRMED"), (0, "CONFIRMED")]


def test_the_calendar_keeps_the_clock_of_the_wall_over_the_change(
    client: Client, adviser: Membership, venue: Venue
) -> None:
    starts_at = NOW.replace(year=2027, month=3, day=26, hour=8, minute=30)
    group = builders.group(adviser, venue, starts_at=starts_at)
    builders.group(adviser, venue, subject=group.workshop, starts_at=starts_at.replace(day=29, hour=7))
    read = Calendar.from_ical(client.get("/activites.ics").content)
    assert [one["DTSTART"].dt.isoformat() for one in read.walk("VEVENT")] == [
        "2027-03-26T09:30:00+01:00",
        "2027-03-29T09:30:00+02:00",
    ]
    assert [str(zone["TZID"]) for zone in read.walk("VTIMEZONE")] == ["Europe/Paris"]


def test_rss_says_the_title_the_day_and_the_seats(client: Client, visio: Group) -> None:
    channel = ElementTree.fromstring(client.get("/activites.rss?commune=35360").content).find("channel")
    assert channel is not None
    item = channel.find("item")
    assert item is not None
    assert item.findtext("title") == (
        "Faire une visio avec sa famille, vendredi 20\u00a0novembre, de 9\u00a0h\u00a030 à 11\u00a0h\u00a030"
    )
    assert "Reste 8\u00a0places. Gratuit." in (item.findtext("description") or "")
    assert item.findtext("guid") == item.findtext("link")


def test_what_was_called_off_says_so(client: Client, visio: Group) -> None:
    Group.objects.filter(pk=visio.pk).update(canceled_at=NOW)
    assert titles(client) == []
    rss = client.get("/activites.rss").content.decode()
    assert "Annulé\u00a0: Faire une visio" in rss


@pytest.mark.parametrize("feed", FEEDS)
def test_a_feed_that_did_not_change_is_not_sent_again(client: Client, visio: Group, feed: str) -> None:
    first = client.get(f"/activites.{feed}")
    again = client.get(f"/activites.{feed}", headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert first.headers["Cache-Control"] == "public, max-age=300"
    builders.enrollment(visio)
    acting.fill(visio)
    Session.objects.filter(group=visio).update(canceled_at=NOW, revision=1)
    changed = client.get(f"/activites.{feed}", headers={"If-None-Match": first.headers["ETag"]})
    assert changed.status_code == 200


@pytest.mark.parametrize(
    ("address", "most"),
    [
        ("/activites/", 12),
        ("/activites/?q=visio&commune=35360", 17),
        ("/activites.json", 7),
        ("/activites.ics", 7),
        ("/activites.rss", 7),
    ],
)
def test_the_list_asks_the_same_questions_for_one_and_three(
    client: Client, queries, adviser: Membership, venue: Venue, address: str, most: int
) -> None:
    def cost() -> int:
        with queries() as seen:
            assert client.get(address).status_code == 200
        return len(seen)

    subject = builders.workshop(adviser.organization)
    builders.group(adviser, venue, subject=subject, sessions=3)
    client.get("/robots.txt")
    alone = cost()
    for number in range(2):
        group = builders.group(adviser, venue, subject=subject, starts_at=NOW + timedelta(days=30 + number), sessions=2)
        builders.enrollment(group)
    assert cost() == alone <= most


def test_a_thousand_sessions_are_written_quickly(client: Client, adviser: Membership, venue: Venue) -> None:
    group = builders.group(adviser, venue, sessions=2)
    first = builders.session_of(group)
    Session.objects.bulk_create(
        Session(
            organization=group.organization,
            group=group,
            number=number,
            starts_at=first.starts_at + timedelta(days=number),
            ends_at=first.ends_at + timedelta(days=number),
            venue=venue,
            adviser=adviser.user,
            created_at=NOW,
        )
        for number in range(3, 1001)
    )
    for feed in FEEDS:
        assert client.get(f"/activites.{feed}").status_code == 200
    assert len(Calendar.from_ical(client.get("/activites.ics").content).walk("VEVENT")) == 1000


def test_the_home_page_mixes_workshops_and_appointments_by_date(
    client: Client, reception, visio: Group, cycle: Group
) -> None:
    activities = client.get("/").context["activities"]
    assert [one.kind for one in activities] == ["rdv", "atelier", "cycle"]
    assert [one.on.isoformat() for one in activities] == ["2026-11-16", "2026-11-20", "2026-11-20"]
    found = client.get("/?q=visio&ville=Vitré", follow=True).context["activities"]
    assert [one.title for one in found] == [
        "Faire une visio avec sa famille",
        "45\u00a0minutes avec Maëlle, conseillère numérique",
    ]


def test_the_page_of_a_place_lists_its_workshops(client: Client, reception, visio: Group) -> None:
    page = text_of(client.get(f"/lieux/{reception.venue.slug}/"))
    assert "Faire une visio avec sa famille" in page
    assert 'href="/ateliers/faire-une-visio/"' in page


def test_the_menu_leads_to_the_list(client: Client, visio: Group) -> None:
    page = text_of(client.get("/activites/"))
    assert '<a href="/activites/" aria-current="page">Ateliers</a>' in page
    assert '<a href="/activites/" aria-current="true">Ateliers</a>' in text_of(client.get("/ateliers/faire-une-visio/"))


def test_everyone_is_an_audience_too(client: Client, visio: Group) -> None:
    Group.objects.filter(pk=visio.pk).update(audience=Audience.EVERYONE)
    assert titles(client, "?public=young") == ["Faire une visio avec sa famille"]


@pytest.mark.parametrize("address", ["/", "/activites/?q=atelier", "/lieux/{}/"])
def test_home_and_places_ask_the_same_questions_for_one_workshop_and_three(
    client: Client, queries, reception, address: str
) -> None:
    def cost() -> int:
        with queries() as seen:
            assert client.get(address.format(reception.venue.slug)).status_code == 200
        return len(seen)

    builders.group(reception.adviser, reception.venue, starts_at=NOW + timedelta(days=20, hours=3), sessions=2)
    client.get("/robots.txt")
    alone = cost()
    for number in range(2):
        builders.group(reception.adviser, reception.venue, starts_at=NOW + timedelta(days=21 + number), sessions=3)
    assert cost() == alone
