"""What is organized with partners: a week for older people, a coffee; its partners and the sessions that are part of it."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import Prefetch

from escale.accounts.models import Membership, Organization, OwnedQuerySet
from escale.directory.models import JointEvent, Partner
from escale.workshops.models import Session

type Events = OwnedQuerySet[JointEvent]


@dataclass(frozen=True, kw_only=True)
class Draft:
    """What is said of it; both days are part of it. Its form says when they are the wrong way round."""

    title: str
    starts_on: date
    ends_on: date
    note: str = ""


@transaction.atomic
def plan(
    draft: Draft, *, partners: Collection[Partner], sessions: Collection[Session] = (), by: Membership, now: datetime
) -> JointEvent:
    """Write down what is organized together."""
    made = JointEvent.objects.create(organization=by.organization, **vars(draft), created_at=now, created_by=by.user)
    made.partners.set(partners)
    made.sessions.set(sessions)
    return made


@transaction.atomic
def change(
    event: JointEvent, draft: Draft, *, partners: Collection[Partner], sessions: Collection[Session]
) -> JointEvent:
    """Write it as it is said now."""
    JointEvent.objects.filter(pk=event.pk).update(**vars(draft))
    event.partners.set(partners)
    event.sessions.set(sessions)
    event.refresh_from_db()
    return event


def remove(event: JointEvent) -> None:
    """Take it out: partners and sessions stay."""
    event.delete()


def of(organization: Organization, *, partner: Partner | None = None) -> Events:
    """What is organized together, the latest first, with its partners and sessions. Three queries."""
    planned = JointEvent.objects.of_organization(organization)
    about = planned if partner is None else planned.filter(partners=partner)
    whom = Partner.objects.order_by("name", "pk")
    sessions = Session.objects.with_everything_shown().by_date()
    shown = about.prefetch_related(Prefetch("partners", whom)).prefetch_related(Prefetch("sessions", sessions))
    return shown.order_by("-starts_on", "-pk")
