"""Booking for somebody with her agreement: the page of the number is filled in, so that it goes to her own file."""

from typing import Any

from django.http import HttpRequest
from django.utils import timezone

from escale.accounts.models import Organization
from escale.myspace import agreements
from escale.myspace.models import HelperAgreement
from escale.portal.forms import ME, THEM
from escale.portal.space import session

ACTING = "acting"


def begin(request: HttpRequest, agreement: HelperAgreement) -> None:
    """Remember for whom, as long as the space is open."""
    session.keep(request, ACTING, agreement.pk)


def filled_in(request: HttpRequest, organization: Organization) -> dict[str, Any]:
    """What the number page of this organization says at first: nothing, unless one acts for somebody it knows."""
    now, pk = timezone.now(), session.kept(request, ACTING)
    visit = session.visit(request, now=now) if pk is not None else None
    if visit is None or not visit.visitor.is_proven:
        return {}
    for agreement in agreements.helped_by(visit.visitor, now=now):
        if agreement.pk == pk and agreement.organization_id == organization.pk:
            person = agreement.person
            return {
                "for_someone": True,
                "first_name": agreement.helper_name,
                "phone": agreement.helper_phone,
                "person_first_name": person.first_name,
                "last_name": person.last_name,
                "person_phone": person.phone,
                "messages_to": THEM if person.phone else ME,
            }
    return {}
