"""Whether the instance works: the database answers, a worker is alive, due messages leave."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from django.db import connection

from escale.operations.models import Heartbeat
from escale.outbox import monitoring

WORKER = "worker"
SILENT_AFTER = timedelta(minutes=2)


class Status(StrEnum):
    OK = "ok"
    DEGRADED = "degraded"


@dataclass(frozen=True, kw_only=True)
class Health:
    """Ages are whole seconds; None when there is nothing to tell the age of."""

    status: Status
    database: Status
    worker_heartbeat_age: int | None
    oldest_due_message_age: int | None


DATABASE_AWAY = Health(
    status=Status.DEGRADED, database=Status.DEGRADED, worker_heartbeat_age=None, oldest_due_message_age=None
)


def beat(name: str, *, now: datetime) -> None:
    """Write down that this process is alive."""
    Heartbeat.objects.update_or_create(name=name, defaults={"at": now})


def check(*, now: datetime) -> Health:
    """Tell how the instance is, in three small queries. Raises DatabaseError when the database is away."""
    connection.ensure_connection()
    last_beat = Heartbeat.objects.filter(name=WORKER).values_list("at", flat=True).first()
    messages = monitoring.health(now=now)
    is_well = last_beat is not None and now - last_beat <= SILENT_AFTER and messages.is_well
    return Health(
        status=Status.OK if is_well else Status.DEGRADED,
        database=Status.OK,
        worker_heartbeat_age=_age(last_beat, now=now),
        oldest_due_message_age=_age(messages.oldest_due_at, now=now),
    )


def _age(at: datetime | None, *, now: datetime) -> int | None:
    return None if at is None else max(0, int((now - at).total_seconds()))
