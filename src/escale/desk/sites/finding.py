"""Accounts and publications of the member's own organization; those of another don't exist for her."""

from django.shortcuts import get_object_or_404

from escale.accounts.access import MemberRequest
from escale.publishing.models import Connection, Publication


def connection_or_404(request: MemberRequest, pk: int) -> Connection:
    own = Connection.objects.visible_to(request.user).of_organization(request.membership.organization)
    return get_object_or_404(own, pk=pk)


def publication_or_404(request: MemberRequest, pk: int) -> Publication:
    own = Connection.objects.visible_to(request.user).of_organization(request.membership.organization)
    return get_object_or_404(Publication.objects.filter(connection__in=own).select_related("group"), pk=pk)
