"""A source of the team, and what it answers."""

import json
from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest

from escale.accounts.models import Membership
from escale.offers import keeping, refreshing
from escale.offers.models import Source, SourceKind
from escale.testing import builders
from escale.testing.other_site import Site

NOW = builders.NOW
type AddSource = Callable[..., Source]


def event(title: str = "Ranger ses photos", /, **changes: Any) -> dict[str, Any]:
    """An event of OpenAgenda: a Tuesday morning at the library of Balazé."""
    return {
        "uid": 7001,
        "title": {"fr": title},
        "description": {"fr": "Trier, sauvegarder, partager."},
        "keywords": {"fr": ["Photo", "Seniors"]},
        "timings": [{"begin": "2026-11-24T10:00:00+01:00", "end": "2026-11-24T12:00:00+01:00"}],
        "attendanceMode": 1,
        "status": 1,
        "location": {
            "name": "Médiathèque",
            "address": "1 rue de la Mairie",
            "city": "Balazé",
            "postalCode": "35500",
            "insee": "35015",
        },
        "registration": [{"type": "phone", "value": "02 61 91 10 10"}, {"type": "link", "value": "https://balaze.example.org/photos"}],
    } | changes  # fmt: skip


def agenda(*events: dict[str, Any]) -> bytes:
    return json.dumps({"total": len(events), "events": events}).encode()


@pytest.fixture
def add(adviser: Membership, now: datetime) -> AddSource:
    """The team adds an address."""

    def added(url: str, *, kind: SourceKind = SourceKind.OPENAGENDA, **changes: Any) -> Source:
        said = {"name": "Médiathèque", "around": "", "within_km": 40, "words": {}} | changes
        return keeping.add(adviser.organization, kind=kind, url=url, now=now, **said)

    return added


@pytest.fixture
def read(site: Site, add: AddSource, now: datetime) -> Callable[..., Source]:
    """The team adds an address that answers this, and a worker reads it."""

    def done(body: bytes, *, path: str = "/offres", kind: SourceKind = SourceKind.OPENAGENDA, **changes: Any) -> Source:
        source = add(site.answers(path, body), kind=kind, **changes)
        refreshing.read_due(now=now)
        source.refresh_from_db()
        return source

    return done
