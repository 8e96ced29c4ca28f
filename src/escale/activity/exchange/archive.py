"""Reads the archive of the tool before the national one (its V1), as the national API gives it: a list in JSON.

Topics follow the mapping the national tool published. Its bands of age don't nest in today's: they are counted apart, and
never converted; nor are situations that no longer exist. Nobody has a name there.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from itertools import chain, repeat
from typing import Any
from zoneinfo import ZoneInfo

from escale.activity.exchange.activities import Activity, Someone, Where
from escale.activity.exchange.activities_reading import (
    LONGEST_ID,
    LONGEST_MINUTES,
    LONGEST_PLACE,
    Reading,
)
from escale.activity.exchange.findings import Finding, NotThisFile
from escale.activity.exchange.values import LONGEST_TAG, TAKEN_OUT, harmless_text, of_our_time
from escale.activity.models import Kind, Place, Source
from escale.french.plain_text import clean, fold
from escale.people.models import AgeBand, SocialStatus
from escale.topics import Topic

KINDS: Mapping[str, Kind] = {
    "ponctuel": Kind.INDIVIDUAL,
    "individuel": Kind.INDIVIDUAL,
    "collectif": Kind.COLLECTIVE,
}
PLACES: Mapping[str, Place] = {
    "domicile": Place.HOME,
    "distance": Place.REMOTE,
    "autre lieu": Place.OTHER,
    "rattachement": Place.VENUE,
}
TOPICS: Mapping[str, tuple[Topic, ...]] = {
    "diagnostic": (Topic.DIAGNOSIS,),
    "equipement informatique": (Topic.EQUIPMENT, Topic.CONTENTS),
    "internet": (Topic.BROWSING,),
    "courriel": (Topic.EMAIL,),
    "traitement texte": (Topic.OFFICE,),
    "contenus numeriques": (Topic.CREATION,),
    "echanger": (Topic.SOCIAL_MEDIA,),
    "sante": (Topic.HEALTH,),
    "scolaire": (Topic.SCHOOL,),
    "accompagner enfant": (Topic.PARENTING,),
    "trouver emploi": (Topic.EMPLOYMENT,),
    "budget": (Topic.BANK_AND_SHOPPING,),
    "tpe pme": (Topic.BUSINESS,),
    "fraude et harcelement": (Topic.SAFETY,),
    "securite": (Topic.SAFETY,),
    "smartphone": (Topic.EQUIPMENT,),
    "demarche en ligne": (Topic.PROCEDURES,),
    "vocabulaire": (Topic.CULTURE,),
    "autre": (),
}
AGES: Mapping[str, tuple[str, str]] = {
    "age_moins_12_ans": (AgeBand.UNDER_12, ""),
    "age_de_12_a_18_ans": (AgeBand.FROM_12, ""),
    "age_de_18_a_35_ans": (AgeBand.UNSAID, "de_18_35"),
    "age_de_35_a_60_ans": (AgeBand.UNSAID, "de_35_60"),
    "age_plus_60_ans": (AgeBand.UNSAID, "plus_60"),
}
"""Today's band, and the one of before."""

STATUSES: Mapping[str, tuple[str, str]] = {
    "statut_sans_emploi": (SocialStatus.UNEMPLOYED, ""),
    "statut_en_emploi": (SocialStatus.EMPLOYED, ""),
    "statut_retraite": (SocialStatus.RETIRED, ""),
    "statut_etudiant": (SocialStatus.UNSAID, "etudiant"),
    "statut_heterogene": (SocialStatus.UNSAID, "heterogene"),
}
MOST_PEOPLE = 10_000


def items_of(content: bytes) -> list[dict[str, Any]]:
    """The activities of an archive, each with its identifier. Raises `NotThisFile`."""
    try:
        items = _readable(json.loads(content, parse_float=_whole, parse_constant=_whole))
        items = items["data"] if isinstance(items, dict) else items
        told = [{"id": item["id"], **item.get("attributes", item)} for item in items]
    except (ValueError, KeyError, TypeError, AttributeError, OverflowError, RecursionError) as problem:
        raise NotThisFile from problem
    if not all("nb_participants" in item and "canal" in item for item in told):
        raise NotThisFile
    return told


def _readable(value: Any) -> Any:
    """The same without the signs no database keeps, in every text of it."""
    match value:
        case str():
            return clean(value)
        case list():
            return [_readable(each) for each in value]
        case dict():
            return {clean(name): _readable(each) for name, each in value.items()}
    return value


def _whole(number: str) -> int:
    """JSON has numbers that nobody counts with: `Infinity`, `1e999`. Raises ValueError or OverflowError."""
    return int(float(number))


