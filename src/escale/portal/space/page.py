"""What one's own space shows, in words: what is planned, organization by organization, each with its telephone."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from zoneinfo import ZoneInfo

from django.urls import reverse

from escale.accounts.models import Organization
from escale.appointments import links as appointment_links
from escale.appointments import offer_links
from escale.appointments.messages import place_words
from escale.appointments.models import Appointment, CallbackRequest, WaitingEntry
from escale.french.dates import day
from escale.french.sentences import inside
from escale.myspace.planned import Planned
from escale.myspace.whose import Visitor
from escale.outbox.texts import hour_words
from escale.people.models import Beneficiary
from escale.places.zones import zone_of
from escale.portal import steps
from escale.portal.workshops import words
from escale.workshops import links as enrollment_links
from escale.workshops.models import Enrollment, EnrollmentState, Interest, Session

STATES = {
    EnrollmentState.WAITING: "Sur la liste d’attente",
    EnrollmentState.OFFERED: "Une place attend sa réponse",
}


@dataclass(frozen=True, kw_only=True)
class Line:
    """One thing planned or asked. `kind` draws its flag; `action` is what the button says, empty without a page."""

    kind: str
    icon: str
    title: str
    when: str
    note: str = ""
    address: str = ""
    action: str = ""
    pk: int = 0
    is_urgent: bool = False


@dataclass(kw_only=True)
class Known:
    """What one organization plans with her."""

    organization: Organization
    is_in_file: bool
    coming: list[Line] = field(default_factory=list)
    waiting: list[Line] = field(default_factory=list)
    asked: list[Line] = field(default_factory=list)

    @property
    def is_empty(self) -> bool:
        return not (self.coming or self.waiting or self.asked)


def known_by(planned: Planned, files: Sequence[Beneficiary], visitor: Visitor) -> list[Known]:
    """One entry for each organization, those that expect her first, then by name."""
    found: dict[int, Known] = {}

    def of(organization: Organization) -> Known:
        return found.setdefault(organization.pk, Known(organization=organization, is_in_file=False))

    for person in files:
        of(person.organization).is_in_file = True
    for _start, organization, line in sorted(_coming(planned, visitor), key=lambda row: row[0]):
        of(organization).coming.append(line)
    for organization, line in _waiting(planned, visitor):
        of(organization).waiting.append(line)
    for interest in planned.interests:
        # The row kept of the organization knows its zone already.
        known = of(interest.organization)
        known.asked.append(_interest(interest, zone_of(known.organization)))
    for callback in planned.callbacks:
        known = of(callback.organization)
        known.asked.append(_callback(callback, zone_of(known.organization)))
    return sorted(found.values(), key=lambda each: (each.is_empty, each.organization.name, each.organization.pk))


def for_helper(planned: Planned, *, now: datetime) -> list[Line]:
    """What is to come for somebody, the soonest first, as a relative sees it: no secret address, only what can be done."""
    rows = [
        (
            one.starts_at,
            Line(
                kind="rdv",
                icon="calendar-days",
                title=f"Rendez-vous avec {one.advisers_words}",
                when=_day_and_hour(one.local_start),
                note=place_words(one),
                action="portal:space-helped-appointment" if now <= one.cancel_deadline else "",
                pk=one.pk,
            ),
        )
        for one in planned.appointments
    ]
    for one in planned.enrollments:
        session = planned.next_of[one.group_id]
        line = Line(
            kind=words.kind(one.group),
            icon="users",
            title=one.group.title,
            when=_day_and_hour(session.local_start),
            note=STATES.get(EnrollmentState(one.state)) or words.where_words(session),
            action="portal:space-helped-enrollment",
            pk=one.pk,
        )
        rows.append((session.starts_at, line))
    return [line for _, line in sorted(rows, key=lambda row: row[0])]


def _coming(planned: Planned, visitor: Visitor) -> Iterator[tuple[datetime, Organization, Line]]:
    for appointment in planned.appointments:
        yield appointment.starts_at, appointment.organization, _appointment(appointment, visitor)
    for enrollment in planned.enrollments:
        if enrollment.state != EnrollmentState.WAITING:
            session = planned.next_of[enrollment.group_id]
            yield session.starts_at, enrollment.organization, _enrollment(enrollment, session, visitor)


def _appointment(one: Appointment, visitor: Visitor) -> Line:
    return Line(
        kind="rdv",
        icon="calendar-days",
        title=f"Rendez-vous avec {one.advisers_words}{_for(one.person, visitor)}",
        when=_day_and_hour(one.local_start),
        note=". ".join(filter(None, [one.reason.name, place_words(one)])),
        address=reverse("portal:appointment", args=[appointment_links.secret_of(one.link_nonce)]),
        action="Voir, changer ou annuler",
        pk=one.pk,
    )


def _enrollment(one: Enrollment, session: Session, visitor: Visitor) -> Line:
    is_offer = one.state == EnrollmentState.OFFERED
    return Line(
        kind=words.kind(one.group),
        icon="users",
        title=f"{one.group.title}{_for(one.person, visitor)}",
        when=_day_and_hour(session.local_start),
        note="Une place vous attend. Répondez vite." if is_offer else words.where_words(session),
        address=reverse("portal:enrollment", args=[enrollment_links.secret_of(one)]),
        action="Répondre" if is_offer else "Voir ou annuler",
        pk=one.pk,
        is_urgent=is_offer,
    )


def _waiting(planned: Planned, visitor: Visitor) -> Iterator[tuple[Organization, Line]]:
    for one in planned.enrollments:
        if one.state == EnrollmentState.WAITING:
            session, rank = planned.next_of[one.group_id], planned.ranks[one.pk]
            turn = (
                "Vous êtes la prochaine personne." if rank == 1 else f"Vous êtes en {words.rank_words(rank)} position."
            )
            yield (
                one.organization,
                Line(
                    kind=words.kind(one.group),
                    icon="hourglass",
                    title=f"{one.group.title}{_for(one.person, visitor)}",
                    when=_day_and_hour(session.local_start),
                    note=turn,
                    address=reverse("portal:enrollment", args=[enrollment_links.secret_of(one)]),
                    action="Voir ou quitter la liste",
                    pk=one.pk,
                ),
            )
    for entry in planned.waits:
        yield entry.organization, _wait(entry)


def _wait(entry: WaitingEntry) -> Line:
    earlier = entry.appointment
    return Line(
        kind="rdv",
        icon="bell",
        title="Une heure plus tôt" if earlier else f"Une heure pour\u00a0: {inside(entry.reason.name)}",
        when=f"Plus tôt que {steps.when_words(earlier.venue, earlier.starts_at)}"
        if earlier
        else "Dès qu’une heure se libère",
        note="Nous vous prévenons.",
        address=reverse("portal:waiting-place", args=[offer_links.secret_of(entry)]),
        action="Voir ou ne plus attendre",
        pk=entry.pk,
    )


def _interest(one: Interest, zone: ZoneInfo) -> Line:
    return Line(
        kind="atelier",
        icon="graduation-cap",
        title="Vous avez demandé à apprendre",
        when=f"Le {day(one.created_at.astimezone(zone).date())}",
        note=one.goals or "Nous vous appelons dès qu’un groupe vous convient.",
        pk=one.pk,
    )


def _callback(one: CallbackRequest, zone: ZoneInfo) -> Line:
    return Line(
        kind="rdv",
        icon="phone-incoming",
        title="Vous avez demandé à être rappelé",
        when=f"Le {day(one.created_at.astimezone(zone).date())}",
        note=one.wish,
        pk=one.pk,
    )


def _for(person: Beneficiary, visitor: Visitor) -> str:
    """ ", pour Yves", when it was taken for somebody else."""
    return "" if visitor.is_called(person.first_name) else f", pour {person.first_name}"


def _day_and_hour(local: datetime) -> str:
    return f"{day(local.date()).capitalize()} à {hour_words(local)}"
