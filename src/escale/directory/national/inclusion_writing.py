"""Partners as a structure and services of data·inclusion v1, valid by its schema; what a list brought says comes back."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from escale.directory.models import Partner, PartnerSource
from escale.directory.national import inclusion, mediation
from escale.directory.national.inclusion_reading import SERVICES, STRUCTURE
from escale.directory.national.reading import own_point
from escale.directory.national.vocabularies import (
    BY_COMING,
    BY_LINK,
    BY_MAIL,
    BY_PHONE,
    FREE,
    MOBILIZERS,
    ON_SITE,
    PAYING,
    REMOTE,
)
from escale.directory.needs import Public, by_code
from escale.places.communes import department_of

SERVICE_NAME = "Service d’accompagnement au numérique"
HANDICAP, EXILES = "personnes-en-situation-de-handicap", "personnes-exilees"
CARE: Mapping[str, str] = {
    "Déficience visuelle": HANDICAP,
    "Handicaps mentaux": HANDICAP,
    "Handicaps moteurs": HANDICAP,
    "Surdité": HANDICAP,
    "Langues étrangères (anglais)": EXILES,
    "Langues étrangères (autres)": EXILES,
}
PROGRAMMES: Mapping[str, str] = {
    "Aidants Connect": "aidants-connect",
    "Conseillers numériques": "conseillers-numeriques",
    "France Services": "france-service",
    "Grande école du numérique": "grandes-ecoles-du-numerique",
    "La Croix Rouge": "croix-rouge",
    "Emmaüs Connect": "emmaus",
}
NETWORK_OF_KIND = {kind: network for network, kind in inclusion.KIND_OF_NETWORK.items()}
WAYS: Mapping[str, str] = {
    "Contacter par mail": BY_MAIL,
    "Envoyer un mail avec une fiche de prescription": BY_MAIL,
    "Prendre un RDV en ligne": BY_LINK,
    "Se présenter": BY_COMING,
    "Téléphoner": BY_PHONE,
}
TYPES = (
    ("En autonomie", "aide-materielle"),
    ("Dans un atelier collectif", "atelier"),
    ("Accompagnement individuel", "accompagnement"),
)
"""The first that a place offers names its service."""

type Said = dict[str, Any]


def structure(partner: Partner, *, source: str, today: date) -> Said:
    """A partner as a structure; `source` names who writes the file, for those no list of data·inclusion brought."""
    kept = partner.standard.get(STRUCTURE, {})
    own = kept.get("source", source)
    said = _place(partner) | {
        "source": own,
        "id": identifier(partner, source=source),
        "nom": inclusion.named(partner.name),
        "date_maj": _day(partner, today=today),
        "description": described(partner.presentation or partner.missions),
        "lien_source": kept.get("lien_source"),
        "siret": partner.pivot,
        "telephone": partner.phone,
        "courriel": partner.email,
        "site_web": partner.website,
        "horaires_accueil": partner.hours,
        "accessibilite_lieu": partner.accessibility_link,
        "reseaux_porteurs": kept.get("reseaux_porteurs") or _networks(partner),
    }
    return ordered(said, inclusion.STRUCTURE_FIELDS)


def services(partner: Partner, *, source: str, today: date) -> list[Said]:
    """Its services: those of the list it came from, or one that says what it does."""
    if partner.source == PartnerSource.INCLUSION:
        brought: Sequence[Said] = partner.standard.get(SERVICES, [])
        return [_again(each, partner, source=source, today=today) for each in brought]
    return [_service(partner, source=source, today=today)]


def identifier(partner: Partner, *, source: str) -> str:
    """ "dora--42": as its list says it, or by the name of who writes the file."""
    local = partner.external_id or f"escale-{partner.pk}"
    return local if partner.source == PartnerSource.INCLUSION and "--" in local else f"{source}--{local}"


def described(text: str) -> str:
    return text if inclusion.DESCRIPTION[0] <= len(text) <= inclusion.DESCRIPTION[1] else ""


def ordered(said: Mapping[str, Any], fields: Sequence[str]) -> Said:
    """Every field of the schema, in its order; nothing said is null."""
    return {field: said.get(field) or None for field in fields}


def _again(offer: Said, partner: Partner, *, source: str, today: date) -> Said:
    """A service as it came; what the schema requires and its list forgot is made up from the partner."""
    whose = identifier(partner, source=source)
    name = offer.get("nom", "")
    required = {
        "source": partner.standard.get(STRUCTURE, {}).get("source", source),
        "structure_id": whose,
        "id": offer.get("id") or f"{whose}-service",
        "nom": inclusion.named(name) if len(name) >= inclusion.NAME[0] else partner.name,
        "description": described(offer.get("description", "")) or _words(partner),
        "date_maj": offer.get("date_maj") or _day(partner, today=today),
    }
    return ordered(offer | required, inclusion.SERVICE_FIELDS)


def _service(partner: Partner, *, source: str, today: date) -> Said:
    kept = partner.standard
    how = kept.get("modalites_accompagnement", [])
    ways = list(dict.fromkeys(WAYS[each] for each in kept.get("modalites_acces", []) if each in WAYS))
    publics = {*partner.publics, *(CARE[each] for each in kept.get("prise_en_charge_specifique", []) if each in CARE)}
    whose = identifier(partner, source=source)
    said = _place(partner) | {
        "source": source,
        "structure_id": whose,
        "id": f"{whose}-mediation" if kept.get("services") else f"{whose}-accueil",
        "nom": SERVICE_NAME if kept.get("services") else inclusion.named(partner.name),
        "description": _words(partner),
        "date_maj": _day(partner, today=today),
        "type": next((kind for label, kind in TYPES if label in how), "accompagnement"),
        "thematiques": themes_of(partner),
        "frais": _fee(partner.fees),
        "publics": sorted(publics - {Public.EVERYONE}) or [Public.EVERYONE.value],
        "telephone": partner.phone,
        "courriel": partner.email,
        "modes_accueil": [ON_SITE, *[REMOTE] * ("À distance" in how)],
        "zone_eligibilite": [*filter(None, [department_of(partner.commune)])],
        "lien_mobilisation": partner.booking_link,
        "modes_mobilisation": [way for way in ways or _by_contacts(partner) if _is_possible(way, partner)],
        "mobilisable_par": list(MOBILIZERS),
        "horaires_accueil": partner.hours,
    }
    return ordered(said, inclusion.SERVICE_FIELDS)


def themes_of(partner: Partner) -> list[str]:
    """Its subjects: by the services its list gives it, or else by the needs it answers, which must be read ahead."""
    listed = [theme for each in partner.standard.get("services", []) for theme in mediation.THEMES[each]]
    needs = [] if listed else [need for each in partner.needs.all() if (need := by_code(each.need))]
    return sorted({*listed, *(theme for need in needs for theme in need.themes)})


def _place(partner: Partner) -> Said:
    point = own_point(latitude=partner.latitude, longitude=partner.longitude, commune=partner.commune)
    return {
        "commune": partner.commune_name,
        "code_postal": partner.postcode,
        "code_insee": partner.commune,
        "adresse": partner.address,
        "complement_adresse": partner.address_more,
        "latitude": point and point[0],
        "longitude": point and point[1],
    }


def _words(partner: Partner) -> str:
    said = partner.presentation or partner.missions or ", ".join(partner.standard.get("services", []))
    return described(said) or f"Accueil du public : {partner.name}."


def _day(partner: Partner, *, today: date) -> str:
    known = partner.updated_on or partner.checked_on or partner.created_at.date()
    return min(known, today).isoformat()


def _networks(partner: Partner) -> list[str]:
    programmes = partner.standard.get("dispositif_programmes_nationaux", [])
    found = [PROGRAMMES.get(each) for each in programmes] + [NETWORK_OF_KIND.get(kind) for kind in partner.kinds]
    return sorted({network for network in found if network})


def _fee(fees: str) -> str | None:
    return PAYING if fees == "Payant" else FREE if fees.startswith("Gratuit") else None


def _by_contacts(partner: Partner) -> list[str]:
    ways = {
        BY_COMING: partner.without_appointment,
        BY_PHONE: partner.phone,
        BY_MAIL: partner.email,
        BY_LINK: partner.booking_link,
    }
    return [way for way, is_open in ways.items() if is_open]


def _is_possible(way: str, partner: Partner) -> bool:
    """A way that needs a number, an address or a link isn't said without it."""
    needed = {BY_PHONE: partner.phone, BY_MAIL: partner.email, BY_LINK: partner.booking_link}
    return bool(needed.get(way, True))
