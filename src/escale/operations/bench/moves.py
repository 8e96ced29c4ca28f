"""`move`: a backup taken while people book is one moment of the instance; the instance goes to the other database and back.

What was saved is read by the drivers alone, from the place where it was put back.
"""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import Any

from django.core.management import call_command
from django.db import connection, connections, models
from django.utils import timezone

from escale import environment
from escale.agenda.models import Commitment
from escale.appointments.models import Appointment
from escale.operations import backup, contents, dumps
from escale.operations.bench import crowd, enrollment, races
from escale.operations.bench.figures import Figure, Size
from escale.operations.dumps import Database
from escale.outbox.models import Message
from escale.people.models import Beneficiary
from escale.workshops.models import Enrollment

SCENARIO = "move"
SAVER, PEOPLE = 0, 4
"""The first saves while the others book, from one instant on, round after round."""
ROUNDS = {Size.SMALL: 3, Size.DEPARTEMENT: 12, Size.NATIONAL: 40}
BOOKINGS = 5
"""Of each person in each round."""
NAME = "sauvegarde"
SEATS = 12
WRITTEN: tuple[type[models.Model], ...] = (Beneficiary, Commitment, Appointment, Enrollment, Message)
"""What booking and enrolling write, and nothing here changes afterwards."""

BROKEN = {
    "appointments that hold no hour": """
        SELECT count(*) FROM appointments_appointment WHERE commitment_id IS NULL AND state = 'expected'
        AND contact_phone LIKE '+3361%'""",
    "hours held for nobody": """
        SELECT count(*) FROM agenda_commitment c WHERE kind = 'appointment' AND NOT EXISTS
        (SELECT 1 FROM appointments_appointment a WHERE a.commitment_id = c.id)""",
    "appointments without their message": """
        SELECT count(*) FROM appointments_appointment a WHERE contact_phone LIKE '+3361%' AND NOT EXISTS
        (SELECT 1 FROM outbox_message m WHERE m.about = 'appointment' AND m.about_id = a.id)""",
    "hours held twice": """
        SELECT count(*) FROM agenda_commitment a JOIN agenda_commitment b ON a.resource_id = b.resource_id
        AND a.id < b.id AND a.starts_at < b.ends_at AND b.starts_at < a.ends_at WHERE a.exclusive AND b.exclusive""",
    "groups with more people than seats": """
        SELECT count(*) FROM (SELECT g.id FROM workshops_group g JOIN workshops_enrollment e ON e.group_id = g.id
        WHERE e.state = 'enrolled' GROUP BY g.id, g.seats HAVING sum(e.seats) > g.seats) full_up""",
}
"""What must be nought at every moment, asked in SQL."""


@dataclass(frozen=True)
class Taken:
    """A backup, and the moments of the machine between which it was taken."""

    file: Path
    began: float
    ended: float


@dataclass(frozen=True)
class Booked:
    """One hour booked, with the moments its form left and was answered."""

    phone: str
    left: float
    answered: float


@dataclass(frozen=True, kw_only=True)
class Ground:
    """What people book and enroll in; each number is a person of her own."""

    hours: races.Ground
    starts: list[datetime]
    workshop: enrollment.Ground

    def book(self, number: int) -> Booked:
        left = perf_counter()
        self.hours.ask_online(self.hours.reason, self.starts[number], phone=races.phone(number))
        answered = perf_counter()
        self.workshop.enroll(self.workshop.groups[0], len(self.starts) + number)
        return Booked(races.phone(number), left, answered)


@dataclass
class Judged:
    """What is wrong in what was put back."""

    backups: int = 0
    in_the_middle: int = 0
    wrong: list[str] = field(default_factory=list)


def run(size: Size) -> list[Figure]:
    """Fill, save under load, then move. A small run is empty but for what is written under load."""
    if size != Size.SMALL:
        call_command("fill_demo", verbosity=0)
    judged = under_load(ROUNDS[size])
    figures = [
        _figure("backups taken while people book and enroll", judged.backups, "backups", at_least=1),
        _figure("… with a booking answered before and one after", judged.in_the_middle, "backups", at_least=1),
        _figure("… that are no moment of the instance", len(judged.wrong), "faults", at_most=0),
    ]
    return figures + (there_and_back() if connection.vendor == "postgresql" else [])


def under_load(rounds: int) -> Judged:
    """Save again and again while people book and enroll; put each backup back and read it."""
    hours = races.ground(NAME, now=timezone.now())
    ground = Ground(
        hours=hours,
        starts=hours.starts(PEOPLE * rounds * BOOKINGS),
        workshop=enrollment.ground(f"{NAME}-ateliers", groups=1, seats=SEATS),
    )
    with TemporaryDirectory(prefix="escale-move-") as name:
        folder = Path(name)
        got = [
            each for turn in crowd.at_once(partial(_act, ground, folder), people=PEOPLE, rounds=rounds) for each in turn
        ]
        taken = [each for each in got if isinstance(each, Taken)]
        booked = [one for each in got if isinstance(each, list) for one in each]
        judged = Judged(backups=len(taken), wrong=[each for each in got if isinstance(each, str)])
        for each in taken:
            with _put_back(each.file, folder) as database:
                judged.wrong += _faults(each, booked, database)
            judged.in_the_middle += any(one.answered < each.began for one in booked) and any(
                one.left > each.ended for one in booked
            )
    return judged


