"""Referrals and partners of the member’s own organization; those of another don’t exist for her."""

from django.shortcuts import get_object_or_404

from escale.accounts.access import MemberRequest
from escale.directory.models import Partner, PartnerQuerySet, Referral, ReferralQuerySet


def own_referrals(request: MemberRequest) -> ReferralQuerySet:
    return Referral.objects.visible_to(request.user).of_organization(request.membership.organization)


def referral_or_404(request: MemberRequest, pk: int) -> Referral:
    return get_object_or_404(own_referrals(request).with_everything_shown(), pk=pk)


def own_partners(request: MemberRequest) -> PartnerQuerySet:
    return Partner.objects.visible_to(request.user).of_organization(request.membership.organization)
