"""The page behind the secret address of an enrollment: see, answer, call off. Opening it never changes anything."""

from collections.abc import Callable

from django.contrib import messages as notices
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from escale.activity import hearing
from escale.people.models import Acquisition
from escale.portal import heard
from escale.portal.forms import AcquisitionForm
from escale.portal.guards import public, with_enrollment
from escale.portal.progress import asked
from escale.portal.workshops import calendar, enrollment_page
from escale.sheets import attaching
from escale.workshops import canceling, links, waiting_list
from escale.workshops.canceling import AlreadyLeft
from escale.workshops.models import Enrollment, EnrollmentState
from escale.workshops.waiting_list import NoSeat, OfferOver

OVER = "Cette inscription est déjà terminée."
OFFER_OVER = "Cette place n’est plus gardée pour vous. Pour la suite, un appel suffit."


@with_enrollment
@require_safe
def enrollment(request: HttpRequest, found: Enrollment) -> HttpResponse:
    """Where she stands, the dates, what to bring, and what she may still do."""
    now = timezone.now()
    about = enrollment_page.about(found, now=now)
    context = {
        "about": about,
        "asked": asked.of(found, now=now),
        "enrollment": found,
        "group": found.group,
        "secret": links.secret_of(found),
        "sheets": attaching.to_take_home(found.group.workshop_id) if about.has_begun else [],
        "heard": heard.of(request, found.organization, found.acquisition),
        "site_name": found.organization.name,
        "site_phone": about.phone,
    }
    return render(request, "portal/workshops/enrollment.html", context)


@with_enrollment
@require_POST
def cancel(request: HttpRequest, found: Enrollment) -> HttpResponse:
    """Come no more, or wait no more; the seat goes to whoever waits."""
    was_waiting = found.state == EnrollmentState.WAITING
    said = "C’est noté : vous n’attendez plus." if was_waiting else "C’est annulé. Merci de nous avoir prévenus."
    return _doing(request, found, lambda: canceling.cancel_by_person(found, now=timezone.now()), said=said)


@with_enrollment
@require_POST
def accept(request: HttpRequest, found: Enrollment) -> HttpResponse:
    """Take the seat; saying yes twice takes it once."""
    return _doing(request, found, lambda: waiting_list.accept(found, now=timezone.now()), said="C’est noté.")


@with_enrollment
@require_POST
def decline(request: HttpRequest, found: Enrollment) -> HttpResponse:
    """Leave the seat to the next."""
    said = "C’est noté. Merci de nous l’avoir dit."
    return _doing(request, found, lambda: waiting_list.decline(found, now=timezone.now()), said=said)


@with_enrollment
@require_POST
def known(request: HttpRequest, found: Enrollment) -> HttpResponse:
    """How the person heard of us: one tap, if she wants."""
    form = AcquisitionForm(request.POST)
    if form.is_valid():
        hearing.note_of_enrollment(found, Acquisition(form.cleaned_data["acquisition"]))
    thanked = {heard.THANKED: ""} if form.is_valid() else None
    return redirect(reverse("portal:enrollment", args=[links.secret_of(found)], query=thanked))


@with_enrollment
@require_safe
def entries(request: HttpRequest, found: Enrollment) -> HttpResponse:
    """The sessions for one's own calendar."""
    text = calendar.entries_of(found, now=timezone.now())
    response = HttpResponse(text, content_type="text/calendar; charset=utf-8")
    response.headers["Content-Disposition"] = 'attachment; filename="atelier.ics"'
    return response


@public
@require_safe
def short(request: HttpRequest, secret: str) -> HttpResponse:
    """The address an SMS carries: as short as can be, it leads to the page."""
    return redirect("portal:enrollment", secret)


def _doing(request: HttpRequest, found: Enrollment, do: Callable[[], object], *, said: str) -> HttpResponse:
    """Do it, then come back to the page, which says what was done or why it couldn't be."""
    try:
        do()
    except AlreadyLeft:
        notices.warning(request, OVER)
    except (OfferOver, NoSeat):
        notices.warning(request, OFFER_OVER)
    else:
        notices.success(request, said)
    return redirect("portal:enrollment", links.secret_of(found))
