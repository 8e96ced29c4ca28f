"""An account on another site: given by the team, its key unreadable, stopped and taken up again, forgotten whole."""

from datetime import datetime

from django.db import IntegrityError, transaction

from escale.accounts.models import Organization, User
from escale.agenda.calendars.sealing import Source, seal, sealed_anew, unseal
from escale.publishing.models import Connection, ConnectionKind, Publication


class AlreadyConnected(Exception):
    """The organization has an account of this kind."""


def connect(
    organization: Organization, kind: ConnectionKind, *, target: str, key: str, by: User, now: datetime
) -> Connection:
    """Keep the number of the agenda or of the page, and its key. Raises `AlreadyConnected`."""
    try:
        with transaction.atomic():
            return Connection.objects.create(
                organization=organization,
                kind=kind,
                target=target,
                sealed=seal(Source(password=key)),
                created_at=now,
                created_by=by,
            )
    except IntegrityError as problem:
        raise AlreadyConnected from problem


def change_key(connection: Connection, *, target: str, key: str) -> None:
    """Another key, or another number: what waited is tried again at once, and nothing is published yet at another number."""
    with transaction.atomic():
        if target != connection.target:
            told = Publication.objects.filter(connection=connection)
            told.filter(due_at=None).delete()
            told.update(external_id="", attempts=0, problem="")
        sealed = seal(Source(password=key)) if key else connection.sealed
        Connection.objects.filter(pk=connection.pk).update(target=target, sealed=sealed, problem="", paused_at=None)


def key_of(connection: Connection) -> str:
    """The key, to speak to the site. Raises `CannotRead` when no key of the instance opens it."""
    anew = sealed_anew(connection.sealed)
    if anew != connection.sealed:
        Connection.objects.filter(pk=connection.pk).update(sealed=anew)
    return unseal(anew).password


def stop(connection: Connection, *, now: datetime, problem: str = "") -> None:
    """Send it nothing more, until somebody says so."""
    Connection.objects.filter(pk=connection.pk).update(paused_at=now, problem=problem)


def resume(connection: Connection) -> None:
    Connection.objects.filter(pk=connection.pk).update(paused_at=None, problem="")


def forget(connection: Connection) -> None:
    """Delete the account and its key from here; what is published there stays there."""
    Connection.objects.filter(pk=connection.pk).delete()
