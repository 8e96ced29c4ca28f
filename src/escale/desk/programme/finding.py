"""The programme and the date a page is about; another organization's don't exist."""

from django.shortcuts import get_object_or_404

from escale.accounts.access import MemberRequest
from escale.programme.models import Programme, ProgrammeSlot


def programme_or_404(request: MemberRequest, pk: int, *, thrown_away: bool = False) -> Programme:
    own = Programme.objects.visible_to(request.user).of_organization(request.membership.organization)
    found = own if thrown_away else own.standing()
    return get_object_or_404(found.select_related("organization"), pk=pk)


def slot_or_404(request: MemberRequest, pk: int) -> ProgrammeSlot:
    own = ProgrammeSlot.objects.visible_to(request.user).of_organization(request.membership.organization)
    standing = own.filter(programme__archived_at=None).with_everything_shown()
    return get_object_or_404(standing.select_related("programme__organization"), pk=pk)


def slots_of(programme: Programme) -> list[ProgrammeSlot]:
    """Its dates in order, with the sessions of those published."""
    shown = ProgrammeSlot.objects.filter(programme=programme).with_everything_shown()
    return list(shown.prefetch_related("group__sessions__venue", "group__sessions__group").by_date())