def read(items: Iterable[Mapping[str, Any]], *, zone: ZoneInfo) -> Reading:
    """These activities told as today's. One that lacks something stops everything."""
    findings: list[Finding] = []
    activities = []
    for number, item in enumerate(items, start=1):
        try:
            activities.append(_activity(item, zone, findings, number))
        except (ValueError, TypeError, AttributeError, KeyError):
            findings.append(_finding(number, "", str(item["id"]), "Cette activité est incomplète.", stops=True))
    return Reading(activities=activities, findings=findings)


def _activity(item: Mapping[str, Any], zone: ZoneInfo, findings: list[Finding], number: int) -> Activity:
    """Raises ValueError, TypeError or KeyError when something is missing."""
    minutes, count = int(item["duree_minutes"]), int(item["nb_participants"])
    if not 1 <= minutes <= LONGEST_MINUTES or not 1 <= count <= MOST_PEOPLE:
        raise ValueError
    tags: list[str] = []
    topics = tuple(_topics(item, tags, findings, number))
    place = PLACES.get(fold(item["canal"]), Place.OTHER)
    return Activity(
        external_id=str(item["id"])[:LONGEST_ID],
        kind=KINDS.get(fold(item["activite"]), Kind.COLLECTIVE if count > 1 else Kind.INDIVIDUAL),
        on=_moment(item["date_accompagnement"], zone).date(),
        minutes=minutes,
        created_at=_moment(item["created_at"], zone),
        changed_at=_moment(item["updated_at"], zone) if item.get("updated_at") else None,
        place=place,
        where=_where(item, place),
        topics=tuple(dict.fromkeys(topics)),
        tags=tuple(tags),
        referred=True if item.get("accompagnement_redirection") or item.get("organismes") else None,
        note=_note(item, findings, number),
        source=Source.COOP_V1,
        people=tuple(_people(item, count)),
        known=min(int(item.get("nb_participants_recurrents") or 0), count),
    )


def _moment(text: str, zone: ZoneInfo) -> datetime:
    return of_our_time(datetime.fromisoformat(text)).astimezone(zone)


def _topics(item: Mapping[str, Any], tags: list[str], findings: list[Finding], number: int) -> Iterator[Topic]:
    for theme in item.get("themes") or ():
        known = TOPICS.get(fold(theme))
        if known is None:
            tags.append(f"Thème : {clean(theme)}"[:LONGEST_TAG])
            findings.append(_finding(number, "themes", theme, "Ce thème est gardé en mot-clé.", stops=False))
        yield from known or ()


def _where(item: Mapping[str, Any], place: Place) -> Where:
    commune = str(item.get("code_commune") or "")[:5]
    name, postcode = str(item.get("nom_commune") or ""), str(item.get("code_postal") or "")[:5]
    if place == Place.VENUE and item.get("structure_nom"):
        venue = clean(str(item["structure_nom"]))[:LONGEST_PLACE]
        return Where(name=venue, commune_name=name[:LONGEST_PLACE], postcode=postcode, commune=commune)
    return Where(commune_name=name, postcode=postcode, commune=commune)


def _note(item: Mapping[str, Any], findings: list[Finding], number: int) -> str:
    """The annotation, and what today's has no place for: sub-themes, and the bodies people were sent to."""
    lines = [clean(str(item.get("annotation") or ""))]
    details = [each for name in sorted(item) if name.startswith("sous_themes") for each in item[name] or ()]
    lines += [f"Détail : {', '.join(map(str, details))}"] if details else []
    lines += [f"Organismes : {', '.join(item['organismes'])}"] if item.get("organismes") else []
    text = "\n".join(filter(None, lines))
    kept = harmless_text(text)
    if TAKEN_OUT in kept:
        findings.append(
            _finding(number, "annotation", "", "Un secret est écrit ici : il n’est pas gardé.", stops=False)
        )
    return kept


def _people(item: Mapping[str, Any], count: int) -> Iterator[Someone]:
    """As many as took part; those of whom nothing was said come last."""
    ages = chain(_counted(item, AGES), repeat((AgeBand.UNSAID, "")))
    statuses = chain(_counted(item, STATUSES), repeat((SocialStatus.UNSAID, "")))
    for _, (age, former_age), (status, former_status) in zip(range(count), ages, statuses, strict=False):
        yield Someone(age=age, former_age=former_age, status=status, former_status=former_status)


def _counted(item: Mapping[str, Any], axis: Mapping[str, tuple[str, str]]) -> Iterator[tuple[str, str]]:
    return (value for name, value in axis.items() for _ in range(min(int(item.get(name) or 0), MOST_PEOPLE)))


def _finding(number: int, title: str, value: str, reason: str, *, stops: bool) -> Finding:
    return Finding("", number, "", title, value, reason, stops)
