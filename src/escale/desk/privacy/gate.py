"""What stands in front of a person's file: whoever doesn't accompany her says why first; each page leaves its line."""

from functools import wraps
from typing import Protocol

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone

from escale.accounts.access import MemberRequest
from escale.desk.finding import person_or_404
from escale.desk.privacy.forms import ReasonForm
from escale.people import reading
from escale.people.models import Beneficiary, ReadKind
from escale.people.reading import Access
from escale.ui.status import REFUSED

NOTED = "reading_noted"
"""Key of the session: the file whose next page was already noted, with the reason for it."""


class FileView(Protocol):
    """A page or a gesture about the file whose number is in its address."""

    def __call__(self, request: MemberRequest, /, pk: int) -> HttpResponse: ...


def opens_file(view: FileView) -> FileView:
    """For a page that shows a file whole. Each time it is shown, exactly one line is written."""

    @wraps(view)
    def noted(request: MemberRequest, /, pk: int) -> HttpResponse:
        if request.method == "GET":
            _note(request, person_or_404(request, pk))
        return view(request, pk)

    return within_file(noted)


def within_file(view: FileView) -> FileView:
    """For a gesture on a file somebody has already opened: the same question first, no line of its own."""

    @wraps(view)
    def guarded(request: MemberRequest, /, pk: int) -> HttpResponse:
        person = person_or_404(request, pk)
        access = reading.access(person, reader=request.membership, now=timezone.now())
        return ask_why(request, person, ReasonForm()) if access == Access.ASK_REASON else view(request, pk)

    return guarded


def ask_why(request: MemberRequest, person: Beneficiary, form: ReasonForm) -> HttpResponse:
    """Show who it is, as on the telephone, and ask why her file is opened."""
    status = REFUSED if form.is_bound else 200
    return render(request, "desk/privacy/reason.html", {"person": person, "form": form}, status=status)


def _note(request: MemberRequest, person: Beneficiary) -> None:
    # The reason is written when it is given: the page that follows is that same reading.
    if request.session.pop(NOTED, None) != person.pk:
        reading.note(person, by=request.membership, kind=ReadKind.OPENED, now=timezone.now())
