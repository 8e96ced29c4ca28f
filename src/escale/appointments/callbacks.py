"""People who asked to be called: a task on the desk until somebody did it."""

from datetime import datetime
from uuid import UUID

from escale.accounts.models import Membership, Organization
from escale.appointments.models import CallbackRequest, Reason


def ask(
    *,
    organization: Organization,
    reason: Reason | None,
    first_name: str,
    phone: str,
    wish: str,
    submission: UUID,
    now: datetime,
) -> CallbackRequest:
    """Note that somebody wants to be called; the same submission again gives the same request."""
    request, _ = CallbackRequest.objects.get_or_create(
        submission=submission,
        defaults={
            "organization": organization,
            "reason": reason,
            "first_name": first_name,
            "phone": phone,
            "wish": wish,
            "created_at": now,
        },
    )
    return request


def done(request: CallbackRequest, *, by: Membership, now: datetime) -> None:
    """Note that the person was called."""
    CallbackRequest.objects.open().filter(pk=request.pk).update(done_at=now, done_by=by.user)


def reopen(request: CallbackRequest) -> None:
    """Undo: the person is still to be called."""
    CallbackRequest.objects.filter(pk=request.pk).update(done_at=None, done_by=None)
