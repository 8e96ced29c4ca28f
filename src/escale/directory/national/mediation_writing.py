"""Partners as lines of the national standard of places, v2.0.0; what a list brought says beside our fields comes back."""

from collections.abc import Iterable, Sequence
from typing import Any

from escale.directory.models import Partner
from escale.directory.national import mediation
from escale.directory.national.mediation_reading import MORE
from escale.directory.national.reading import own_point

_LABELS = {code: label for label, code in mediation.PUBLICS.items()}


def row(partner: Partner) -> dict[str, str]:
    """The line of a partner: the columns of the standard in order, then those that the list it came from has besides."""
    kept = partner.standard
    fees = kept.get("frais_a_charge", [])
    said: dict[str, Any] = {column: kept.get(column, "") for column in mediation.COLUMNS}
    said |= {
        "id": partner.external_id or f"escale-{partner.pk}",
        "pivot": partner.pivot,
        "nom": partner.name,
        "commune": partner.commune_name,
        "code_postal": partner.postcode,
        "code_insee": partner.commune,
        "adresse": partner.address,
        "complement_adresse": partner.address_more,
        "typologie": partner.kinds,
        "telephone": partner.phone,
        "courriels": [*filter(None, [partner.email]), *kept.get("courriels", [])],
        "site_web": [*filter(None, [partner.website]), *kept.get("site_web", [])],
        "horaires": partner.hours,
        "presentation_resume": partner.missions,
        "presentation_detail": partner.presentation,
        "date_maj": partner.updated_on.isoformat() if partner.updated_on else "",
        "publics_specifiquement_adresses": [_LABELS[code] for code in partner.publics if code in _LABELS],
        "frais_a_charge": fees if partner.fees in fees else partner.fees,
        "modalites_acces": kept.get("modalites_acces") or _ways_in(partner),
        "fiche_acces_libre": partner.accessibility_link,
        "prise_rdv": partner.booking_link,
    }
    if point := own_point(latitude=partner.latitude, longitude=partner.longitude, commune=partner.commune):
        said["latitude"], said["longitude"] = map(str, point)
    more = {mediation.GONE_SINCE_2: kept.get(mediation.GONE_SINCE_2, "")} | kept.get(MORE, {})
    written = {column: "|".join(value) if isinstance(value, list) else str(value) for column, value in said.items()}
    return mediation.sound(written) | {title: value for title, value in more.items() if value}


def table(rows: Iterable[dict[str, str]]) -> tuple[list[str], list[list[str]]]:
    """Titles and lines of a file: every column of the standard, then each other one that says something."""
    lines = list(rows)
    others = dict.fromkeys(title for line in lines for title in line if title not in mediation.COLUMNS)
    titles = [*mediation.COLUMNS, *others]
    return titles, [[line.get(title, "") for title in titles] for line in lines]


def _ways_in(partner: Partner) -> Sequence[str]:
    ways = {
        "Se présenter": partner.without_appointment,
        "Téléphoner": partner.phone,
        "Contacter par mail": partner.email,
        "Prendre un RDV en ligne": partner.booking_link,
    }
    return [way for way, is_open in ways.items() if is_open]
