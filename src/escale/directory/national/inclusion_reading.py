"""A structure of data·inclusion v1 and its services, read as one partner."""

import json
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from escale.directory.national import cells, inclusion, mediation
from escale.directory.national.cells import Wrong
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
from escale.directory.national.vocabularies import (
    BY_COMING,
    FEES,
    MOBILIZATION_MODES,
    MOBILIZERS,
    NETWORKS,
    PAYING,
    RECEPTION_MODES,
    SERVICE_TYPES,
    THEMES,
    kind_words,
)
from escale.directory.needs import Public

STRUCTURE, SERVICES = "structure", "offers"
"""Where a partner keeps what a list says beside our fields."""

LISTS: Mapping[str, Sequence[str]] = {
    "thematiques": tuple(THEMES),
    "publics": tuple(Public),
    "modes_accueil": RECEPTION_MODES,
    "modes_mobilisation": MOBILIZATION_MODES,
    "mobilisable_par": MOBILIZERS,
    "reseaux_porteurs": tuple(NETWORKS),
}
MOST_SERVICES = 60
type Said = Mapping[str, Any]


def read(structure: Said, services: Sequence[Said], *, line: int, today: date) -> Place:
    """The partner a structure says, with the offers of its services."""
    place = Place(line=line)
    said = {field: cells.text(structure.get(field)) for field in inclusion.STRUCTURE_FIELDS}
    _who(place, said)
    locate(place, _where(said))
    place.said["external_id"] = place.said["external_id"] or own_identifier(place.said)
    _reached(place, said)
    networks = _codes(place, "reseaux_porteurs", structure.get("reseaux_porteurs"))
    offers = [_offer(place, each, today=today) for each in services[:MOST_SERVICES]]
    kinds = list(dict.fromkeys(kind for each in networks if (kind := inclusion.KIND_OF_NETWORK.get(each))))
    place.said |= {
        "kinds": kinds,
        "kind_words": kind_words(kinds)[:60],
        "updated_on": day_of(place, "date_maj", said["date_maj"], today=today),
        "standard": _kept(place, said, networks, offers),
    }
    _summed_up(place, offers)
    return place


def several(said: object) -> list[str]:
    """The values of a list, as JSON says them or as a cell does: a JSON array, braces, bars, semicolons or commas."""
    if isinstance(said, list):
        return list(dict.fromkeys(filter(None, map(cells.text, said))))
    text = cells.text(said)
    if text.startswith("["):
        try:
            return several(json.loads(text.replace("'", '"')))
        except ValueError:
            text = text.strip("[]")
    bare = text.strip("{}").replace("|", ",").replace(";", ",")
    return list(dict.fromkeys(filter(None, (part.strip(" \"'") for part in bare.split(",")))))


def _who(place: Place, said: Mapping[str, str]) -> None:
    name = inclusion.named(said["nom"].replace("\n", " "))
    if len(name) < inclusion.NAME[0]:
        place.refuse("nom", name, "Il manque le nom de la structure.")
    if not said["id"]:
        place.remark("id", "", "Il manque l’identifiant. Ce lieu est reconnu par son nom et son adresse.")
    description = said["description"]
    place.said |= {
        "name": place.keep("nom", name, lambda: cells.short(name, 150), cells.summary(name, 150)),
        "external_id": said["id"][:160],
        "pivot": place.keep("siret", said["siret"], lambda: cells.siret(said["siret"]), ""),
        "address": _text(place, said, "adresse", 150),
        "address_more": _text(place, said, "complement_adresse", 150),
        "presentation": _text(place, said, "description", LONGEST_TEXT),
        "missions": cells.summary(description.replace("\n", " "), mediation.LONGEST_SUMMARY),
    }


def _where(said: Mapping[str, str]) -> Where:
    return Where(
        commune=said["commune"],
        postcode=said["code_postal"],
        code=said["code_insee"],
        latitude=said["latitude"],
        longitude=said["longitude"],
    )


def _reached(place: Place, said: Mapping[str, str]) -> None:
    phone, mail, page, access = (said[each] for each in ("telephone", "courriel", "site_web", "accessibilite_lieu"))
    place.said |= {
        "phone": place.keep("telephone", phone, lambda: cells.phone(phone), ""),
        "email": next(iter(place.mails("courriel", mail)), ""),
        "website": next(iter(place.links("site_web", page)), ""),
        "accessibility_link": next(iter(place.links("accessibilite_lieu", access)), ""),
        "hours": _text(place, said, "horaires_accueil", 250),
    }


