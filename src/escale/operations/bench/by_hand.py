"""The statements of one booking written by hand: what the database and its driver take, once Django is out of the way."""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from functools import cache, partial
from typing import Any
from uuid import uuid4

from django.db import connection, models, transaction

from escale.agenda.models import Commitment, CommitmentKind, Permanence
from escale.appointments.models import Appointment, BookedVia, Reason, State
from escale.operations.bench import pouring
from escale.outbox.models import Channel, Message
from escale.people.models import Beneficiary

FAR = datetime(2050, 1, 3, 8, tzinfo=UTC)
"""Hours nobody books otherwise."""
LENGTH = timedelta(minutes=45)
DAY = timedelta(days=1)

READS = (
    "SELECT o.starts_at, o.ends_at, o.adviser_id, o.venue_id, o.room_id FROM agenda_permanenceoccurrence o "
    "JOIN agenda_permanence p ON p.id = o.permanence_id "
    "JOIN appointments_reason_permanences r ON r.permanence_id = p.id "
    "WHERE r.reason_id = %(reason)s AND p.reception IN ('appointment', 'both') AND o.venue_id = %(venue)s "
    "AND o.canceled_at IS NULL AND o.starts_at > %(day)s AND o.starts_at < %(next)s ORDER BY o.starts_at, o.id",
    "SELECT venue_id, starts_on, ends_on FROM agenda_closure "
    "WHERE organization_id = %(organization)s AND ends_on >= %(on)s AND starts_on <= %(on)s",
    "SELECT resource_id, starts_at, ends_at, before, after, venue_id FROM agenda_commitment "
    "WHERE resource_id = %(resource)s AND ends_at > %(day)s AND starts_at < %(next)s",
    "SELECT id FROM appointments_appointment "
    "WHERE state = 'expected' AND starts_at > %(now)s AND contact_phone = %(phone)s",
    "SELECT id, first_name FROM people_beneficiary "
    "WHERE organization_id = %(organization)s AND erased_at IS NULL AND phone = %(phone)s",
    "SELECT id FROM outbox_optout WHERE phone = %(phone)s",
)
LOCK = "SELECT id, adviser_id FROM agenda_resource WHERE id = %(resource)s"
LOCKS = {"postgresql": f"{LOCK} FOR NO KEY UPDATE", "sqlite": LOCK}


def booking(reason: Reason, permanences: list[Permanence], *, now: datetime) -> Callable[[int], Callable[[int], None]]:
    """Give what books, from a first number, the hour of each: one adviser after the other, then the next day."""
    one_each = list({permanence.adviser_id: permanence for permanence in permanences}.values())
    users = {permanence.adviser_id: permanence.adviser.adviser_id for permanence in one_each}

    def book(first: int, more: int) -> None:
        number = first + more
        turn, which = divmod(number, len(one_each))
        where, starts_at = one_each[which], FAR + turn * DAY
        values = {
            "reason": reason.pk,
            "organization": reason.organization_id,
            "venue": where.venue_id,
            "resource": where.adviser_id,
            "phone": f"+336{number:08}",
            "on": starts_at.date(),
            "day": starts_at - DAY,
            "next": starts_at + DAY,
            "now": now,
            "starts_at": starts_at,
        }
        with transaction.atomic(), connection.cursor() as cursor:
            for text in (LOCKS[connection.vendor], *READS):
                cursor.execute(text, {name: _for_database(value) for name, value in values.items() if name in text})
                cursor.fetchall()
            _write(cursor, reason, values, user_id=users[where.adviser_id])

    return lambda first: partial(book, first)


def _write(cursor: Any, reason: Reason, values: Mapping[str, Any], *, user_id: int | None) -> None:
    starts_at, now, phone = values["starts_at"], values["now"], values["phone"]
    span = {"starts_at": starts_at, "ends_at": starts_at + LENGTH}
    person = {"organization_id": values["organization"], "first_name": "Lucette", "phone": phone, "created_at": now}
    busy = {"resource_id": values["resource"], "venue_id": values["venue"], "kind": CommitmentKind.APPOINTMENT}
    (person_id,) = _insert(cursor, Beneficiary, person | {"search_key": "lucette"})
    (commitment_id,) = _insert(cursor, Commitment, busy | span)
    unique = uuid4()
    appointment = {
        "organization_id": values["organization"],
        "reason_id": reason.pk,
        "person_id": person_id,
        "adviser_id": user_id,
        "venue_id": values["venue"],
        "commitment_id": commitment_id,
        "state": State.EXPECTED,
        "booked_via": BookedVia.PUBLIC,
        "contact_phone": phone,
        "link_nonce": unique,
        "link_hash": unique.hex,
        "submission": unique,
        "created_at": now,
    }
    (appointment_id,) = _insert(cursor, Appointment, appointment | span)
    message = {
        "organization_id": values["organization"],
        "person_id": person_id,
        "about": "appointment",
        "about_id": appointment_id,
        "channel": Channel.SMS,
        "recipient": phone,
        "time_zone": "Europe/Paris",
        "territory": "metropole",
        "created_at": now,
        "due_at": now,
        "expires_at": starts_at,
    }
    kinds = ("confirmation", "reminder")
    _insert(cursor, Message, *({**message, "kind": kind, "key": uuid4()} for kind in kinds))


def _insert(cursor: Any, model: type[models.Model], *rows: dict[str, Any]) -> list[int]:
    text, others = _insertion(model, tuple(rows[0]), len(rows))
    cursor.execute(text, [_for_database(value) for row in rows for value in (*row.values(), *others)])
    return [pk for (pk,) in cursor.fetchall()]


@cache
def _insertion(model: type[models.Model], names: tuple[str, ...], rows: int) -> tuple[str, list[Any]]:
    """The text, and what it puts in the columns that aren't named."""
    others = pouring.defaults(model, known=names)
    columns = [*names, *others]
    marks = f"({', '.join(['%s'] * len(columns))})"
    into = f"INSERT INTO {model._meta.db_table} ({', '.join(columns)})"
    return f"{into} VALUES {', '.join([marks] * rows)} RETURNING id", list(others.values())


def _for_database(value: Any) -> Any:
    if connection.vendor == "postgresql":
        return value
    return pouring.for_sqlite(value.astimezone(UTC) if isinstance(value, datetime) else value)
