"""Offers of other sites in the demonstration: a library, another Escale, a list of places, and a town whose feed is broken.

Nobody answers at example.org: what each says is written here, and read by the product as if it had come.
"""

import json
from collections.abc import Iterable
from datetime import datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings

from escale.accounts.models import Membership
from escale.offers import keeping, reading, refreshing, twins, writing
from escale.offers.models import ForeignOffer, Source, SourceKind, SourceProblem
from escale.topics import Topic
from escale.workshops.models import Audience, Group, Session

LIBRARY, HUB, PLACES, TOWN = (
    "Médiathèque de Balazé",
    "Le Hub de Fougères",
    "Lieux d’Ille-et-Vilaine",
    "Ville de Châteaubourg",
)
IN_A_YEAR = timedelta(days=365)
BALAZE = {
    "name": "Médiathèque",
    "address": "3 place de l’Église",
    "city": "Balazé",
    "postalCode": "35500",
    "insee": "35015",
}
FOUGERES = {
    "name": "Le Hub",
    "address": "12 rue des Tanneurs",
    "city": "Fougères",
    "postalCode": "35300",
    "insee": "35115",
}

OF_THE_LIBRARY = (
    ("Café numérique : venez avec votre question", 4, time(10), ["Ordinateur", "Tout public"]),
    ("Écouter la radio et des livres sur sa tablette", 9, time(14, 30), ["Tablette", "Clic du mardi"]),
    ("Reconnaître les arnaques par SMS", 16, time(10), ["Sécurité", "Seniors"]),
)
OF_THE_HUB = (
    ("Premiers pas sur le smartphone", 6, Topic.EQUIPMENT, Audience.SENIORS, 3),
    ("Faire son CV en ligne", 8, Topic.EMPLOYMENT, Audience.JOB_SEEKERS, 0),
    ("Essayer une intelligence artificielle", 13, Topic.AI, Audience.EVERYONE, 5),
)
OF_THE_LIST = (
    ("p1", "Espace public numérique d’Argentré", "Argentré-du-Plessis", "35006", "5 rue du Plessis", "0261919031"),
    ("p2", "Point relais de Janzé", "Janzé", "35136", "1 place des Halles", "0261919032"),
    ("p3", "Tiers-lieu L’Embarcadère", "La Guerche-de-Bretagne", "35125", "8 rue du Cheval Blanc", "0261919033"),
)


def fill(adviser: Membership, *, told_twice: Group, now: datetime) -> None:
    """Four sources: three read just now, one of which tells a workshop of ours again; one that has failed for three days."""
    zone = ZoneInfo(settings.DEFAULT_TIME_ZONE)
    read_at = now - timedelta(minutes=12)
    _read(
        adviser,
        SourceKind.OPENAGENDA,
        LIBRARY,
        "https://balaze.example.org/agenda.json",
        _library(told_twice, now, zone),
        read_at,
    )
    _read(adviser, SourceKind.ESCALE, HUB, "https://hub.example.org/activites.json", _hub(now, zone), read_at)
    _read(adviser, SourceKind.PLACES, PLACES, "https://donnees.example.org/lieux.csv", _places(), read_at)
    ForeignOffer.objects.filter(uid="p2").update(hidden_at=read_at)
    failing = _add(adviser, SourceKind.NEWS, TOWN, "https://chateaubourg.example.org/rss", now - timedelta(days=40))
    Source.objects.filter(pk=failing.pk).update(
        problem=SourceProblem.UNREACHABLE,
        failing_since=now - timedelta(days=3),
        failures=8,
        read_at=now - timedelta(days=3, hours=1),
        due_at=now + IN_A_YEAR,
    )


def _add(adviser: Membership, kind: SourceKind, name: str, url: str, now: datetime) -> Source:
    return keeping.add(
        adviser.organization, kind=kind, name=name, url=url, around="35360", within_km=60, words={}, now=now
    )


def _read(adviser: Membership, kind: SourceKind, name: str, url: str, content: bytes, now: datetime) -> None:
    """Add a source, and read what it is said to answer; it isn't due again for a year."""
    source = _add(adviser, kind, name, url, now)
    zone = ZoneInfo(settings.DEFAULT_TIME_ZONE)
    found = reading.read(content, refreshing.wish_of(source), now=now, zone=zone)
    writing.write(source, found.offers, now=now)
    twins.match(source, now=now)
    Source.objects.filter(pk=source.pk).update(
        read_at=now, due_at=now + IN_A_YEAR, left_out=found.left_out, unknown_words=found.unknown_words
    )


def _library(told_twice: Group, now: datetime, zone: ZoneInfo) -> bytes:
    session = Session.objects.filter(group=told_twice).select_related("venue").by_date()[0]
    venue = session.venue
    ours = {
        "uid": 900,
        "title": {"fr": f"Atelier : {told_twice.title}"},
        "timings": [{"begin": session.starts_at.isoformat(), "end": session.ends_at.isoformat()}],
        "location": {
            "name": venue.name,
            "insee": venue.commune,
            "latitude": venue.latitude,
            "longitude": venue.longitude,
        },
    }
    events = [
        {
            "uid": 901 + number,
            "title": {"fr": title},
            "description": {"fr": "Entrée libre, sans inscription."},
            "conditions": {"fr": "Gratuit"},
            "keywords": {"fr": words},
            "timings": [_timing(now + timedelta(days=days), at, zone)],
            "location": BALAZE,
            "accessibility": {"mi": True},
            "registration": _ways("02 61 91 90 30", f"https://balaze.example.org/agenda/{901 + number}"),
        }
        for number, (title, days, at, words) in enumerate(OF_THE_LIBRARY)
    ]
    return _agenda([ours, *events])


def _hub(now: datetime, zone: ZoneInfo) -> bytes:
    events, beside = [], {}
    for number, (title, days, topic, audience, seats) in enumerate(OF_THE_HUB):
        page = f"https://hub.example.org/ateliers/{number}/"
        timing = _timing(now + timedelta(days=days), time(14), zone)
        events.append(
            {
                "uid": number,
                "title": {"fr": title},
                "timings": [timing],
                "location": FOUGERES,
                "status": 1 if seats else 5,
            }
            | {"registration": _ways("02 61 91 90 40", page)}
        )
        beside[str(number)] = {
            "id": f"escale-groupe-{number}@hub.example.org", "url": page, "topics": [topic], "audience": audience,
            "is_free": True, "seats_left": seats,
        }  # fmt: skip
    return _agenda(events, escale={"site": "https://hub.example.org", "events": beside})


def _places() -> bytes:
    titles = "id,nom,commune,code_insee,adresse,telephone,services,frais_a_charge,site_web"
    rows = [
        f"{uid},{name},{town},{insee},{address},{phone},Maîtrise des outils numériques du quotidien,Gratuit,https://donnees.example.org/{uid}"
        for uid, name, town, insee, address, phone in OF_THE_LIST
    ]
    return "\n".join([titles, *rows, ""]).encode()


def _agenda(events: Iterable[dict[str, Any]], **beside: Any) -> bytes:
    return json.dumps({"events": [*events], **beside}).encode()


def _timing(day: datetime, at: time, zone: ZoneInfo) -> dict[str, str]:
    begin = datetime.combine(day.astimezone(zone).date(), at, zone)
    return {"begin": begin.isoformat(), "end": (begin + timedelta(hours=2)).isoformat()}


def _ways(phone: str, page: str) -> list[dict[str, str]]:
    return [{"type": "phone", "value": phone}, {"type": "link", "value": page}]
