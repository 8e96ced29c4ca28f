"""Sources and offers of the member's own organization; those of another don't exist for her."""

from django.shortcuts import get_object_or_404

from escale.accounts.access import MemberRequest
from escale.offers.models import ForeignOffer, Source, SourceQuerySet


def own_sources(request: MemberRequest) -> SourceQuerySet:
    return Source.objects.visible_to(request.user).of_organization(request.membership.organization)


def source_or_404(request: MemberRequest, pk: int) -> Source:
    return get_object_or_404(own_sources(request), pk=pk)


def offer_or_404(request: MemberRequest, pk: int) -> ForeignOffer:
    offers = ForeignOffer.objects.filter(source__in=own_sources(request)).select_related("source")
    return get_object_or_404(offers, pk=pk)
