"""Those who want to learn, of the member's own organization; those of another don't exist for her."""

from django.shortcuts import get_object_or_404

from escale.accounts.access import MemberRequest
from escale.workshops.models import Interest


def interest_or_404(request: MemberRequest, pk: int) -> Interest:
    own = Interest.objects.visible_to(request.user).of_organization(request.membership.organization)
    return get_object_or_404(own.select_related("organization", "person", "venue", "draft"), pk=pk)
