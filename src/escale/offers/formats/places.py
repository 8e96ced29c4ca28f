"""Places and services of the national lists: lieux de médiation numérique (CSV), data·inclusion (JSON). No date."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from escale.directory.importing import files
from escale.directory.models import PartnerSource
from escale.directory.national.reading import Place
from escale.offers.formats import cleaning
from escale.offers.models import ForeignKind, SourceProblem
from escale.offers.problems import CannotRead
from escale.offers.said import CannotUse, Found, Said, Where
from escale.spreadsheets import UnreadableFile

DIGITAL = "numerique--"
"""How the subjects of data·inclusion that are ours begin."""


def read(content: bytes, *, now: datetime) -> Found:
    """The places of a list; of data·inclusion, the services about digital matters. Raises `CannotRead`."""
    try:
        found = files.recognized(content)
        places = list(found.places(today=now.date()))
    except UnreadableFile as problem:
        raise CannotRead(SourceProblem.UNREADABLE) from problem
    offers: list[Said] = []
    left_out = 0
    for place in places:
        try:
            _refuse_nameless(place)
            offers += [_venue(place)] if found.source == PartnerSource.MEDIATION else _services(place)
        except CannotUse:
            left_out += 1
    return Found(offers=offers, left_out=left_out)


def _refuse_nameless(place: Place) -> None:
    if place.fault:
        raise CannotUse


def _venue(place: Place) -> Said:
    said, standard = place.said, place.said["standard"]
    return Said(
        uid=cleaning.identifier(said["external_id"]),
        kind=ForeignKind.VENUE,
        title=cleaning.title(said["name"]),
        text=cleaning.paragraphs(said["missions"] or said["presentation"]),
        words=cleaning.words(standard.get("services")),
        is_free={"Gratuit": True, "Payant": False}.get(said["fees"]),
        **_common(said, said["website"]),
    )


def _services(place: Place) -> Iterator[Said]:
    for number, service in enumerate(place.said["standard"]["offers"]):
        themes = [theme for theme in service.get("thematiques") or [] if theme.startswith(DIGITAL)]
        if not themes:
            continue
        link = service.get("lien_mobilisation") or service.get("lien_source") or place.said["website"]
        yield Said(
            uid=cleaning.identifier(place.said["external_id"], service.get("id") or number),
            kind=ForeignKind.SERVICE,
            title=cleaning.title(service.get("nom") or place.said["name"]),
            text=cleaning.paragraphs(service.get("description")),
            words=tuple(theme.removeprefix(DIGITAL).replace("-", " ") for theme in themes),
            is_free={"gratuit": True, "payant": False}.get(service.get("frais") or ""),
            is_online=service.get("modes_accueil") == ["a-distance"],
            **_common(place.said, link),
        )


def _common(said: Mapping[str, Any], link: object) -> dict[str, Any]:
    url = cleaning.page(link)
    return {
        "where": Where(
            place_name=cleaning.line(said["name"], 120),
            address=cleaning.line(said["address"], 160),
            postcode=said["postcode"],
            commune=said["commune"],
            commune_name=said["commune_name"],
            latitude=said["latitude"],
            longitude=said["longitude"],
        ),
        "languages": tuple(said.get("languages", ())),
        "phone": cleaning.phone(said["phone"]),
        "url": url,
        "links": (url,),
    }
