"""Three years of activity of a whole country, written by the database itself: a few statements whatever the size.

Chance is arithmetic on the number of the row, so that two runs count the same. Nobody is named: figures read no name.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

from django.core.management.color import no_style
from django.db import connection, models

from escale.accounts.models import Membership, Network, Organization, User
from escale.activity.models import (
    ActivityRecord,
    Autonomy,
    Device,
    Kind,
    Participation,
    Posture,
    RecordDevice,
    RecordTopic,
    UnnamedCount,
)
from escale.appointments.models import Appointment, State
from escale.operations.bench import pouring
from escale.people.models import Acquisition, AgeBand, Beneficiary, Gender, SocialStatus
from escale.places.models import Venue
from escale.topics import Topic

YEARS = 3
BY_DEPARTMENT = 44
"""Organizations of a département: sixty advisers."""
BEGAN = datetime(2023, 12, 1, tzinfo=UTC)
COMMUNES = ("35360", "35125", "35210", "35068", "97411", "2A004", "59350", "13055")


@dataclass(frozen=True, kw_only=True)
class Country:
    """How much there is of everything; `last` is the last day of activity."""

    organizations: int
    advisers: int
    people: int
    records: int
    appointments: int
    last: date

    @property
    def weekdays(self) -> list[date]:
        """The days people work, the first one first."""
        days = [self.last - timedelta(days=n) for n in range(365 * YEARS)]
        return sorted(day for day in days if day.isoweekday() < 6)


@dataclass(frozen=True, kw_only=True)
class Lived:
    """What is asked for afterwards: an adviser, the network of her département, that of the country, and who coordinates."""

    adviser: Membership
    coordinator: Membership
    department: Network
    nation: Network


def live(country: Country) -> Lived:
    """Write a country into an empty database."""
    with pouring.fast_pouring():
        lived = _found(country)
        _calendar(country.weekdays)
        with _indexes_last(ActivityRecord, RecordTopic, RecordDevice, Participation, Appointment):
            _records(country)
            _mentions(country)
            _participations(country)
            _appointments(country)
    return lived


def settle_down() -> None:
    """Give a database just filled what one that has lived has: statistics, and pages known to be visible to all.

    Sorts in memory, for both sides: what PostgreSQL allows by default is for a machine of the last century.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE")
            cursor.execute("SET work_mem = '64MB'")


def _found(country: Country) -> Lived:
    """Organizations, venues, advisers and people: small enough to be said one by one."""
    count = country.organizations
    Organization.objects.bulk_create(
        Organization(id=n, name=f"Structure {n}", slug=f"structure-{n}", created_at=BEGAN, set_up_at=BEGAN)
        for n in range(1, count + 1)
    )
    pouring.pour(
        Venue,
        ("id", "organization", "name", "slug", "commune"),
        ((n, n, f"Lieu {n}", f"lieu-{n}", COMMUNES[n % len(COMMUNES)]) for n in range(1, count + 1)),
    )
    pouring.pour(
        User,
        ("id", "email", "first_name", "password", "joined_at"),
        ((n, f"conseil{n}@example.org", "Maëlle", "!", BEGAN) for n in range(1, country.advisers + 1)),
    )
    pouring.pour(
        Membership,
        ("id", "user", "organization", "joined_at"),
        ((n, n, (n - 1) % count + 1, BEGAN) for n in range(1, country.advisers + 1)),
    )
    pouring.pour(
        Beneficiary,
        ("id", "organization", "first_name", "search_key", "created_at"),
        ((n, (n - 1) % count + 1, "Lucette", "lucette", BEGAN) for n in range(1, country.people + 1)),
    )
    made = [Network.objects.create(name=name, slug=slug, created_at=BEGAN) for name, slug in _NETWORKS]
    for network, theirs in zip(made, (min(BY_DEPARTMENT, count), count), strict=True):
        network.organizations.set(range(1, theirs + 1))
        network.coordinators.set([1])
    adviser = Membership.objects.select_related("user", "organization").get(pk=1)
    return Lived(adviser=adviser, coordinator=adviser, department=made[0], nation=made[1])


_NETWORKS = (("Ille-et-Vilaine", "ille-et-vilaine"), ("France", "france"))


