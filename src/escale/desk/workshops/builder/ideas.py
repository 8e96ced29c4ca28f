"""Ideas for those without a group that need facts of the agenda: an evening permanence, a workshop to come."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.urls import reverse

from escale.accounts.models import Organization
from escale.agenda.models import PermanenceOccurrence
from escale.desk.workshops.builder.cards import Action
from escale.french.dates import DAYS, day_of_month
from escale.workshops.grouping import Left, Why
from escale.workshops.models import Session

EVENING = 17
AHEAD = timedelta(days=35)


def ideas(organization: Organization, left: Sequence[Left], *, now: datetime) -> dict[Why, tuple[str, Action]]:
    """What can be proposed to those who are only free in the evening, or learn on their telephone. Two queries at most."""
    reasons = {each.why for each in left}
    found: dict[Why, tuple[str, Action]] = {}
    if Why.NOT_FREE in reasons and (evening := _evening_permanence(organization, now=now)):
        found[Why.NOT_FREE] = evening
    if Why.PHONE_ONLY in reasons and (workshop := _workshop_to_come(organization, now=now)):
        found[Why.PHONE_ONLY] = workshop
    return found


def _evening_permanence(organization: Organization, *, now: datetime) -> tuple[str, Action] | None:
    coming = (
        PermanenceOccurrence.objects.filter(
            permanence__organization=organization, canceled_at=None, starts_at__gt=now, starts_at__lt=now + AHEAD
        )
        .select_related("venue")
        .order_by("starts_at", "pk")
    )
    for each in coming:
        local = each.starts_at.astimezone(each.venue.zone)
        if local.hour >= EVENING:
            words = f"Permanence du {DAYS[local.weekday()]} soir, à {each.venue}"
            return words, Action(words="Proposer", href=reverse("desk:add"))
    return None


def _workshop_to_come(organization: Organization, *, now: datetime) -> tuple[str, Action] | None:
    session = (
        Session.objects.of_organization(organization)
        .upcoming(now=now)
        .filter(group__cycle=None, group__canceled_at=None)
        .select_related("venue", "group")
        .by_date()
        .first()
    )
    if session is None:
        return None
    words = f"Atelier du {day_of_month(session.local_start)}\u00a0: {session.group}"
    return words, Action(words="Inscrire", href=reverse("desk:group-enroll", args=[session.group_id]))
