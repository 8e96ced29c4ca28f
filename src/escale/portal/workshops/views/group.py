"""The page of a workshop or of a cycle, where one enrolls with a telephone number."""

from dataclasses import replace
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from escale import limits
from escale.portal import scope
from escale.portal.answers import read_key, submission_of
from escale.portal.guards import public
from escale.portal.links import arrivals
from escale.portal.space import acting
from escale.portal.workshops import group_page, structured, words
from escale.portal.workshops.forms import EnrollForm
from escale.portal.workshops.group_page import AboutGroup
from escale.ui.status import REFUSED
from escale.workshops import enrollment, links
from escale.workshops.enrollment import AlreadyEnrolled, EnrollmentClosed, TooManyEnrollments
from escale.workshops.models import Group

ALREADY = (
    "Une personne de ce prénom est déjà inscrite avec ce numéro. "
    "Pour la retrouver, ouvrez le SMS reçu ou appelez-nous. Pour une autre personne, ajoutez son nom de famille."
)
TOO_MANY = "Ce numéro a déjà plusieurs inscriptions. Appelez-nous : nous faisons la suite avec vous."


@public
@require_http_methods(["GET", "HEAD", "POST"])
def group(request: HttpRequest, slug: str) -> HttpResponse:
    """An isolated workshop: what it is, when, where, and one form."""
    return _page(request, slug, is_cycle=False)


@public
@require_http_methods(["GET", "HEAD", "POST"])
def cycle(request: HttpRequest, slug: str) -> HttpResponse:
    """A cycle: the same, with all its dates and its rules."""
    return _page(request, slug, is_cycle=True)


def _page(request: HttpRequest, slug: str, *, is_cycle: bool) -> HttpResponse:
    found = group_page.find(slug)
    if found is None or not scope.shows(request, found):
        raise Http404
    if found.is_cycle is not is_cycle:
        return redirect(arrivals.carried(words.address(found), arrivals.code_in(request)))
    if request.method == "POST":
        return _enroll(request, found)
    return _shown(request, found, EnrollForm(initial=acting.filled_in(request, found.organization)))


def _enroll(request: HttpRequest, found: Group) -> HttpResponse:
    now, form = timezone.now(), EnrollForm(request.POST)
    limits.take(limits.REQUESTS_PER_ADDRESS, limits.address_of(request), now=now)
    if not form.is_valid():
        return _shown(request, found, form, status=REFUSED)
    limits.take(limits.REQUESTS_PER_NUMBER, form.who.phone, now=now)
    submission = submission_of(_key(request), form.same_form)
    arrival = arrivals.arrival(arrivals.code_in(request), found.organization)
    who = acting.with_own_number(request, replace(form.who, acquisition=arrival.acquisition), found.organization)
    try:
        enrolled = enrollment.enroll_online(found, who, submission=submission, now=now)
    except AlreadyEnrolled:
        form.add_error("first_name", ALREADY)
        return _shown(request, found, form, status=REFUSED)
    except TooManyEnrollments:
        form.add_error(None, TOO_MANY)
        return _shown(request, found, form, status=409)
    except EnrollmentClosed as closed:
        form.add_error(None, closed.why)
        return _shown(request, found, form, status=409)
    acting.end(request)
    arrival.count(made_at=enrolled.created_at, now=now)
    return redirect("portal:enrollment", links.secret_of(enrolled))


def _shown(request: HttpRequest, found: Group, form: EnrollForm, *, status: int = 200) -> HttpResponse:
    about = group_page.about(found, now=timezone.now())
    if about is None:
        raise Http404
    context = {
        "about": about,
        "group": about.group,
        "form": form,
        "key": _key(request),
        "code": arrivals.code_in(request),
        "page_head": structured.head(about),
        "merged_page": _merged_page(about),
        "site_name": found.organization.name,
        "site_phone": about.phone,
    }
    return render(request, "portal/workshops/group.html", context, status=status)


def _merged_page(about: AboutGroup) -> str:
    """Where the sessions of a merged group are held now; "" when the public isn't shown it."""
    into = about.group.merged_into
    return words.address(into) if into and into.is_public else ""


def _key(request: HttpRequest) -> UUID:
    """The key of the form: the one it was first shown with."""
    return read_key(request.POST.get("envoi", ""))
