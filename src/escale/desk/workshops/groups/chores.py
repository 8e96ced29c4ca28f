"""What workshops leave to do: seats to offer by telephone, rolls to call, groups with more people than seats."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import F, Q, QuerySet, Sum
from django.urls import reverse

from escale.accounts.models import Organization, User
from escale.desk.day import Scope
from escale.desk.todo_item import Item, Waiting
from escale.desk.workshops.groups import words
from escale.desk.workshops.groups.listing import without_roll
from escale.desk.workshops.groups.people import deadline_words
from escale.desk.workshops.leading.words import people_words
from escale.french.plural import plural
from escale.together import later
from escale.workshops import rules, stranded
from escale.workshops.models import TAKES_A_SEAT, Enrollment, EnrollmentQuerySet, Group, Session, SessionQuerySet

MOST = 30


def waiting(scope: Scope, *, zone: ZoneInfo, now: datetime) -> list[Waiting]:
    """Everything workshops leave to do, for one adviser or the whole team; rolls are for whoever may call them.

    With a session nobody leads, one query more.
    """
    organization, adviser = scope.organization, scope.adviser
    found = [
        Waiting(later(_left_alone, organization, adviser, now=now), _without_leader),
        Waiting(later(_held, organization, adviser, now=now), lambda held: _offers(held, zone=zone)),
        Waiting(later(_too_full, organization, adviser, now=now), _overfull),
    ]
    if rules.may_call_roll(scope.reader):
        found.append(Waiting(later(without_roll, organization, adviser=adviser, now=now), _rolls))
    return found


def _left_alone(organization: Organization, adviser: User | None, *, now: datetime) -> SessionQuerySet:
    return stranded.without_leader(organization, adviser=adviser, now=now)[:MOST]


def _held(organization: Organization, adviser: User | None, *, now: datetime) -> EnrollmentQuerySet:
    """Seats held for people no message can reach, the first deadline first."""
    held = Enrollment.objects.of_organization(organization).offered().with_everything_shown()
    held = held.filter(offered_by_call=True, answer_by__gt=now)
    if adviser is not None:
        held = held.filter(group__in=Session.objects.led_by(adviser).order_by().values("group"))
    return held.order_by("answer_by", "pk")[:MOST]


def _offers(held: Iterable[Enrollment], *, zone: ZoneInfo) -> Iterable[Item]:
    for enrollment in held:
        what = "Inviter" if enrollment.is_invitation else "Proposer une place à"
        yield Item(
            chore="place",
            pk=enrollment.pk,
            icon="phone-call",
            title=f"{what} {enrollment.person.short_name}",
            detail=f"{enrollment.group}, {deadline_words(enrollment, zone=zone)}",
            phone=enrollment.contact_phone or enrollment.person.phone,
            enrollment_pk=enrollment.pk,
        )


def _without_leader(sessions: Iterable[Session]) -> Iterable[Item]:
    """Sessions to come whose adviser is away, and nobody leads with her."""
    listed = list(sessions)
    people = stranded.people_of(listed)
    for session in listed:
        yield Item(
            chore="sans-personne",
            pk=session.pk,
            icon="calendar-x",
            title=f"{session.group} : {session.adviser.first_name} n’est pas là",
            detail=f"{words.session_words(session)}. {people_words(people[session.pk])}",
            session_pk=session.pk,
        )


def _too_full(organization: Organization, adviser: User | None, *, now: datetime) -> QuerySet[Group, Any]:
    """Groups to come with more people than seats."""
    coming = Session.objects.upcoming(now=now)
    coming = coming.led_by(adviser).order_by() if adviser else coming
    found = Group.objects.of_organization(organization).standing().filter(pk__in=coming.values("group"))
    taking = Q(enrollments__state__in=sorted(TAKES_A_SEAT))
    counted: Any = found.annotate(taken=Sum("enrollments__seats", filter=taking)).filter(taken__gt=F("seats"))
    too_full: QuerySet[Group, Any] = counted.order_by("title", "pk")[:MOST]
    return too_full


def _overfull(groups: Iterable[Any]) -> Iterable[Item]:
    for group in groups:
        yield Item(
            chore="trop-plein",
            pk=group.pk,
            icon="users",
            title=f"{group.title} : plus de personnes que de places",
            detail=f"{group.taken} pour {plural(group.seats, 'place')}",
            address=reverse("desk:group", args=[group.pk]),
            address_words="Ajouter des places",
        )


def _rolls(sessions: Iterable[Session]) -> Iterable[Item]:
    for session in sessions:
        yield Item(
            chore="appel-atelier",
            pk=session.pk,
            icon="list-checks",
            title=f"Faire l’appel : {session.group}",
            detail=words.session_words(session),
            address=reverse("desk:roll", args=[session.pk]),
            address_words="Faire l’appel",
        )