def _records(country: Country) -> None:
    """85 activities out of a hundred are for one person, the others workshops; half of those who come give no name."""
    organization = f"(i % {country.advisers}) % {country.organizations} + 1"
    collective = f"((i / {country.advisers}) % 20 >= 17)"
    _write(
        ActivityRecord,
        {
            "id": "i + 1",
            "organization_id": organization,
            "venue_id": organization,
            "adviser_id": f"i % {country.advisers} + 1",
            "kind": f"CASE WHEN {collective} THEN '{Kind.COLLECTIVE}' ELSE '{Kind.INDIVIDUAL}' END",
            "on": "d.day",
            "hour": "9 + (i * 11) % 9",
            "minutes": f"CASE WHEN {collective} THEN 120 ELSE 15 * (1 + (i * 7) % 5) END",
            "commune": _one_of(COMMUNES, "i"),
            "autonomy": _one_of(("", *Autonomy.values), "i * 5"),
            "posture": _one_of(("", *Posture.values), "i * 3"),
            "people": f"CASE WHEN {collective} THEN 3 + i % 10 ELSE 1 END",
            "unnamed": f"CASE WHEN {collective} THEN (3 + i % 10) / 2 ELSE i % 2 END",
            "created_at": "d.at",
            "completed_at": "d.at",
            "submission": _UUID[connection.vendor],
        },
        source=_in_time(country.records, country),
    )


def _mentions(country: Country) -> None:
    numbers, records = _numbers(country.records), country.records
    _write(
        RecordTopic, {"id": "i + 1", "record_id": "i + 1", "topic": _one_of(Topic.values, "i * 13 + i / 7")}, numbers
    )
    _write(
        RecordTopic,
        {
            "id": f"i + 1 + {records}",
            "record_id": "i + 1",
            "topic": _one_of(Topic.values, "i * 13 + i / 7 + 1 + i % 9"),
        },
        f"{numbers} WHERE i % 5 < 3",
    )
    _write(RecordDevice, {"id": "i + 1", "record_id": "i + 1", "device": _one_of(Device.values, "i * 3")}, numbers)
    _write(
        UnnamedCount,
        {"record_id": "r.id", "axis": "'age'", "value": _one_of(AgeBand.values, "r.id"), "count": "1"},
        f"{ActivityRecord._meta.db_table} r WHERE r.unnamed > 0 AND r.id % 4 = 0",
    )


def _participations(country: Country) -> None:
    """Those who have a file: a few come often, many once or twice; each knows the day she came before."""
    of_one = country.people // country.organizations
    rank = f"((i * 31 + i / 97) % 1000) * ((i * 17 + i / 89) % 1000) * {of_one} / 1000000"
    table = ActivityRecord._meta.db_table
    came = (
        f"SELECT record_id, on_day, person_id FROM (SELECT r.id AS record_id, r.on_day,"  # noqa: S608 - our own table, and numbers
        f" r.organization_id + {country.organizations} * (({rank} + 7 * s.n) % {of_one}) AS person_id"
        f' FROM (SELECT id, id AS i, organization_id, "on" AS on_day, people - unnamed AS named FROM {table}) r'
        f" JOIN bench_day s ON s.n < r.named AND s.n < 8) c"
    )
    _write(
        Participation,
        {
            "record_id": "record_id",
            "person_id": "person_id",
            "previous_on": "LAG(on_day) OVER (PARTITION BY person_id ORDER BY on_day, record_id)",
            "gender": _one_of(Gender.values, "person_id"),
            "status": _one_of(SocialStatus.values, "person_id / 3"),
            "age_band": _one_of(AgeBand.values, "person_id / 5"),
            "commune": _one_of(COMMUNES, "person_id / 7"),
            "acquisition": _one_of(("", *Acquisition.values), "person_id / 11"),
        },
        f"({came}) p",
    )


def _appointments(country: Country) -> None:
    """One in twelve didn't come. Their commitments aren't written: nothing here reads them."""
    if not country.appointments:
        return
    organization = f"(i % {country.advisers}) % {country.organizations} + 1"
    _write(
        Appointment,
        {
            "id": "i + 1",
            "organization_id": organization,
            "venue_id": organization,
            "adviser_id": f"i % {country.advisers} + 1",
            "person_id": organization,
            "reason_id": "1",
            "commitment_id": "i + 1",
            "starts_at": "d.at",
            "ends_at": "d.ends",
            "created_at": "d.taken",
            "state": f"CASE WHEN i % 12 = 0 THEN '{State.NO_SHOW}' ELSE '{State.SEEN}' END",
            "booked_via": "'staff'",
            "link_hash": "'' || i",
            "link_nonce": _UUID[connection.vendor],
            "submission": _UUID[connection.vendor],
        },
        source=_in_time(country.appointments, country),
    )


