"""Letting figures out: counted, masked beside all that left before, frozen; by a link that can be closed, a report, a file."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID, uuid4

from django.db import transaction
from django.db.models import F

from escale.accounts.models import Organization, User
from escale.accounts.secret_links import derived, hashed
from escale.statistics import figures, filters, masking, tables
from escale.statistics.masking import Sheet, Tables
from escale.statistics.models import Release, ReleaseKind
from escale.statistics.scopes import Scope

PURPOSE = "figures"


@dataclass(frozen=True, kw_only=True)
class Outgoing:
    """What is asked to leave: the figures of an organization's scope, and the words that go with them.

    Asked twice with one `submission`, they leave once.
    """

    scope: Scope
    title: str
    objectives: str = ""
    comments: str = ""
    submission: UUID = field(default_factory=uuid4)


def share(outgoing: Outgoing, *, lasts: timedelta, by: User | None, now: datetime) -> Release:
    """Freeze figures behind a secret link that opens for so long."""
    return _release(outgoing, ReleaseKind.LINK, expires_at=now + lasts, by=by, now=now)


def report(outgoing: Outgoing, *, by: User | None, now: datetime) -> Release:
    """Freeze the figures of a report, with its objectives and its comments."""
    return _release(outgoing, ReleaseKind.REPORT, expires_at=None, by=by, now=now)


def file(outgoing: Outgoing, *, by: User | None, now: datetime) -> Release:
    """Freeze the figures of a spreadsheet."""
    return _release(outgoing, ReleaseKind.FILE, expires_at=None, by=by, now=now)


def preview(outgoing: Outgoing, *, now: datetime) -> Tables:
    """What would leave now; nothing is kept."""
    return _masked(outgoing, _sheet(outgoing.scope, now=now))


def revoke(release: Release, *, now: datetime) -> None:
    """Close a link: it opens nothing any more."""
    Release.objects.filter(pk=release.pk, revoked_at=None).update(revoked_at=now)


def reopen(release: Release) -> None:
    """Take the closing of a link back; one that has expired stays so."""
    Release.objects.filter(pk=release.pk).update(revoked_at=None)


def secret_of(release: Release) -> str:
    """The secret part of the address; empty when the instance's key has changed since."""
    secret = derived(PURPOSE, release.link_nonce)
    return secret if hashed(secret) == release.link_hash else ""


def find(secret: str) -> Release | None:
    """The figures behind a secret, open or not; None when there is none."""
    return Release.objects.select_related("organization").filter(link_hash=hashed(secret)).get_or_none()


def note_opening(release: Release) -> None:
    """Count who comes, not who it is."""
    Release.objects.filter(pk=release.pk).update(opened=F("opened") + 1)


def _release(
    outgoing: Outgoing, kind: ReleaseKind, *, expires_at: datetime | None, by: User | None, now: datetime
) -> Release:
    scope, nonce = outgoing.scope, outgoing.submission
    sheet = _sheet(scope, now=now)
    with transaction.atomic():
        # Two releases at once would each be masked as if the other had not left.
        owner = Organization.objects.select_for_update().get(pk=_owner(scope).pk)
        if already := Release.objects.of_organization(owner).filter(link_nonce=nonce).order_by("pk").first():
            return already
        return Release.objects.create(
            organization=owner,
            kind=kind,
            title=outgoing.title,
            since=scope.since,
            until=scope.until,
            filters=filters.kept(scope),
            tables=_masked(outgoing, sheet),
            objectives=outgoing.objectives,
            comments=outgoing.comments,
            made_at=now,
            made_by=by,
            expires_at=expires_at,
            link_nonce=nonce,
            link_hash=hashed(derived(PURPOSE, nonce)) if kind == ReleaseKind.LINK else "",
        )


def _sheet(scope: Scope, *, now: datetime) -> Sheet:
    counted = tables.of(figures.read(scope, now=now))
    return Sheet(since=scope.since, until=scope.until, filters=filters.kept(scope), tables=counted)


def _masked(outgoing: Outgoing, sheet: Sheet) -> Tables:
    before = Release.objects.of_organization(_owner(outgoing.scope)).order_by("pk")
    released = [
        Sheet(since=since, until=until, filters=narrowed, tables=left)
        for since, until, narrowed, left in before.values_list("since", "until", "filters", "tables")
    ]
    return masking.masked(sheet, released=released, shape=tables.SHAPE)


def _owner(scope: Scope) -> Organization:
    if scope.organization is None:
        raise ValueError("The figures of a network are shown masked, and leave in no release.")
    return scope.organization