def _kept(place: Place, said: Mapping[str, str], networks: list[str], offers: list[dict[str, Any]]) -> dict[str, Any]:
    link = said["lien_source"]
    structure = {
        "source": said["source"] or said["id"].partition("--")[0],
        "lien_source": next(iter(place.links("lien_source", link)), ""),
        "reseaux_porteurs": networks,
    }
    return {STRUCTURE: {field: value for field, value in structure.items() if value}, SERVICES: offers}


def _offer(place: Place, said: Said, *, today: date) -> dict[str, Any]:
    """One service, of which nothing is kept that the schema would refuse."""
    texts = {field: cells.text(said.get(field)) for field in inclusion.SERVICE_FIELDS if field not in inclusion.MANY}
    kept: dict[str, Any] = {field: value[:LONGEST_TEXT] for field, value in texts.items()}
    kept["nom"] = cells.summary(inclusion.named(texts["nom"]), inclusion.NAME[1])
    kept |= {field: _codes(place, field, said.get(field)) for field in LISTS if field in inclusion.SERVICE_FIELDS}
    kept["publics"] = publics_of(kept["publics"])
    kept["zone_eligibilite"] = [
        each for each in several(said.get("zone_eligibilite")) if inclusion.AREA.fullmatch(each)
    ]
    for field, known in (("type", SERVICE_TYPES), ("frais", FEES)):
        if texts[field] not in {"", *known}:
            place.remark(field, texts[field], "Cette valeur n’est pas dans la liste nationale.")
            kept[field] = ""
    kept["telephone"] = place.keep("telephone", texts["telephone"], lambda: cells.phone(texts["telephone"]), "")
    mails = place.mails("courriel", texts["courriel"])
    kept["courriel"] = next(iter(mails), "")
    for field in ("lien_source", "lien_mobilisation"):
        kept[field] = next(iter(place.links(field, texts[field])), "")
    on = day_of(place, "date_maj", texts["date_maj"], today=today)
    kept |= {"date_maj": on.isoformat() if on else "", inclusion.NEVER_KEPT: ""}
    kept |= _numbers(place, texts)
    return {field: kept[field] for field in inclusion.SERVICE_FIELDS if kept[field] not in ("", None, [])}


def _numbers(place: Place, texts: Mapping[str, str]) -> dict[str, float | str | None]:
    def read(field: str, least: float) -> float | None:
        value = place.keep(field, texts[field], lambda: _number(texts[field]), None)
        return None if value is None or value < least else value

    weeks = read("nombre_semaines", 1)
    return {
        "longitude": place.keep("longitude", texts["longitude"], lambda: cells.degrees(texts["longitude"], 180), None),
        "latitude": place.keep("latitude", texts["latitude"], lambda: cells.degrees(texts["latitude"], 90), None),
        "volume_horaire_hebdomadaire": read("volume_horaire_hebdomadaire", 0),
        "nombre_semaines": None if weeks is None else int(weeks),
        **{field: _pattern(place, field, texts[field]) for field in ("code_postal", "code_insee")},
    }


def _pattern(place: Place, field: str, said: str) -> str:
    if said and not mediation.PATTERNS[field].fullmatch(said):
        place.remark(field, said, "Ce n’est pas la forme attendue.")
        return ""
    return said


def _number(said: str) -> float:
    try:
        value = float(said.replace(",", "."))
    except ValueError:
        raise Wrong("Ce n’est pas un nombre.") from None
    if not 0 <= value < 10_000:
        raise Wrong("Ce nombre est trop grand, ou négatif.")
    return value


def _summed_up(place: Place, offers: Sequence[Said]) -> None:
    """What the services say together of the partner: for whom, what, how one comes, what it costs."""
    every = [theme for offer in offers for theme in offer.get("thematiques", [])]
    fees = {offer["frais"] for offer in offers if "frais" in offer}
    booking = next((offer["lien_mobilisation"] for offer in offers if "lien_mobilisation" in offer), "")
    place.needs = answered(themes=every, kinds=place.said["kinds"])
    place.said |= {
        "publics": publics_of(public for offer in offers for public in offer.get("publics", [])),
        "languages": [],
        "fees": ""
        if not fees
        else "Gratuit"
        if PAYING not in fees
        else "Payant"
        if len(fees) == 1
        else "Gratuit ou payant",
        "booking_link": booking,
        "without_appointment": any(BY_COMING in offer.get("modes_mobilisation", []) for offer in offers),
    }


def _codes(place: Place, field: str, said: object) -> list[str]:
    known = LISTS[field]
    found = several(said)
    for each in found:
        if each not in known:
            place.remark(field, each, "Cette valeur n’est pas dans la liste nationale.")
    return [each for each in found if each in known]


def _text(place: Place, said: Mapping[str, str], field: str, longest: int) -> str:
    return place.keep(field, said[field], lambda: cells.short(said[field], longest), "")
