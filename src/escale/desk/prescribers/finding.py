"""The rows of a gesture, among those of the member's organization; 404 otherwise."""

from django.shortcuts import get_object_or_404

from escale.accounts.access import MemberRequest
from escale.directory.models import Prescriber, ReceivedReferral, UnmetNeed


def prescriber_or_404(request: MemberRequest, pk: int) -> Prescriber:
    own = Prescriber.objects.visible_to(request.user).of_organization(request.membership.organization)
    return get_object_or_404(own.select_related("organization", "partner"), pk=pk)


def received_or_404(request: MemberRequest, pk: int) -> ReceivedReferral:
    own = ReceivedReferral.objects.visible_to(request.user).of_organization(request.membership.organization)
    return get_object_or_404(own.with_everything_shown(), pk=pk)


def unmet_or_404(request: MemberRequest, pk: int) -> UnmetNeed:
    own = UnmetNeed.objects.visible_to(request.user).of_organization(request.membership.organization)
    return get_object_or_404(own, pk=pk)
