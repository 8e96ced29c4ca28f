"""Rows of the member's own organization; those of another don't exist for her."""

from django.shortcuts import get_object_or_404

from escale.accounts.access import MemberRequest
from escale.appointments.models import Appointment
from escale.db import once
from escale.people.models import Beneficiary


def appointment_or_404(request: MemberRequest, pk: int) -> Appointment:
    own = Appointment.objects.visible_to(request.user).of_organization(request.membership.organization)
    return get_object_or_404(own.with_everything_shown().with_meetings_before(), pk=pk)


def person_or_404(request: MemberRequest, pk: int) -> Beneficiary:
    """Her file, read once a request: what guards a page asks for it before the page does."""
    return once(request, f"person {pk}", lambda: _person(request, pk))


def _person(request: MemberRequest, pk: int) -> Beneficiary:
    own = Beneficiary.objects.visible_to(request.user).of_organization(request.membership.organization)
    person = get_object_or_404(own, pk=pk)
    person.organization = request.membership.organization
    return person
