"""Our own places in both national descriptions: a line, or a structure with one service for each thing really offered."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from types import MappingProxyType
from typing import Any

from django.conf import settings
from django.urls import reverse

from escale.accounts.models import Organization
from escale.appointments.models import Reason
from escale.directory.national import inclusion, mediation
from escale.directory.national.cells import summary
from escale.directory.national.inclusion_writing import described, ordered
from escale.directory.national.reading import own_point
from escale.directory.national.vocabularies import (
    BY_COMING,
    BY_LINK,
    BY_MAIL,
    BY_PHONE,
    CHOICES,
    FREE,
    MOBILIZERS,
    ON_SITE,
    PAYING,
    REMOTE,
)
from escale.directory.needs import Public
from escale.directory.own_places import Course, OwnPlace, topics_of
from escale.places.communes import department_of
from escale.places.models import Venue, VenueKind
from escale.topics import ADMINISTRATIVE, Topic
from escale.workshops.models.catalogue import Audience

PROCEDURES, EVERYDAY, WORK, SAFETY, PARENTS, LEISURE, CULTURE, EQUIPMENT, _ = CHOICES["services"]
SERVICE_OF: Mapping[Topic, str] = MappingProxyType(
    dict.fromkeys(Topic, EVERYDAY)
    | dict.fromkeys([Topic.PROCEDURES, *ADMINISTRATIVE], PROCEDURES)
    | dict.fromkeys([Topic.EMPLOYMENT, Topic.BUSINESS], WORK)
    | dict.fromkeys([Topic.PARENTING, Topic.SCHOOL], PARENTS)
    | dict.fromkeys([Topic.CULTURE, Topic.AI], CULTURE)
    | {Topic.SAFETY: SAFETY, Topic.CREATION: LEISURE, Topic.MAINTENANCE: EQUIPMENT}
)
PUBLIC_OF: Mapping[str, str] = MappingProxyType(
    {
        Audience.EVERYONE: Public.EVERYONE,
        Audience.SENIORS: Public.SENIORS,
        Audience.YOUNG: Public.YOUTH,
        Audience.PARENTS: Public.FAMILIES,
        Audience.JOB_SEEKERS: Public.JOBSEEKERS,
        Audience.NEWCOMERS: Public.EXILES,
    }
)
type Said = dict[str, Any]


def source_of(organization: Organization) -> str:
    """Who produces our files, for both standards."""
    return f"escale-{organization.slug}"


def row(place: OwnPlace) -> dict[str, str]:
    """One of our places as a line of the standard, v2.0.0."""
    venue, organization = place.venue, place.organization
    audiences = {PUBLIC_OF[each.group.audience] for each in place.courses}
    paying = [each for each in place.courses if each.group.price_note]
    said: Said = {
        "id": venue.slug,
        "nom": venue.name,
        "commune": venue.commune_name,
        "code_postal": venue.postcode,
        "code_insee": venue.commune,
        "adresse": venue.address,
        "telephone": place.phone,
        "courriels": organization.email,
        "site_web": "|".join(filter(None, [organization.website, _page(venue)])),
        "horaires": place.hours,
        "presentation_resume": summary(organization.presentation.replace("\n", " "), mediation.LONGEST_SUMMARY),
        "presentation_detail": _sentences(organization.presentation, venue.access_notes, venue.accessibility),
        "source": "Escale",
        "services": "|".join(_services(place)),
        "publics_specifiquement_adresses": "|".join(
            label for label, code in mediation.PUBLICS.items() if code in audiences
        ),
        "frais_a_charge": "Gratuit sous condition" if paying else "Gratuit",
        "modalites_acces": "|".join(_ways_in(place)),
        "modalites_accompagnement": "|".join(_ways(place)),
        "prise_rdv": _booking(place) if place.reasons else "",
    }
    if point := own_point(latitude=venue.latitude, longitude=venue.longitude, commune=venue.commune):
        said["latitude"], said["longitude"] = map(str, point)
    return mediation.sound({column: said.get(column, "") for column in mediation.COLUMNS})


def structure(place: OwnPlace, *, today: date) -> Said:
    """One of our places as a structure; what it says is true today, as its pages are."""
    venue, organization = place.venue, place.organization
    said = _where(venue) | {
        "source": source_of(organization),
        "id": _id(place),
        "nom": inclusion.named(venue.name),
        "date_maj": today.isoformat(),
        "description": described(_sentences(organization.presentation, venue.access_notes, venue.transport)),
        "lien_source": _page(venue),
        "telephone": place.phone,
        "courriel": organization.email,
        "site_web": organization.website,
        "horaires_accueil": place.hours,
    }
    return ordered(said, inclusion.STRUCTURE_FIELDS)


def services(place: OwnPlace, *, today: date) -> Iterator[Said]:
    """One service for each reason one may book there, and for each workshop or cycle to come."""
    common = _where(place.venue) | {
        "source": source_of(place.organization),
        "structure_id": _id(place),
        "date_maj": today.isoformat(),
        "telephone": place.phone,
        "courriel": place.organization.email,
        "zone_eligibilite": [department_of(place.venue.commune)] if place.venue.commune else [],
        "mobilisable_par": list(MOBILIZERS),
    }
    for reason in place.reasons:
        yield ordered(common | _of_reason(place, reason), inclusion.SERVICE_FIELDS)
    for course in place.courses:
        yield ordered(common | _of_course(place, course), inclusion.SERVICE_FIELDS)


def _of_reason(place: OwnPlace, reason: Reason) -> Said:
    bring = ", ".join(reason.things_to_bring)
    return {
        "id": f"{_id(place)}-motif-{reason.pk}",
        "nom": inclusion.named(reason.name),
        "description": _sentences(
            reason.sentence,
            reason.description,
            f"Un rendez-vous de {reason.duration} minutes avec une conseillère ou un conseiller numérique.",
            f"À apporter : {bring}." if bring else "",
        ),
        "lien_source": _page(place.venue),
        "type": "accompagnement",
        "thematiques": _themes(topics_of(reason)),
        "frais": FREE,
        "publics": [Public.EVERYONE.value],
        "modes_accueil": [REMOTE if reason.kind in {VenueKind.PHONE, VenueKind.VIDEO} else ON_SITE],
        "lien_mobilisation": _booking(place),
        "modes_mobilisation": [
            *[BY_COMING] * place.takes_walk_ins,
            *[BY_PHONE] * bool(place.phone),
            *[BY_MAIL] * bool(place.organization.email),
            BY_LINK,
        ],
        "horaires_accueil": place.hours,
    }


def _of_course(place: OwnPlace, course: Course) -> Said:
    group = course.group
    name = "portal:cycle" if group.is_cycle else "portal:group"
    page = settings.BASE_URL + reverse(name, args=[group.slug])
    learns = ", ".join(group.workshop.things_learnt)
    return {
        "id": f"{_id(place)}-atelier-{group.pk}",
        "nom": inclusion.named(group.title),
        "description": _sentences(
            group.workshop.promise or group.title,
            f"Vous saurez : {learns}." if learns else "",
            f"En petit groupe, {group.seats} places.",
        ),
        "lien_source": page,
        "type": "formation" if group.is_cycle else "atelier",
        "thematiques": _themes(course.topics),
        "frais": PAYING if group.price_note else FREE,
        "frais_precisions": group.price_note,
        "publics": [PUBLIC_OF[group.audience]],
        "conditions_acces": ", ".join(group.workshop.needed_before),
        "modes_accueil": [ON_SITE, *[REMOTE] * course.is_remote],
        "lien_mobilisation": page,
        "modes_mobilisation": [*[BY_PHONE] * bool(place.phone), BY_LINK],
        "volume_horaire_hebdomadaire": course.weekly_hours,
        "nombre_semaines": course.weeks,
    }


def _where(venue: Venue) -> Said:
    point = own_point(latitude=venue.latitude, longitude=venue.longitude, commune=venue.commune)
    return {
        "commune": venue.commune_name,
        "code_postal": venue.postcode,
        "code_insee": venue.commune,
        "adresse": venue.address,
        "latitude": point and point[0],
        "longitude": point and point[1],
    }


def _id(place: OwnPlace) -> str:
    return f"{source_of(place.organization)}--{place.venue.slug}"


def _page(venue: Venue) -> str:
    return settings.BASE_URL + reverse("portal:venue", args=[venue.slug])


def _booking(place: OwnPlace) -> str:
    return settings.BASE_URL + reverse("portal:booking-subject", args=[place.organization.slug])


def _services(place: OwnPlace) -> list[str]:
    """What is done there, in the order of the standard; receiving people without saying for what is everyday use."""
    found = {SERVICE_OF[topic] for reason in place.reasons for topic in topics_of(reason)}
    found |= {SERVICE_OF[topic] for course in place.courses for topic in course.topics}
    return [service for service in CHOICES["services"] if service in (found or {EVERYDAY})]


def _themes(topics: Iterable[Topic]) -> list[str]:
    found = {SERVICE_OF[topic] for topic in topics} or {EVERYDAY}
    return sorted({theme for service in found for theme in mediation.THEMES[service]})


def _ways_in(place: OwnPlace) -> list[str]:
    ways = {
        "Se présenter": place.takes_walk_ins,
        "Téléphoner": place.phone,
        "Contacter par mail": place.organization.email,
        "Prendre un RDV en ligne": place.reasons,
    }
    return [way for way, is_open in ways.items() if is_open]


def _ways(place: OwnPlace) -> list[str]:
    ways = {
        "Accompagnement individuel": place.reasons or place.permanences,
        "Dans un atelier collectif": place.courses,
        "À distance": place.is_remote,
    }
    return [way for way, is_offered in ways.items() if is_offered]


def _sentences(*parts: str) -> str:
    """What is said, one thing after the other, each with its dot."""
    said = (part.strip().replace("\n", " ") for part in parts)
    return " ".join(part if part.endswith((".", "!", "?")) else f"{part}." for part in said if part)
