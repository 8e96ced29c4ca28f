"""What each kind of site says, read into the same offer."""

import json
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from escale.offers.formats import choice, recognizing, spoken_dates
from escale.offers.models import ForeignKind, SourceKind, SourceProblem
from escale.offers.problems import CannotRead
from escale.offers.said import Found, Said, Where
from escale.offers.tests.conftest import NOW, agenda, event

PARIS = ZoneInfo("Europe/Paris")
BALAZE = Where(
    place_name="Médiathèque",
    address="1 rue de la Mairie",
    postcode="35500",
    commune="35015",
    commune_name="Balazé",
    latitude=48.1688,
    longitude=-1.1907,
)


def found(kind: SourceKind, content: bytes) -> Found:
    return choice.read(kind, content, now=NOW, zone=PARIS)


def one(kind: SourceKind, content: bytes) -> Said:
    offers = found(kind, content).offers
    assert len(offers) == 1
    return offers[0]


def test_an_event_of_openagenda_says_when_where_for_whom_and_whom_to_call() -> None:
    said = one(
        SourceKind.OPENAGENDA, agenda(event(accessibility={"mi": True, "hi": False}, conditions={"fr": "Gratuit"}))
    )
    assert replace(said, where=replace(said.where, latitude=BALAZE.latitude, longitude=BALAZE.longitude)) == Said(
        uid="7001",
        kind=ForeignKind.SESSION,
        title="Ranger ses photos",
        text="Trier, sauvegarder, partager.",
        starts_at=datetime(2026, 11, 24, 9, tzinfo=UTC),
        ends_at=datetime(2026, 11, 24, 11, tzinfo=UTC),
        where=BALAZE,
        is_free=True,
        accessibility="Accessible aux personnes à mobilité réduite",
        phone="+33261911010",
        url="https://balaze.example.org/photos",
        words=("Photo", "Seniors"),
        links=("https://balaze.example.org/photos", "https://balaze.example.org/photos"),
    )
    assert said.where.latitude == pytest.approx(48.16, abs=0.1)


def test_each_time_to_come_of_an_event_is_an_offer() -> None:
    hours = ("2026-11-10T10:00:00+01:00", "2026-11-24T10:00:00+01:00", "2026-12-01T10:00:00+01:00")
    timings = [{"begin": each, "end": each.replace("T10", "T12")} for each in hours]
    offers = found(SourceKind.OPENAGENDA, agenda(event(timings=timings))).offers
    assert [said.starts_at.day for said in offers if said.starts_at] == [24, 1]
    assert len({said.uid for said in offers}) == 2


@pytest.mark.parametrize("changes", [{"status": 6}, {"status": 4}, {"state": -1}])
def test_what_is_called_off_put_off_or_refused_is_not_an_offer(changes: dict[str, Any]) -> None:
    assert found(SourceKind.OPENAGENDA, agenda(event(**changes))) == Found(offers=[])


@pytest.mark.parametrize(
    "changes",
    [
        {"title": {"fr": ""}},
        {"title": None},
        {"timings": []},
        {"timings": None},
        {"timings": [{"begin": "demain", "end": "après"}]},
        {"timings": [{"begin": "2026-11-24T10:00:00+01:00", "end": "2026-11-24T09:00:00+01:00"}]},
        {"timings": [{"begin": "9999-12-31T23:59:59-12:00", "end": "9999-12-31T23:59:59-12:00"}]},
        {"uid": None},
    ],
)
def test_an_event_that_says_too_little_is_counted_and_hides_no_other(changes: dict[str, Any]) -> None:
    read = found(SourceKind.OPENAGENDA, agenda(event(**changes), event("Le mail", uid=7002)))
    assert ([said.title for said in read.offers], read.left_out) == (["Le mail"], 1)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("registration", [{"type": "link", "value": "javascript:alert(1)"}]),
        ("registration", [{"type": "link", "value": "https://agent:secret@example.org/"}]),
        ("registration", [{"type": "link", "value": "https://[bad/"}]),
        ("registration", [{"type": "phone", "value": "0899 10 20 30"}]),
        ("registration", "text"),
        ("location", {"latitude": float("inf"), "longitude": "x", "city": 12}),
        ("location", []),
        ("keywords", {"fr": [{"x": 1}, None]}),
        ("accessibility", "oui"),
        ("age", {"min": "60"}),
    ],
)
def test_a_field_nobody_may_trust_says_nothing(field: str, value: object) -> None:
    said = one(SourceKind.OPENAGENDA, agenda(event(**{field: value})))
    assert said.title == "Ranger ses photos"
    assert not said.url or said.url == "https://balaze.example.org/photos"
    assert said.phone in {"", "+33261911010"}


