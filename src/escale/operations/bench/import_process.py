"""The process of the `imports` benchmark: brings one list, then says what it took and what it left."""

import json
import resource
import sys
from collections.abc import Callable
from pathlib import Path
from time import perf_counter
from uuid import uuid4

import django

django.setup()

from django.core.cache import cache  # noqa: E402
from django.utils import timezone  # noqa: E402

from escale.accounts.models import Membership, Organization, Role, User  # noqa: E402
from escale.people.importing import working  # noqa: E402
from escale.people.models import Beneficiary, ImportState, PeopleImport  # noqa: E402


def prepare() -> dict[str, object]:
    """An organization and whoever brings lists to it."""
    now = timezone.now()
    organization = Organization.objects.create(name="Banc d’essai", slug="banc", phone="+33261910512", created_at=now)
    user = User.objects.create(email="banc@example.org", first_name="Maëlle")
    Membership.objects.create(user=user, organization=organization, role=Role.ADVISER)
    return {}


def bring(path: str) -> dict[str, object]:
    """Read and check the whole list, to the point where somebody is asked whether to write it."""
    by, now = Membership.objects.select_related("organization", "user").get(), timezone.now()
    content = Path(path).read_bytes()
    start = perf_counter()
    brought = working.bring(
        by.organization, file_name=Path(path).name, content=content, submission=uuid4(), by=by, now=now
    )
    del content
    working.advance(now=now)
    return _told(brought.pk, seconds=perf_counter() - start)


def write() -> dict[str, object]:
    """Write what is ready, and what was being written when somebody was killed."""
    cache.clear()
    now, start = timezone.now(), perf_counter()
    brought = PeopleImport.objects.defer("content").latest("pk")
    PeopleImport.objects.filter(pk=brought.pk, state=ImportState.READY).update(state=ImportState.WRITING)
    working.advance(now=now)
    return _told(brought.pk, seconds=perf_counter() - start)


def _told(pk: int, *, seconds: float) -> dict[str, object]:
    brought = PeopleImport.objects.defer("content").get(pk=pk)
    used = resource.getrusage(resource.RUSAGE_SELF)
    return {
        "seconds": seconds,
        "processor": used.ru_utime + used.ru_stime,
        "megabytes": used.ru_maxrss / 1024,
        "state": brought.state,
        "rows": brought.rows,
        "faults": brought.faults,
        "written": brought.written,
        "already": brought.already,
        "people": Beneficiary.objects.count(),
    }


if __name__ == "__main__":
    gestures: dict[str, Callable[..., dict[str, object]]] = {"prepare": prepare, "bring": bring, "write": write}
    print(json.dumps(gestures[sys.argv[1]](*sys.argv[2:])))