def _act(ground: Ground, folder: Path, number: int, turn: int) -> Taken | list[Booked]:
    if number == SAVER:
        file, began = folder / f"{turn}.tar.gz", perf_counter()
        _save(file, connection.settings_dict, folder)
        return Taken(file, began, perf_counter())
    first = (turn * PEOPLE + number) * BOOKINGS
    return [ground.book(nth) for nth in range(first, first + BOOKINGS)]


def _faults(taken: Taken, booked: list[Booked], database: Database) -> list[str]:
    """Why what was put back isn't what stood at one moment while it was taken."""
    with closing(contents.opened(database)) as reader:
        rows = reader.execute("SELECT contact_phone FROM appointments_appointment").fetchall()
        counts = {what: reader.execute(query).fetchone()[0] for what, query in BROKEN.items()}
    faults = [f"{count} {what}" for what, count in counts.items() if count]
    faults += astray(taken, booked, held={phone for (phone,) in rows})
    for model in WRITTEN:
        now = set(contents.lines(connection.settings_dict, model))
        strange = [line for line in contents.lines(database, model) if line not in now]
        faults += [f"{len(strange)} rows of {model.__name__} that never were"] if strange else []
    return faults


def astray(taken: Taken, booked: list[Booked], *, held: set[str]) -> list[str]:
    """What was answered before the backup began and isn't held, or left after it ended and is."""
    lost = [f"{one.phone} is lost" for one in booked if one.answered < taken.began and one.phone not in held]
    return lost + [f"{one.phone} comes from after" for one in booked if one.left > taken.ended and one.phone in held]


def there_and_back() -> list[Figure]:
    """From PostgreSQL to SQLite, to PostgreSQL, to SQLite, as an operator does; what each holds is compared."""
    held = contents.of(connection.settings_dict)
    differ: set[str] = set()
    start = perf_counter()
    with TemporaryDirectory(prefix="escale-move-") as name:
        folder = Path(name)
        _save(folder / "1.tar.gz", connection.settings_dict, folder, portable=True)
        small = _sqlite_in(folder / "1")
        _restore(folder / "1.tar.gz", small, folder / "1")
        _save(folder / "2.tar.gz", small, folder)
        with _put_back(folder / "2.tar.gz", folder) as region:
            _save(folder / "3.tar.gz", region, folder, portable=True)
            again = _sqlite_in(folder / "3")
            _restore(folder / "3.tar.gz", again, folder / "3")
            took = perf_counter() - start
            for database in (small, region, again):
                there = contents.of(database)
                differ |= {table for table in held if there[table] != held[table]}
    rows = sum(content.rows for content in held.values())
    full = sum(content.rows > 0 for content in held.values())
    return [
        _figure("rows moved three times, from one database to the other", rows, "rows"),
        _figure(f"tables that hold rows, of {len(held)}", full, "tables"),
        _figure("tables whose count or content differs", len(differ), "tables", at_most=0),
        _figure("the three moves, backups and restorations", took, "s"),
    ]


def _save(file: Path, database: Database, folder: Path, *, portable: bool = False) -> None:
    where: dict[str, Any] = {"data_dir": folder / "no-files", "secret_key": "-", "now": timezone.now()}
    backup.backup(file, database=database, portable=portable, **where)


def _restore(file: Path, database: Database, folder: Path) -> None:
    backup.restore(file, database=database, data_dir=folder, replace=True, now=timezone.now())


def _sqlite_in(folder: Path) -> Database:
    return environment.database("", data_dir=folder)


@contextmanager
def _put_back(file: Path, folder: Path) -> Iterator[Database]:
    """Put a backup back in a database of its own, of the kind measured, for as long as it is read."""
    place = folder / f"{file.name}-back"
    if connection.vendor == "sqlite":
        database = _sqlite_in(place)
        _restore(file, database, place)
        yield database
        return
    own = connection.settings_dict
    database = {**own, "NAME": f"{own['NAME']}_back"}
    with closing(dumps.connected(own)) as server:
        server.execute(f"DROP DATABASE IF EXISTS {database['NAME']} WITH (FORCE)")
        server.execute(f"CREATE DATABASE {database['NAME']}")
        try:
            _restore(file, database, place)
            yield database
        finally:
            connections.close_all()
            server.execute(f"DROP DATABASE {database['NAME']} WITH (FORCE)")


def _figure(metric: str, value: float, unit: str, **goal: float) -> Figure:
    return Figure(scenario=SCENARIO, metric=metric, value=value, unit=unit, **goal)