def test_texts_lose_their_html_and_what_no_database_holds() -> None:
    said = one(
        SourceKind.OPENAGENDA,
        agenda(
            event(
                "<b>Le mail</b>\x00 \ud800", description={"fr": "<p>Un</p><script>alert(1)</script><p>Deux &amp; trois"}
            )
        ),
    )
    assert (said.title, said.text) == ("Le mail", "Un\nDeux & trois")


def test_texts_are_cut_at_what_is_kept() -> None:
    said = one(SourceKind.OPENAGENDA, agenda(event("mot " * 1300, description={"fr": "mot " * 5000}, uid="u" * 900)))
    assert (len(said.title) <= 140, len(said.text) <= 2000, len(said.uid)) == (True, True, 64)


CALENDAR = """BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Ville//FR
BEGIN:VEVENT
UID:cours@ville.example.org
DTSTART;TZID=Europe/Paris:20261120T140000
DTEND;TZID=Europe/Paris:20261120T160000
RRULE:FREQ=WEEKLY;COUNT=3
EXDATE;TZID=Europe/Paris:20261127T140000
SUMMARY:Découvrir la tablette
LOCATION:Mairie\\, 2 place du Marché\\, 35500 Balazé
URL:https://ville.example.org/tablette
CATEGORIES:Numérique,Tablette
TRANSP:TRANSPARENT
END:VEVENT
BEGIN:VEVENT
UID:annule@ville.example.org
DTSTART:20261121T140000Z
SUMMARY:Annulé
STATUS:CANCELLED
END:VEVENT
BEGIN:VEVENT
UID:sans-titre@ville.example.org
DTSTART:20261121T140000Z
DTEND:20261121T150000Z
END:VEVENT
END:VCALENDAR
"""


def test_a_calendar_gives_each_time_of_a_series_but_those_taken_out() -> None:
    read = found(SourceKind.CALENDAR, CALENDAR.replace("\n", "\r\n").encode())
    assert [(said.title, said.starts_at) for said in read.offers] == [
        ("Découvrir la tablette", datetime(2026, 11, 20, 13, tzinfo=UTC)),
        ("Découvrir la tablette", datetime(2026, 12, 4, 13, tzinfo=UTC)),
    ]
    assert read.left_out == 1
    said = read.offers[0]
    assert (said.where.place_name, said.where.commune, said.words) == ("Mairie", "35015", ("Numérique", "Tablette"))
    assert said.url == "https://ville.example.org/tablette"


RSS = """<?xml version="1.0"?><rss version="2.0" xmlns:ev="http://purl.org/rss/1.0/modules/event/">
<channel><title>Ville</title>
<item><title>Café numérique</title><link>https://ville.example.org/cafe</link><category>Ordinateur</category>
<ev:startdate>2026-11-20T10:00:00+01:00</ev:startdate><ev:enddate>2026-11-20T11:30:00+01:00</ev:enddate><ev:location>Balazé</ev:location></item>
<item><title>Le mail, mardi 24 novembre à 9 h 30</title><link>https://ville.example.org/mail</link></item>
<item><title>Le conseil municipal a voté</title><link>https://ville.example.org/vote</link></item>
<item><title>Annulé : le cloud, mardi 24 novembre à 9 h</title></item>
</channel></rss>"""


def test_a_feed_gives_the_items_that_say_when() -> None:
    read = found(SourceKind.NEWS, RSS.encode())
    assert [(said.title, said.starts_at, said.url) for said in read.offers] == [
        ("Café numérique", datetime(2026, 11, 20, 9, tzinfo=UTC), "https://ville.example.org/cafe"),
        (
            "Le mail",
            datetime(2026, 11, 24, 8, 30, tzinfo=UTC),
            "https://ville.example.org/mail",
        ),
    ]
    assert read.left_out == 2
    assert read.offers[0].where.commune == "35015"


