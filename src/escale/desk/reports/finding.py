"""The records a member may open: her own, those of groups, and those of people she accompanies."""

from django.http import Http404
from django.shortcuts import get_object_or_404

from escale.accounts import rules
from escale.accounts.access import MemberRequest
from escale.activity.models import ActivityRecord, CoordinationRecord, Kind


def record_or_404(request: MemberRequest, pk: int) -> ActivityRecord:
    """A record of the organization: a volunteer's own only; whether a colleague's may be read is `asks_reason`."""
    found = ActivityRecord.objects.visible_to(request.user).of_organization(request.membership.organization)
    record = get_object_or_404(found.with_everything_shown(), pk=pk)
    if record.adviser_id != request.membership.user_id and not rules.may_see_notes(request.membership):
        raise Http404
    return record


def person_behind(record: ActivityRecord) -> int | None:
    """The one person a record tells about; a group's tells about nobody in particular."""
    people = [row.person_id for row in record.participations.all()]
    return people[0] if record.kind == Kind.INDIVIDUAL and len(people) == 1 else None


def coordination_or_404(request: MemberRequest, pk: int) -> CoordinationRecord:
    found = CoordinationRecord.objects.visible_to(request.user).of_organization(request.membership.organization)
    return get_object_or_404(found, pk=pk)
