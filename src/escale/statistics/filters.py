"""The filters of a scope as words to keep and to say: those of an address, of a release, of a report of each month."""

from collections.abc import Mapping
from datetime import date

from escale.accounts.models import Organization, User
from escale.activity.models import Tag
from escale.french.dates import MONTHS, day_of_month
from escale.people.models import AgeBand, Gender, SocialStatus
from escale.places import communes
from escale.places.models import Venue
from escale.statistics.scopes import Public, Scope
from escale.topics import Topic

type Kept = dict[str, str]

PUBLICS: Mapping[str, type[AgeBand] | type[SocialStatus] | type[Gender]] = {
    "age": AgeBand,
    "situation": SocialStatus,
    "genre": Gender,
}


class UnknownFilter(Exception):
    """A filter names something that isn't there, or isn't this organization's."""


def kept(scope: Scope) -> Kept:
    """What a row keeps of the filters of a scope; nothing when it is the whole organization."""
    given = {
        "adviser": str(scope.adviser.pk) if scope.adviser else "",
        "venue": str(scope.venue.pk) if scope.venue else "",
        "topic": str(scope.topic or ""),
        "commune": scope.commune,
        "public": public_key(scope.public) if scope.public else "",
        "tag": str(scope.tag.pk) if scope.tag else "",
    }
    return {name: value for name, value in given.items() if value}


def scope_of(organization: Organization, filters: Mapping[str, str], *, since: date, until: date) -> Scope:
    """The scope a row kept. At most three queries. Raises UnknownFilter."""
    asked = {name: filters.get(name, "") for name in ("adviser", "venue", "topic", "commune", "public", "tag")}
    try:
        return Scope(
            organization=organization,
            since=since,
            until=until,
            adviser=User.objects.filter(memberships__organization=organization).distinct().get(pk=asked["adviser"])
            if asked["adviser"]
            else None,
            venue=Venue.objects.of_organization(organization).get(pk=asked["venue"]) if asked["venue"] else None,
            topic=Topic(asked["topic"]) if asked["topic"] else None,
            commune=asked["commune"],
            public=public_of(asked["public"]) if asked["public"] else None,
            tag=Tag.objects.of_organization(organization).get(pk=asked["tag"]) if asked["tag"] else None,
        )
    except (ValueError, KeyError, User.DoesNotExist, Venue.DoesNotExist, Tag.DoesNotExist) as problem:
        raise UnknownFilter from problem


def public_key(public: Public) -> str:
    """ "age:soixante_dix_plus"; the three lists share a value, and don't mean the same by it."""
    return f"{next(name for name, choices in PUBLICS.items() if isinstance(public, choices))}:{public.value}"


def public_of(key: str) -> Public:
    """Raises KeyError or ValueError."""
    name, _, value = key.partition(":")
    return PUBLICS[name](value)


def said(scope: Scope) -> str:
    """The filters in words: "Centre social, sujet : E-mail"; nothing when there is none."""
    place = communes.by_code(scope.commune) if scope.commune else None
    words = [
        scope.venue.name if scope.venue else "",
        f"à {place.name}" if place else "",
        f"avec {scope.adviser.first_name}" if scope.adviser else "",
        f"sujet : {scope.topic.label}" if scope.topic else "",
        f"public : {scope.public.label.lower()}" if scope.public else "",
        f"pour {scope.tag.name}" if scope.tag else "",
    ]
    return ", ".join(word for word in words if word)


def period_said(since: date, until: date) -> str:
    """ "du 1er janvier au 13 novembre 2026", "octobre 2026", "année 2026"."""
    is_whole = since.day == 1 and date.fromordinal(until.toordinal() + 1).day == 1
    if is_whole and (since.month, until.month) == (1, 12) and since.year == until.year:
        return f"année {since.year}"
    if is_whole and (since.year, since.month) == (until.year, until.month):
        return f"{MONTHS[since.month - 1]} {since.year}"
    if since == until:
        return f"le {day_of_month(since)} {since.year}"
    year = "" if since.year == until.year else f" {since.year}"
    return f"du {day_of_month(since)}{year} au {day_of_month(until)} {until.year}"