def test_an_atom_feed_is_read_too() -> None:
    atom = """<feed xmlns="http://www.w3.org/2005/Atom"><entry><id>tag:1</id><title>Photos le 21/11/2026 de 14h à 16h</title>
    <link href="https://ville.example.org/photos"/><category term="Photo"/></entry></feed>"""
    said = one(SourceKind.NEWS, atom.encode())
    assert (said.starts_at, said.url, said.words) == (
        datetime(2026, 11, 21, 13, tzinfo=UTC),
        "https://ville.example.org/photos",
        ("Photo",),
    )


@pytest.mark.parametrize(
    ("text", "at"),
    [
        ("mardi 17 novembre à 9 h 30", datetime(2026, 11, 17, 9, 30, tzinfo=PARIS)),
        ("le 1er décembre 2026, de 14h à 16h", datetime(2026, 12, 1, 14, tzinfo=PARIS)),
        ("le 03/02/2027 14h", datetime(2027, 2, 3, 14, tzinfo=PARIS)),
        ("vendredi 12 février à 10 h", datetime(2027, 2, 12, 10, tzinfo=PARIS)),
        ("le 31 novembre à 9 h", None),
        ("le 17 novembre", None),
        ("à 9 h", None),
        ("le 17 novembre à 25 h", None),
    ],
)
def test_the_first_date_of_a_sentence(text: str, at: datetime | None) -> None:
    assert spoken_dates.first(text, after=NOW.date(), zone=PARIS) == at


@pytest.mark.parametrize(
    ("title", "kept"),
    [
        ("Le mail, mardi 24 novembre à 9 h 30", "Le mail"),
        ("Photos : le 1er décembre 2026 de 14h à 16h", "Photos"),
        ("Tablette (03/02/2027)", "Tablette"),
        ("Mardi 24 novembre", "Mardi 24 novembre"),
        ("Les 12 mois du cloud", "Les 12 mois du cloud"),
    ],
)
def test_a_title_loses_the_date_it_ends_with(title: str, kept: str) -> None:
    assert spoken_dates.without(title) == kept


PLACES = (
    "id,nom,commune,code_postal,code_insee,adresse,latitude,longitude,telephone,services,frais_a_charge,site_web,typologie\n"
    "b1,Médiathèque de Balazé,Balazé,35500,35015,1 rue de la Mairie,48.16,-1.19,0261911010,"
    "Maîtrise des outils numériques du quotidien|Aide aux démarches administratives,Gratuit,https://balaze.example.org,BIB\n"
    "b2,,Balazé,35500,35015,2 rue,48.16,-1.19,,,,,\n"
)


def test_a_national_list_gives_its_places() -> None:
    read = found(SourceKind.PLACES, PLACES.encode())
    (said,), left_out = read.offers, read.left_out
    assert (said.uid, said.kind, said.title, said.is_free, said.phone, left_out) == (
        "b1", ForeignKind.VENUE, "Médiathèque de Balazé", True, "+33261911010", 1,
    )  # fmt: skip
    assert (said.where.commune, said.where.latitude, said.starts_at) == ("35015", 48.16, None)


FUNDAMENTALS = "numerique--maitriser-les-fondamentaux-du-numerique"
FOOD = "equipement-et-alimentation--alimentation"


def test_data_inclusion_gives_its_digital_services_alone() -> None:
    structure = {
        "id": "s1",
        "nom": "Association Relais",
        "commune": "Balazé",
        "code_insee": "35015",
        "adresse": "1 rue",
    }
    services = [
        {"id": "v1", "structure_id": "s1", "nom": "Cours d’ordinateur", "thematiques": [FUNDAMENTALS], "frais": "gratuit"},
        {"id": "v2", "structure_id": "s1", "nom": "Aide alimentaire", "thematiques": [FOOD]},
    ]  # fmt: skip
    said = one(SourceKind.SERVICES, json.dumps({"structures": [structure], "services": services}).encode())
    assert (said.title, said.kind, said.where.place_name, said.is_free) == (
        "Cours d’ordinateur", ForeignKind.SERVICE, "Association Relais", True,
    )  # fmt: skip


