"""The loop that delivers, until it is told to stop."""

import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from threading import Event

from django.db import DatabaseError, close_old_connections, connections
from django.utils import timezone

from escale.outbox.catalogue import Catalogue
from escale.outbox.delivery import LEASE, deliver_due

log = logging.getLogger(__name__)

IDLE_SECONDS = 1.0
DATABASE_AWAY_SECONDS = 5.0


def run_forever(
    stop: Event,
    *,
    catalogue: Catalogue,
    clock: Callable[[], datetime] = timezone.now,
    lease: timedelta = LEASE,
    idle_seconds: float = IDLE_SECONDS,
) -> None:
    """Deliver what is due, round after round, until `stop` is set. A database that is away is waited for."""
    while not stop.is_set():
        try:
            busy = deliver_due(now=clock(), catalogue=catalogue, lease=lease).total > 0
            close_old_connections()
        except DatabaseError:
            log.exception("the database did not answer")
            connections.close_all()
            stop.wait(DATABASE_AWAY_SECONDS)
            continue
        if not busy:
            stop.wait(idle_seconds)
    connections.close_all()
