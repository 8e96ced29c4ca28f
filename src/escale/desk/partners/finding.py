"""Partners, contacts, meetings and joint events of the member's own organization; those of another don't exist for her."""

from django.db.models import Model, QuerySet
from django.shortcuts import get_object_or_404

from escale.accounts.access import MemberRequest
from escale.directory.models import Contact, JointEvent, Meeting, MeetingTask, Partner

MOST_DIGITS = 18


def partner_or_404(request: MemberRequest, pk: int) -> Partner:
    found = Partner.objects.visible_to(request.user).of_organization(request.membership.organization)
    partner = get_object_or_404(found.select_related("checked_by"), pk=pk)
    # The very row of the request: what was read of it, its places, isn't asked again.
    partner.organization = request.membership.organization
    return partner


def contact_or_404(request: MemberRequest, pk: int) -> Contact:
    found = Contact.objects.visible_to(request.user).filter(partner__organization=request.membership.organization)
    return get_object_or_404(found.select_related("partner"), pk=pk)


def meeting_or_404(request: MemberRequest, pk: int) -> Meeting:
    return _own_or_404(request, Meeting.objects.visible_to(request.user), pk)


def task_or_404(request: MemberRequest, pk: int) -> MeetingTask:
    return _own_or_404(request, MeetingTask.objects.visible_to(request.user), pk)


def event_or_404(request: MemberRequest, pk: int) -> JointEvent:
    return _own_or_404(request, JointEvent.objects.visible_to(request.user), pk)


def named_partner(request: MemberRequest) -> Partner | None:
    """The partner an address names ("?partenaire=12"), if it is one of theirs."""
    typed = request.GET.get("partenaire", "")
    if not (typed.isascii() and typed.isdigit() and len(typed) <= MOST_DIGITS):
        return None
    found = Partner.objects.visible_to(request.user).of_organization(request.membership.organization)
    return found.in_use().filter(pk=int(typed)).first()


def _own_or_404[Row: Model](request: MemberRequest, rows: QuerySet[Row], pk: int) -> Row:
    return get_object_or_404(rows.filter(organization=request.membership.organization), pk=pk)