RECOGNIZED = {
    SourceKind.OPENAGENDA: agenda(event()),
    SourceKind.ESCALE: json.dumps({"events": [], "escale": {"events": {}}}).encode(),
    SourceKind.CALENDAR: CALENDAR.encode(),
    SourceKind.NEWS: RSS.encode(),
    SourceKind.PLACES: PLACES.encode(),
    SourceKind.SERVICES: b'{"structures": []}',
}


@pytest.mark.parametrize(("kind", "content"), RECOGNIZED.items())
def test_each_kind_is_recognized_by_what_it_holds(kind: SourceKind, content: bytes) -> None:
    assert recognizing.kind_of(b"\xef\xbb\xbf\r\n" + content) == kind


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (b"<!DOCTYPE html><html><body>Bienvenue</body></html>", SourceProblem.A_PAGE),
        (b"", SourceProblem.UNREADABLE),
        (b"Bonjour", SourceProblem.UNREADABLE),
        (b"{cass\xe9", SourceProblem.UNREADABLE),
        (b"\x00\x01\x02", SourceProblem.UNREADABLE),
    ],
)
def test_what_is_none_of_them_says_why(content: bytes, problem: SourceProblem) -> None:
    with pytest.raises(CannotRead) as refused:
        recognizing.kind_of(content)
    assert refused.value.problem == problem


BOMB = (
    '<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a "aaaaaaaaaa">'
    + "".join(f'<!ENTITY {name} "{f"&{before};" * 10}">' for before, name in zip("abcdefgh", "bcdefghi", strict=True))
    + "]><rss><channel><item><title>&i;</title></item></channel></rss>"
)
OUTSIDE = '<!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/hostname">]><rss><channel><item><title>&x;</title></item></channel></rss>'
HOSTILE = {
    "an entity bomb": (SourceKind.NEWS, BOMB.encode()),
    "an entity read on this machine": (SourceKind.NEWS, OUTSIDE.encode()),
    "XML cut short": (SourceKind.NEWS, b"<rss><channel><item>"),
    "XML in no known encoding": (SourceKind.NEWS, b'<?xml version="1.0" encoding="x-none"?><rss/>'),
    "another XML": (SourceKind.NEWS, b"<svg/>"),
    "JSON too deep": (SourceKind.OPENAGENDA, b"[" * 200_000),
    "JSON of another shape": (SourceKind.OPENAGENDA, b'{"events": {"a": 1}}'),
    "a number of a million digits": (SourceKind.OPENAGENDA, b'{"events": [' + b"9" * 1_000_000 + b"]}"),
    "a calendar cut short": (SourceKind.CALENDAR, b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\n"),
    "no calendar": (SourceKind.CALENDAR, b"Bonjour"),
    "a list of other things": (SourceKind.PLACES, b"nom;couleur\nrose;rouge\n"),
    "a sheet that is none": (SourceKind.PLACES, b"PK\x03\x04 rien"),
    "an empty answer": (SourceKind.SERVICES, b""),
}


@pytest.mark.parametrize(("kind", "content"), HOSTILE.values(), ids=HOSTILE)
def test_a_hostile_answer_is_refused_and_costs_little(kind: SourceKind, content: bytes) -> None:
    with pytest.raises(CannotRead) as refused:
        found(kind, content)
    assert refused.value.problem == SourceProblem.UNREADABLE


def test_more_times_than_any_agenda_holds_are_refused() -> None:
    timings = [{"begin": "2026-11-24T10:00:00Z", "end": "2026-11-24T11:00:00Z"}] * 800
    with pytest.raises(CannotRead) as refused:
        found(SourceKind.OPENAGENDA, agenda(*[event(timings=timings)] * 30))
    assert refused.value.problem == SourceProblem.TOO_MANY


def test_more_events_than_any_agenda_holds_are_refused() -> None:
    with pytest.raises(CannotRead) as refused:
        found(SourceKind.OPENAGENDA, json.dumps({"events": [0] * 5001}).encode())
    assert refused.value.problem == SourceProblem.TOO_MANY
