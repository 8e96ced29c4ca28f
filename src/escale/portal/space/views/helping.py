"""The people one books for, with their agreement; and the page where each of them says yes, no, or stop."""

from collections.abc import Callable

from django.contrib import messages as notices
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from escale import limits
from escale.appointments import canceling as appointments
from escale.appointments.models import Appointment
from escale.appointments.moving import NotExpected, TooLate
from escale.myspace import agreements, whose
from escale.myspace import planned as planning
from escale.myspace.agreements import NotWaiting
from escale.myspace.models import EndedBy, HelperAgreement
from escale.portal.guards import with_agreement
from escale.portal.space import acting, page, tries
from escale.portal.space.context import of as about
from escale.portal.space.forms import HelpedForm
from escale.portal.space.guards import with_proof
from escale.portal.space.session import Visit
from escale.ui.status import status_of
from escale.workshops import canceling as enrollments
from escale.workshops.canceling import AlreadyLeft
from escale.workshops.models import Enrollment

YES = "oui"
SAID = "Si cette personne est connue avec ce numéro, elle reçoit un SMS. Elle répond par oui ou par non."


@with_proof
@require_http_methods(["GET", "HEAD", "POST"])
def helped(request: HttpRequest, visit: Visit) -> HttpResponse:
    """For whom one may act, and a form to ask one more; the answer doesn't tell whether anybody has that number."""
    visitor, now = visit.visitor, timezone.now()
    form = HelpedForm(request.POST or None, own=visitor.phone, initial={"helper_name": visitor.first_name})
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        limits.take(tries.ASKS_PER_NUMBER, visitor.phone, now=now)
        limits.take(tries.ASKS_OF_NUMBER, said["phone"], now=now)
        agreements.ask(
            helper_name=said["helper_name"],
            helper_phone=visitor.phone,
            first_name=said["first_name"],
            phone=said["phone"],
            now=now,
        )
        notices.success(request, SAID)
        return redirect("portal:space-helped")
    context = about(visit) | {
        "form": form,
        "helped": agreements.helped_by(visitor, now=now),
        "helpers": agreements.helpers_of(whose.files_of(visitor), now=now),
    }
    return render(request, "portal/space/helped.html", context, status=status_of(form))


@with_proof
@require_safe
def helped_person(request: HttpRequest, visit: Visit, pk: int) -> HttpResponse:
    """What is planned for her, with a button to call off, and one to book."""
    agreement, now = _live(visit, pk), timezone.now()
    lines = page.for_helper(planning.for_person(agreement.person, now=now), now=now)
    context = about(visit) | {
        "agreement": agreement,
        "lines": lines,
        "site_phone": agreement.organization.phone,
        "site_name": agreement.organization.name,
    }
    return render(request, "portal/space/helped_person.html", context)


@with_proof
@require_POST
def book(request: HttpRequest, visit: Visit, pk: int) -> HttpResponse:
    """To the booking of her organization, or to its workshops: the form is filled in for her."""
    agreement = _live(visit, pk)
    acting.begin(request, agreement)
    slug = agreement.organization.slug
    if request.POST.get("quoi") == "atelier":
        return redirect(reverse("portal:activities", query={"structure": slug}))
    return redirect(reverse("portal:booking-subject", args=[slug], query={"pour": "proche"}))


@with_proof
@require_POST
def cancel_appointment(request: HttpRequest, visit: Visit, pk: int, planned: int) -> HttpResponse:
    agreement, now = _live(visit, pk), timezone.now()
    coming = Appointment.objects.upcoming(now=now).filter(person=agreement.person, reason__discreet=False)
    found = coming.one(pk=planned)
    if found is None:
        raise Http404
    why = f"Annulé par {agreement.helper_name}, avec son accord."
    return _doing(request, agreement, lambda: appointments.cancel_by_person(found, why=why, now=now))


@with_proof
@require_POST
def cancel_enrollment(request: HttpRequest, visit: Visit, pk: int, planned: int) -> HttpResponse:
    agreement, now = _live(visit, pk), timezone.now()
    found = Enrollment.objects.live().filter(person=agreement.person).one(pk=planned)
    if found is None:
        raise Http404
    return _doing(request, agreement, lambda: enrollments.cancel_by_person(found, now=now))


@with_proof
@require_POST
def stop(request: HttpRequest, visit: Visit, pk: int) -> HttpResponse:
    """Stop an agreement: she who gave it, or the relative who has it."""
    visitor, now = visit.visitor, timezone.now()
    standing = HelperAgreement.objects.with_everything_shown().one(pk=pk)
    mine = {person.pk for person in whose.files_of(visitor)}
    if standing is not None and standing.person_id in mine:
        by = EndedBy.PERSON
    elif standing is not None and standing.helper_phone == visitor.phone and visitor.is_called(standing.helper_name):
        by = EndedBy.HELPER
    else:
        raise Http404
    agreements.stop(standing, by=by, now=now)
    notices.success(request, "C’est arrêté. Plus rien ne peut être vu ni réservé avec cet accord.")
    return redirect("portal:space-data" if by == EndedBy.PERSON else "portal:space-helped")


@with_agreement
@require_safe
def agreement(request: HttpRequest, found: HelperAgreement) -> HttpResponse:
    """What is asked, while it is asked; the button that stops it, while it stands; else a sentence."""
    now = timezone.now()
    context = {
        "agreement": found,
        "asks": found.may_answer(now=now),
        "is_live": found.is_live(now=now),
        "was_ended": found.ended_at is not None or found.refused_at is not None,
        "secret": _secret(request),
        "site_name": found.organization.name,
        "site_phone": found.organization.phone,
    }
    return render(request, "portal/space/agreement.html", context)


@with_agreement
@require_POST
def answer(request: HttpRequest, found: HelperAgreement) -> HttpResponse:
    """Her yes, her no, or her stop."""
    now, said = timezone.now(), request.POST.get("reponse")
    limits.take(tries.PER_AGREEMENT, str(found.pk), now=now)
    try:
        if said == YES:
            agreements.agree(found, now=now)
        elif found.is_live(now=now):
            agreements.stop(found, by=EndedBy.PERSON, now=now)
        else:
            agreements.refuse(found, now=now)
    except NotWaiting:
        pass  # Answered from elsewhere meanwhile: the page says where it stands.
    return redirect("portal:agreement", _secret(request))


def _live(visit: Visit, pk: int) -> HelperAgreement:
    for each in agreements.helped_by(visit.visitor, now=timezone.now()):
        if each.pk == pk:
            return each
    raise Http404


def _doing(request: HttpRequest, agreement: HelperAgreement, do: Callable[[], object]) -> HttpResponse:
    """Do it, then say on her page what was done, or why it couldn't be."""
    try:
        do()
    except TooLate:
        notices.warning(request, "C’est trop tard pour le faire ici. Un appel suffit.")
    except (NotExpected, AlreadyLeft):
        notices.warning(request, "C’était déjà annulé.")
    else:
        notices.success(request, "C’est annulé. La place va à une autre personne.")
    return redirect("portal:space-helped-person", agreement.pk)


def _secret(request: HttpRequest) -> str:
    """The one she came with: made again with a new key of the instance, it would take the button that stops away."""
    return str(request.resolver_match.kwargs["secret"]) if request.resolver_match else ""
