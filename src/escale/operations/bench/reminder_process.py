"""The processes of the `reminders` benchmark: fill a database, deliver from it, tell what it holds, or only post."""

import json
import sys
import threading
import uuid
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import django

django.setup()

from django.db import connections, transaction  # noqa: E402
from django.db.models import Count  # noqa: E402

from escale.accounts.models import Organization, User  # noqa: E402
from escale.agenda.models import Commitment, CommitmentKind, Resource, ResourceKind  # noqa: E402
from escale.appointments import links, messages  # noqa: E402
from escale.appointments.models import Appointment, BookedVia, Reason  # noqa: E402
from escale.outbox import worker  # noqa: E402
from escale.outbox.catalogue import catalogue  # noqa: E402
from escale.outbox.channels import choice  # noqa: E402
from escale.outbox.channels.contract import Sms  # noqa: E402
from escale.outbox.models import Channel, Message, MessageState  # noqa: E402
from escale.people.models import Beneficiary  # noqa: E402
from escale.places.models import Venue  # noqa: E402
from escale.testing import migrated  # noqa: E402

OPENS = datetime(2026, 11, 17, 8, 0, tzinfo=UTC)
"""Tuesday, 9 h in Vitré: every reminder of the benchmark is due, whatever the real hour."""
FIRST_APPOINTMENT = OPENS + timedelta(days=2)
ADVISERS = 50
LEASE = timedelta(seconds=12)
"""Short, so that what a killed worker held comes back during the run; still far longer than a call to the gateway."""
PER_DAY = 16
NUMBERS_OF_FICTION = 10_000
AT_ONCE = 1_000


@transaction.atomic
def fill(count: int) -> None:
    """Write that many appointments of one organization, each with its reminder due."""
    organization = Organization.objects.create(
        name="Banc d’essai", slug="banc", phone="+33261910512", sms_per_day=10**6
    )
    _write_reminders(_write_appointments(organization, count))


def _write_appointments(organization: Organization, count: int) -> list[Appointment]:
    """Half an hour each, the advisers in turn, nobody twice."""
    venue = Venue.objects.create(
        organization=organization,
        name="Centre social de Vitré",
        slug="banc",
        address="13 rue Notre-Dame",
        commune="35360",
    )
    reason = Reason.objects.create(organization=organization, name="Mails", bring="Votre téléphone", duration=30)
    people = _write_people(organization, count)
    return Appointment.objects.bulk_create(
        (
            Appointment(
                organization=organization,
                reason=reason,
                person=person,
                adviser=commitment.resource.adviser,
                venue=venue,
                commitment=commitment,
                starts_at=commitment.starts_at,
                ends_at=commitment.ends_at,
                booked_via=BookedVia.STAFF,
                contact_phone=person.phone,
                created_at=person.created_at,
                link_nonce=(nonce := uuid.uuid4()),
                link_hash=links.hash_of(nonce),
            )
            for person, commitment in zip(people, _write_commitments(count), strict=True)
        ),
        batch_size=AT_ONCE,
    )


def _write_people(organization: Organization, count: int) -> list[Beneficiary]:
    return Beneficiary.objects.bulk_create(
        (
            Beneficiary(
                organization=organization,
                first_name=f"Lucette {number}",
                phone=f"+3363998{number % NUMBERS_OF_FICTION:04}",
                created_at=OPENS - timedelta(days=7),
            )
            for number in range(count)
        ),
        batch_size=AT_ONCE,
    )


def _write_commitments(count: int) -> list[Commitment]:
    advisers = User.objects.bulk_create(
        User(email=f"banc{number}@example.org", first_name="Maëlle") for number in range(ADVISERS)
    )
    resources = Resource.objects.bulk_create(
        Resource(kind=ResourceKind.ADVISER, adviser=adviser) for adviser in advisers
    )
    return Commitment.objects.bulk_create(
        (
            Commitment(
                resource=resources[number % ADVISERS],
                starts_at=(at := FIRST_APPOINTMENT + _slot(number // ADVISERS)),
                ends_at=at + timedelta(minutes=30),
                kind=CommitmentKind.APPOINTMENT,
            )
            for number in range(count)
        ),
        batch_size=AT_ONCE,
    )


def _write_reminders(appointments: list[Appointment]) -> None:
    Message.objects.bulk_create(
        (
            Message(
                organization=appointment.organization,
                person=appointment.person,
                kind=messages.REMINDER.name,
                about=messages.ABOUT,
                about_id=appointment.pk,
                channel=Channel.SMS,
                recipient=appointment.contact_phone,
                created_at=appointment.created_at,
                due_at=OPENS,
                expires_at=appointment.starts_at,
            )
            for appointment in appointments
        ),
        batch_size=AT_ONCE,
    )


def _slot(number: int) -> timedelta:
    day, half_hour = divmod(number, PER_DAY)
    return timedelta(days=day, minutes=30 * half_hour)


def work(started: float) -> None:
    """Deliver until nothing is left, at an hour that began at `OPENS` when the run started."""
    stop = threading.Event()
    loop = threading.Thread(
        target=worker.run_forever,
        args=(stop,),
        kwargs={"catalogue": catalogue(messages.KINDS), "clock": _clock(started), "lease": LEASE, "idle_seconds": 0.2},
    )
    loop.start()
    left = Message.objects.filter(state__in=[MessageState.WAITING, MessageState.SENDING])
    while loop.is_alive() and left.exists():
        stop.wait(0.5)
    stop.set()
    loop.join()
    connections.close_all()


def _clock(started: float) -> Callable[[], datetime]:
    return lambda: OPENS + (datetime.now(UTC) - datetime.fromtimestamp(started, UTC))


def tell() -> None:
    """Print the keys and the count of each state."""
    states = Message.objects.values("state").annotate(count=Count("pk")).order_by("state")
    keys = Message.objects.order_by("pk").values_list("key", flat=True)
    print(json.dumps({"states": {row["state"]: row["count"] for row in states}, "keys": [str(key) for key in keys]}))


def post(count: int) -> None:
    """Only post: no row is read, none is marked."""
    with choice.opened() as channel:
        for _ in range(count):
            channel.send(Sms(to="+33639980042", text="Bonjour", sender="Escale", key=str(uuid.uuid4())))


def main(words: list[str]) -> None:
    match words:
        case ["migrate"]:
            migrated.migrate()
        case ["fill", count]:
            fill(int(count))
        case ["work", started]:
            work(float(started))
        case ["tell"]:
            tell()
        case ["post", count]:
            post(int(count))
        case _:
            sys.exit(f"{words} ?")


if __name__ == "__main__":
    main(sys.argv[1:])
