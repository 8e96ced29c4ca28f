"""The sessions of a day as the desk shows them: where, how many people, the roll to call or already called."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from escale.accounts.models import Organization, User
from escale.desk.workshops.groups.words import where_words
from escale.french.dates import hour
from escale.french.plural import plural
from escale.together import read_together
from escale.workshops import seats
from escale.workshops.models import CAME, Attendance, Enrollment, Session, SessionQuerySet


@dataclass(frozen=True, kw_only=True)
class SessionCard:
    """One session of the day, in words; `adviser` is named on a page of several people."""

    pk: int
    group_pk: int
    kind: str
    label: str
    title: str
    hour: str
    small: str
    starts_at: datetime
    ends_at: datetime
    place: str
    adviser: str
    taken: str
    newcomers: str
    called: str

    @property
    def sentence(self) -> str:
        """ "atelier de 9 h 30 à 11 h 30"."""
        return f"{self.label[:1].lower()}{self.label[1:]} de {self.hour} à {self.small}"


def sessions(organization: Organization, adviser: User | None, start: datetime, end: datetime) -> SessionQuerySet:
    """The sessions one adviser leads that day, or those of everybody."""
    found = Session.objects.of_organization(organization).standing().between(start, end)
    if adviser is not None:
        found = found.led_by(adviser)
    return found.filter(group__canceled_at=None).with_everything_shown().by_date()


def cards(standing: Sequence[Session], *, named: bool) -> list[SessionCard]:
    """These sessions as cards. One query, whatever their number, none without a session."""
    if not standing:
        return []
    counted, came, new = seats.counted([each.group_id for each in standing]), _came(standing), _newcomers(standing)
    read_together(counted, came, new)
    taken = seats.by_group([each.group for each in standing], counted)
    noted = {row["session"]: (row["came"], row["noted"]) for row in came}
    newcomers = {row["group"]: row["count"] for row in new}
    return [
        _card(each, taken[each.group_id], noted.get(each.pk, (0, 0)), newcomers.get(each.group_id, 0), named=named)
        for each in standing
    ]


def _card(session: Session, taken: seats.Seats, came: tuple[int, int], newcomers: int, *, named: bool) -> SessionCard:
    here, noted = came
    is_called = session.roll_called_at is not None
    total = noted + session.unnamed
    return SessionCard(
        pk=session.pk,
        group_pk=session.group_id,
        kind="cycle" if session.number else "atelier",
        label=f"Cycle, séance {session.number}" if session.number else "Atelier",
        title=session.group.title,
        hour=hour(session.local_start),
        small=hour(session.local_end),
        starts_at=session.starts_at,
        ends_at=session.ends_at,
        place=where_words(session),
        adviser=session.adviser.full_name if named else "",
        taken=f"{taken.taken} sur {taken.total}",
        newcomers=plural(newcomers, "nouvelle personne", "nouvelles personnes") if newcomers and not is_called else "",
        called=f"Appel fait : {here + session.unnamed} sur {total}" if is_called else "",
    )


def _came(standing: Sequence[Session]) -> QuerySet[Attendance, Any]:
    """By session, how many came and how many were noted."""
    return (
        Attendance.objects.filter(session__in=standing)
        .values("session")
        .order_by("session")
        .annotate(came=Count("pk", filter=Q(mark__in=sorted(CAME))), noted=Count("pk"))
    )


def _newcomers(standing: Sequence[Session]) -> QuerySet[Enrollment, Any]:
    """By group, how many of those enrolled have never come to anything."""
    before = min(each.starts_at for each in standing)
    came = Attendance.objects.filter(person=OuterRef("person"), mark__in=sorted(CAME), session__starts_at__lt=before)
    found = Enrollment.objects.filter(group__in=[each.group_id for each in standing]).enrolled()
    return found.filter(~Exists(came)).values("group").order_by("group").annotate(count=Count("pk"))
