"""Sheets and collections a member may open; only those of her own organization may she change."""

from django.shortcuts import get_object_or_404

from escale.accounts.access import MemberRequest
from escale.sheets.models import Collection, CollectionQuerySet, ResourceSheet, ResourceSheetQuerySet


def readable(request: MemberRequest) -> ResourceSheetQuerySet:
    """Those of her organization, drafts included, and those that come with Escale."""
    return ResourceSheet.objects.readable_by(request.membership.organization).select_related(
        "organization", "read_again_by", "copied_from"
    )


def readable_or_404(request: MemberRequest, pk: int) -> ResourceSheet:
    return get_object_or_404(readable(request), pk=pk)


def own_or_404(request: MemberRequest, pk: int) -> ResourceSheet:
    return get_object_or_404(readable(request).of_organization(request.membership.organization), pk=pk)


def own_collections(request: MemberRequest) -> CollectionQuerySet:
    return Collection.objects.of_organization(request.membership.organization)


def collection_or_404(request: MemberRequest, pk: int) -> Collection:
    return get_object_or_404(own_collections(request), pk=pk)
