"""A line of a list of places of digital mediation, v1.0.2 or v2.0.0, read as a partner."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from escale.directory.national import cells, mediation
from escale.directory.national.reading import (
    LONGEST_TEXT,
    Place,
    Where,
    answered,
    day_of,
    locate,
    own_identifier,
    publics_of,
)
from escale.directory.national.vocabularies import CHOICES, choice, kind_words, typology

SUMMARY, DETAIL = "presentation_resume", "presentation_detail"
MORE = "columns"
"""Where columns of the list that aren't of the standard are kept, by their titles."""

MOST_MORE, LONGEST_MORE = 30, 500
IN_FIELDS = frozenset(
    {
        "id", "pivot", "nom", "commune", "code_postal", "code_insee", "adresse", "complement_adresse", "latitude",
        "longitude", "typologie", "telephone", "courriels", "site_web", "horaires", SUMMARY, DETAIL, "date_maj",
        "publics_specifiquement_adresses", "fiche_acces_libre", "prise_rdv",
    }
)  # fmt: skip
"""Columns whose values are fields of a partner; the others are kept beside them."""


def read(row: Mapping[str, str], *, line: int, today: date) -> Place:
    """The partner a line says; `row` by column, others than those of the standard under their titles."""
    place = Place(line=line)
    said = {column: cells.text(value) for column, value in row.items()}
    _who(place, said)
    locate(
        place,
        Where(
            commune=said.get("commune", ""),
            postcode=said.get("code_postal", ""),
            code=said.get("code_insee", ""),
            latitude=said.get("latitude", ""),
            longitude=said.get("longitude", ""),
        ),
    )
    place.said["external_id"] = place.said["external_id"] or own_identifier(place.said)
    _reached(place, said)
    kept = _kept(place, said)
    _described(place, said, kept, today=today)
    place.said["standard"] = kept
    return place


def _who(place: Place, said: Mapping[str, str]) -> None:
    name = said.get("nom", "").replace("\n", " ")
    if not name:
        place.refuse("nom", "", "Il manque le nom du lieu.")
    if not said.get("adresse"):
        place.remark("adresse", "", "Il manque l’adresse.")
    if not said.get("id"):
        place.remark("id", "", "Il manque l’identifiant. Ce lieu est reconnu par son nom et son adresse.")
    pivot = said.get("pivot", "")
    place.said |= {
        "name": place.keep("nom", name, lambda: cells.short(name, 150), cells.summary(name, 150)),
        "external_id": said.get("id", "")[:160],
        "pivot": "" if cells.rna(pivot) else place.keep("pivot", pivot, lambda: cells.siret(pivot), ""),
        "address": _texts(place, said, "adresse", 150),
        "address_more": _texts(place, said, "complement_adresse", 150),
    }


def _reached(place: Place, said: Mapping[str, str]) -> None:
    phone, acces, booking = (said.get(column, "") for column in ("telephone", "fiche_acces_libre", "prise_rdv"))
    place.said |= {
        "phone": place.keep("telephone", phone, lambda: cells.phone(phone), ""),
        "accessibility_link": next(iter(place.links("fiche_acces_libre", acces)), ""),
        "booking_link": next(iter(place.links("prise_rdv", booking)), ""),
        "hours": _texts(place, said, "horaires", 250),
    }


def _kept(place: Place, said: Mapping[str, str]) -> dict[str, Any]:
    """What the line says that has no field here, and what is left of lists of which the first is a field."""
    kept: dict[str, Any] = {}
    for column in mediation.COLUMNS_1:
        if (value := said.get(column)) and column not in IN_FIELDS:
            kept[column] = _chosen(place, column, value) if column in CHOICES else value[:LONGEST_TEXT]
    mails = place.mails("courriels", said.get("courriels", ""))
    pages = place.links("site_web", said.get("site_web", ""))
    place.said |= {"email": next(iter(mails), "")[:254], "website": next(iter(pages), "")}
    more = {
        title[:80]: value[:LONGEST_MORE] for title, value in said.items() if title not in mediation.COLUMNS_1 and value
    }
    if association := cells.rna(said.get("pivot", "")):
        more["rna"] = association
    kept |= {"courriels": mails[1:], "site_web": pages[1:], MORE: dict(list(more.items())[:MOST_MORE])}
    return {column: value for column, value in kept.items() if value}


def _described(place: Place, said: Mapping[str, str], kept: Mapping[str, Any], *, today: date) -> None:
    kinds = _typologies(place, said.get("typologie", ""))
    publics = _chosen(place, "publics_specifiquement_adresses", said.get("publics_specifiquement_adresses", ""))
    services, fees = kept.get("services", []), kept.get("frais_a_charge", [])
    if not services:
        place.remark("services", "", "Aucun service. Les autres outils diront que ce lieu n’accueille pas de public.")
    summary = said.get(SUMMARY, "").replace("\n", " ")
    if len(summary) > mediation.LONGEST_SUMMARY:
        place.remark(SUMMARY, summary, f"Ce texte est coupé à {mediation.LONGEST_SUMMARY} signes.")
    place.said |= {
        "kinds": kinds,
        "kind_words": kind_words(kinds)[:60],
        "missions": cells.summary(summary, mediation.LONGEST_SUMMARY),
        "presentation": _texts(place, said, DETAIL, LONGEST_TEXT),
        "publics": publics_of(mediation.PUBLICS[each] for each in publics),
        "languages": ["en"] * ("Langues étrangères (anglais)" in kept.get("prise_en_charge_specifique", [])),
        "fees": fees[0] if fees else "",
        "without_appointment": "Se présenter" in kept.get("modalites_acces", []),
        "updated_on": day_of(place, "date_maj", said.get("date_maj", ""), today=today),
    }
    themes = [theme for service in services for theme in mediation.THEMES[service]]
    place.needs = answered(themes=themes, kinds=kinds)


def _typologies(place: Place, said: str) -> list[str]:
    codes = {each: typology(each) for each in cells.many(said)}
    for each, code in codes.items():
        if not code:
            place.remark("typologie", each, "Ce type n’est pas dans la liste nationale.")
    return list(dict.fromkeys(filter(None, codes.values())))


def _chosen(place: Place, column: str, said: str) -> list[str]:
    known = {each: choice(column, each) for each in cells.many(said)}
    for each, value in known.items():
        if not value:
            place.remark(column, each, "Cette valeur n’est pas dans la liste nationale.")
    found = list(dict.fromkeys(filter(None, known.values())))
    return found if column in mediation.MANY else found[:1]


def _texts(place: Place, said: Mapping[str, str], column: str, longest: int) -> str:
    value = said.get(column, "")
    return place.keep(column, value, lambda: cells.short(value, longest), "")
