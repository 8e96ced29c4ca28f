"""Lists, addresses and mails of the member's own organization; those of another don't exist for her."""

from django.shortcuts import get_object_or_404

from escale.accounts.access import MemberRequest
from escale.publishing.models import MonthlyMail, Recipient, RecipientList


def list_or_404(request: MemberRequest, pk: int) -> RecipientList:
    own = RecipientList.objects.visible_to(request.user).of_organization(request.membership.organization)
    return get_object_or_404(own.select_related("organization"), pk=pk)


def recipient_or_404(request: MemberRequest, pk: int) -> Recipient:
    own = Recipient.objects.visible_to(request.user).of_organization(request.membership.organization)
    return get_object_or_404(own.select_related("organization", "list"), pk=pk)


def mail_or_404(request: MemberRequest, pk: int) -> MonthlyMail:
    own = MonthlyMail.objects.visible_to(request.user).of_organization(request.membership.organization)
    mail = get_object_or_404(own.select_related("reviewed_by"), pk=pk)
    mail.organization = request.membership.organization
    return mail