_UUID = {
    "postgresql": "lpad(to_hex(i), 32, '0')::uuid",
    "sqlite": "printf('%032x', i)",
}


def _one_of(values: Sequence[str], index: str) -> str:
    """The SQL of one of these values."""
    cases = " ".join(f"WHEN {n} THEN '{value}'" for n, value in enumerate(values))
    return f"CASE ({index}) % {len(values)} {cases} END"


def _in_time(count: int, country: Country) -> str:
    """Numbers, each with its day: what comes later is written later, as in life."""
    return f"{_numbers(count)} JOIN bench_day d ON d.n = i * {len(country.weekdays)} / {count}"


def _numbers(count: int) -> str:
    if connection.vendor == "postgresql":
        return f"generate_series(0::bigint, {count - 1}) AS numbers(i)"
    return (
        f"(WITH RECURSIVE numbers(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM numbers WHERE i < {count - 1})"  # noqa: S608 - a number
        " SELECT i FROM numbers)"
    )


def _calendar(days: Sequence[date]) -> None:
    """A table of the working days by rank: when one works, and when an appointment of that day was taken."""
    instant = "timestamptz" if connection.vendor == "postgresql" else "datetime"
    with connection.cursor() as cursor:
        cursor.execute(
            f"CREATE TABLE bench_day (n integer PRIMARY KEY, day date, at {instant}, ends {instant}, taken {instant})"
        )
    rows: list[list[Any]] = []
    for n, day in enumerate(days):
        at = datetime(day.year, day.month, day.day, 10, tzinfo=UTC)
        rows.append([n, day, at, at + timedelta(hours=1), at - timedelta(days=3 + n % 9)])
    if connection.vendor == "sqlite":
        rows = [[pouring.for_sqlite(value) for value in row] for row in rows]
    with connection.cursor() as cursor:
        cursor.executemany("INSERT INTO bench_day VALUES (%s, %s, %s, %s, %s)", rows)


def _write(model: type[models.Model], columns: Mapping[str, str], source: str) -> None:
    """Insert what the source gives, in one statement; columns nobody speaks of get what the model puts there."""
    others = pouring.defaults(model, known=list(columns))
    names = ", ".join(connection.ops.quote_name(name) for name in (*columns, *others))
    said = ", ".join(columns.values()).replace("%", "%%")
    left = "".join(", %s" for _ in others)
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {model._meta.db_table} ({names}) SELECT {said}{left} FROM {source.replace('%', '%%')}",  # noqa: S608
            list(others.values()),
        )
        for statement in connection.ops.sequence_reset_sql(no_style(), [model]):
            cursor.execute(statement)


@contextmanager
def _indexes_last(*written: type[models.Model]) -> Iterator[None]:
    """Build the indexes of these tables when they are full: row by row it takes five times as long."""
    if connection.vendor != "postgresql":
        yield
        return
    tables = [model._meta.db_table for model in written]
    with connection.cursor() as cursor:
        cursor.execute(_UNIQUE, [tables])
        constraints = cursor.fetchall()
        for table, name, _ in constraints:
            cursor.execute(f"ALTER TABLE {table} DROP CONSTRAINT {name}")
        cursor.execute(_INDEXES, [tables])
        indexes = cursor.fetchall()
        for name, _ in indexes:
            cursor.execute(f'DROP INDEX "{name}"')
        yield
        for _, definition in indexes:
            cursor.execute(definition)
        for table, name, definition in constraints:
            cursor.execute(f"ALTER TABLE {table} ADD CONSTRAINT {name} {definition}")


_UNIQUE = """
SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid) FROM pg_constraint
WHERE contype = 'u' AND conrelid::regclass::text = ANY(%s)
"""
_INDEXES = """
SELECT indexname, indexdef FROM pg_indexes WHERE tablename = ANY(%s)
AND NOT EXISTS (SELECT 1 FROM pg_constraint WHERE conname = indexname AND contype IN ('p', 'u', 'x'))
"""
