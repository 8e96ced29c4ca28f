"""What a person may still join, for the team: every group that isn't over, published or not, with what is left."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid4

from django.core.paginator import Page, Paginator
from django.db.models import Min, Prefetch, Q

from escale.accounts.models import Organization
from escale.desk.workshops.groups import words
from escale.desk.workshops.groups.words import Tag
from escale.people.models import Beneficiary
from escale.workshops import seats
from escale.workshops.models import Enrollment, EnrollmentState, Group, Session
from escale.workshops.seats import Seats

PER_PAGE = 20
ALREADY: dict[str, Tag] = {
    EnrollmentState.ENROLLED: ("A déjà une place", "ok", "check"),
    EnrollmentState.WAITING: ("Attend déjà une place", "", "clock"),
    EnrollmentState.OFFERED: ("Une place l’attend déjà", "warn", "clock"),
}


@dataclass(frozen=True, kw_only=True)
class Choice:
    """One group she may join. `already` when she is in it; `key` is the form's own, so that a double click enrolls once."""

    group: Group
    kind: str
    kind_words: str
    when: str
    where: str
    seats: str
    tags: Sequence[Tag]
    is_full: bool
    already: Tag | None
    key: UUID


def of(
    person: Beneficiary, organization: Organization, *, page: str, now: datetime
) -> tuple[Page[Group], list[Choice]]:
    """A page of the groups that aren't over, the one that meets soonest first. Five queries, whatever the page holds."""
    meets = Q(sessions__canceled_at=None, sessions__ends_at__gt=now)
    groups = (
        Group.objects.of_organization(organization)
        .standing()
        .with_everything_shown()
        .annotate(meets_at=Min("sessions__starts_at", filter=meets))
        .filter(meets_at__isnull=False)
        .order_by("meets_at", "pk")
        .prefetch_related(Prefetch("sessions", Session.objects.standing().select_related("venue", "room").by_date()))
    )
    shown = Paginator(groups, PER_PAGE).get_page(page)
    taken, already = seats.of_all(shown, now=now), _already(person, list(shown))
    return shown, [_choice(each, taken[each.pk], already.get(each.pk), now=now) for each in shown]


def _already(person: Beneficiary, groups: Collection[Group]) -> dict[int, Tag]:
    live = Enrollment.objects.live().filter(person=person, group__in=[each.pk for each in groups]).order_by("pk")
    return {group: ALREADY[state] for group, state in live.values_list("group", "state")}


def _choice(group: Group, taken: Seats, already: Tag | None, *, now: datetime) -> Choice:
    sessions = list(group.sessions.all())
    session = next(each for each in sessions if each.ends_at > now)
    return Choice(
        group=group,
        kind=words.kind_of(group),
        kind_words=words.kind_words(group, len(sessions), session),
        when=words.session_words(session),
        where=words.where_words(session),
        seats=words.seats_words(taken),
        tags=words.tags_of(group, taken),
        is_full=not taken.has(1),
        already=already,
        key=uuid4(),
    )
