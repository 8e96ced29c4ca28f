"""Groups, sessions and enrollments of the member's own organization; those of another don't exist for her."""

from django.shortcuts import get_object_or_404

from escale.accounts.access import MemberRequest
from escale.workshops.models import Enrollment, Group, GroupQuerySet, Session


def own_groups(request: MemberRequest) -> GroupQuerySet:
    own: GroupQuerySet = Group.objects.visible_to(request.user).of_organization(request.membership.organization)
    return own.with_everything_shown()


def group_or_404(request: MemberRequest, pk: int) -> Group:
    return get_object_or_404(own_groups(request), pk=pk)


def session_or_404(request: MemberRequest, pk: int) -> Session:
    own = Session.objects.visible_to(request.user).of_organization(request.membership.organization)
    return get_object_or_404(own.with_everything_shown(), pk=pk)


def enrollment_or_404(request: MemberRequest, pk: int) -> Enrollment:
    own = Enrollment.objects.visible_to(request.user).of_organization(request.membership.organization)
    return get_object_or_404(own.with_everything_shown(), pk=pk)
