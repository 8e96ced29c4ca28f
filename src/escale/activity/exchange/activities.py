"""An activity as the national spreadsheet tells it, and how one of ours is told so."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Prefetch, QuerySet

from escale.accounts.models import Membership, Organization
from escale.activity.models import (
    ActivityRecord,
    ActivityRecordQuerySet,
    Axis,
    Kind,
    Participation,
    Place,
    RecordDevice,
    RecordTag,
    RecordTopic,
    Source,
    UnnamedCount,
)
from escale.french.plain_text import fold
from escale.people.models import AgeBand, Gender, SocialStatus
from escale.places.communes import by_code
from escale.places.models import Venue

AT_ONCE = 1_000


@dataclass(frozen=True, kw_only=True, slots=True)
class Someone:
    """One participation: somebody with a name, or one of those who are only counted. The rest is codes."""

    name: str = ""
    gender: str = Gender.UNSAID
    age: str = AgeBand.UNSAID
    former_age: str = ""
    status: str = SocialStatus.UNSAID
    former_status: str = ""
    commune: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Where:
    """The venue when it was in one, else the commune alone; `commune` is its INSEE code."""

    name: str = ""
    address: str = ""
    commune_name: str = ""
    postcode: str = ""
    commune: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Activity:
    """One activity with everybody who took part. Values are national codes; `known` counts the nameless already met."""

    external_id: str
    kind: str
    on: date
    minutes: int
    created_at: datetime
    changed_at: datetime | None = None
    adviser: tuple[str, str] = ("", "")
    role: str = ""
    place: str = Place.VENUE
    where: Where = Where()
    title: str = ""
    devices: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    procedure: str = ""
    autonomy: str = ""
    level: str = ""
    referred: bool | None = None
    referred_to: str = ""
    note: str = ""
    source: str = Source.ESCALE
    people: tuple[Someone, ...] = ()
    known: int = 0


def told(records: ActivityRecordQuerySet, *, organization: Organization) -> Iterator[Activity]:
    """These records of one organization, the latest first, read a thousand at a time."""
    roles = _roles(organization)
    for record in latest_first(records).iterator(chunk_size=AT_ONCE):
        yield tell(record, role=roles.get(record.adviser_id, MEDIATOR))


def latest_first(records: ActivityRecordQuerySet) -> ActivityRecordQuerySet:
    """With all that a file or a program is told of them; several values in the order they were said."""
    found = records.select_related("adviser", "venue").order_by("-on", "-created_at", "-pk")
    rows: dict[str, QuerySet[Any]] = {
        "topics": RecordTopic.objects.all(),
        "devices": RecordDevice.objects.all(),
        "tagged": RecordTag.objects.select_related("tag"),
        "participations": Participation.objects.select_related("person"),
        "unnamed_counts": UnnamedCount.objects.all(),
    }
    return found.prefetch_related(*(Prefetch(name, each.order_by("pk")) for name, each in rows.items()))


def tell(record: ActivityRecord, *, role: str) -> Activity:
    """One record, its rows prefetched, as the national tool would tell it."""
    return Activity(
        external_id=record.external_id or str(record.submission),
        kind=record.kind,
        on=record.on,
        minutes=record.minutes,
        created_at=record.created_at,
        changed_at=record.changed_at,
        adviser=(record.adviser.first_name, record.adviser.last_name),
        role=role,
        place=record.place,
        where=where(record),
        title=record.title,
        devices=tuple(each.device for each in record.devices.all()),
        topics=tuple(each.topic for each in record.topics.all()),
        tags=tuple(each.tag.name for each in record.tagged.all()),
        procedure=record.procedure,
        autonomy=record.autonomy if record.kind == Kind.INDIVIDUAL else "",
        level=record.level if record.kind == Kind.COLLECTIVE else "",
        referred=record.referred,
        referred_to=record.referred_to,
        note=record.note,
        source=record.source,
        people=(*(_named(each) for each in record.participations.all()), *unnamed(record)),
        known=record.unnamed_known,
    )


def where(record: ActivityRecord) -> Where:
    """The venue of what happened in one; elsewhere the commune alone, as the national tool has it."""
    if record.venue is not None and record.place == Place.VENUE:
        return of_venue(record.venue)
    return of_commune(record.commune)


def of_venue(venue: Venue) -> Where:
    return Where(
        name=venue.name,
        address=venue.address,
        commune_name=venue.commune_name,
        postcode=venue.postcode,
        commune=venue.commune,
    )


def of_commune(code: str) -> Where:
    """A commune that is no longer known keeps its code."""
    commune = by_code(code)
    if commune is None:
        return Where(commune=code)
    postcode = commune.postcodes[0] if commune.postcodes else ""
    return Where(commune_name=commune.name, postcode=postcode, commune=code)


def unnamed(record: ActivityRecord) -> Iterator[Someone]:
    """One line for each person without a name. Which gender goes with which age nobody knows: each axis is laid out apart."""
    counts = list(record.unnamed_counts.all())
    ages, statuses = _laid_out(counts, Axis.AGE), _laid_out(counts, Axis.STATUS)
    columns = (
        _laid_out(counts, Axis.GENDER),
        ages,
        statuses,
        _laid_out(counts, Axis.COMMUNE),
        # The words of before come after those of today: a person is in one or the other.
        [*[""] * len(ages), *_laid_out(counts, Axis.FORMER_AGE)],
        [*[""] * len(statuses), *_laid_out(counts, Axis.FORMER_STATUS)],
    )
    filled = ([*column, *[""] * record.unnamed][: record.unnamed] for column in columns)
    for gender, age, status, commune, former_age, former_status in zip(*filled, strict=True):
        yield Someone(
            gender=gender or Gender.UNSAID,
            age=age or AgeBand.UNSAID,
            former_age=former_age,
            status=status or SocialStatus.UNSAID,
            former_status=former_status,
            commune=commune,
        )


MEDIATOR, ADVISER = "Médiateur", "Conseiller Numérique"


def role_of(job_title: str) -> str:
    """What a member is to the national tool, from the job she says she has."""
    job = fold(job_title)
    return ADVISER if "conseill" in job and "numerique" in job else MEDIATOR


def _roles(organization: Organization) -> Mapping[int, str]:
    jobs = Membership.objects.of_organization(organization).order_by("pk").values_list("user", "job_title")
    return {user: role_of(title) for user, title in jobs}


def _named(participation: Participation) -> Someone:
    person = participation.person
    return Someone(
        name="" if person.erased_at else person.full_name,
        gender=participation.gender,
        age=participation.age_band,
        status=participation.status,
        commune=participation.commune,
    )


def _laid_out(counts: Iterable[UnnamedCount], axis: Axis) -> list[str]:
    return [count.value for count in counts if count.axis == axis for _ in range(count.count)]
