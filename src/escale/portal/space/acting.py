"""Booking for somebody with her agreement: the page of the number is filled in, so that it goes to her own file."""

from dataclasses import replace
from typing import Any

from django.http import HttpRequest
from django.utils import timezone

from escale.accounts.models import Organization
from escale.myspace import agreements, whose
from escale.myspace.models import HelperAgreement
from escale.portal.forms import ME, THEM
from escale.portal.space import session
from escale.workshops.enrollment import Who

ACTING = "acting"


def begin(request: HttpRequest, agreement: HelperAgreement) -> None:
    """Remember for whom, as long as the space is open."""
    session.keep(request, ACTING, agreement.pk)


def end(request: HttpRequest) -> None:
    """It is taken: the next page is about nobody in particular."""
    if session.kept(request, ACTING) is not None:
        session.keep(request, ACTING, None)


def filled_in(request: HttpRequest, organization: Organization) -> dict[str, Any]:
    """What the form of this organization says at first: nothing, unless one acts for somebody it knows."""
    agreement = _of(request, organization)
    if agreement is None:
        return {}
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


def with_own_number(request: HttpRequest, who: Who, organization: Organization) -> Who:
    """Whom one enrolls, with her own number instead of the relative’s, when one acts for her: her own file is found."""
    agreement = _of(request, organization)
    if (
        agreement is None
        or not agreement.person.phone
        or whose.same(who.first_name) != whose.same(agreement.person.first_name)
    ):
        return who
    return replace(who, phone=agreement.person.phone)


def _of(request: HttpRequest, organization: Organization) -> HelperAgreement | None:
    """The agreement one acts by, as long as it stands, with an organization it is about."""
    now, pk = timezone.now(), session.kept(request, ACTING)
    visit = session.visit(request, now=now) if pk is not None else None
    if visit is None or not visit.visitor.is_proven:
        return None
    standing = agreements.helped_by(visit.visitor, now=now)
    return next((each for each in standing if each.pk == pk and each.organization_id == organization.pk), None)
