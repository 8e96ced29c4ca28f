"""How one's own space opens, stays open and closes: a number, a code, a first name; or the address one of our SMS gave."""

from datetime import datetime

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from escale import limits
from escale.appointments.models import Appointment, BookedVia, WaitingEntry
from escale.myspace import codes, planned, whose
from escale.myspace.codes import CodeOver, WrongCode
from escale.myspace.models import CodePurpose
from escale.myspace.whose import Visitor
from escale.outbox.limits import can_receive_sms
from escale.portal.guards import public, with_appointment, with_enrollment, with_place
from escale.portal.space import page, session, tries
from escale.portal.space.context import of as about
from escale.portal.space.forms import CodeForm, NameForm, NumberForm
from escale.portal.space.guards import private, with_space
from escale.portal.space.session import Visit
from escale.ui.status import status_of
from escale.workshops.models import EnrolledVia, Enrollment

NOT_FOUND = (
    "Nous ne trouvons pas ce prénom avec ce numéro. Écrivez-le comme vous l’avez donné, sans le nom. "
    "Sinon, un appel suffit."
)


@private
@require_http_methods(["GET", "HEAD", "POST"])
def space(request: HttpRequest) -> HttpResponse:
    """What is planned, once the space is open; the number to send a code to, before."""
    now = timezone.now()
    visit = session.visit(request, now=now)
    if request.method != "POST" and visit is not None:
        return _overview(request, visit)
    form = NumberForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        return _send_code(request, form.cleaned_data["phone"], now=now)
    context = {"form": form, "demo": settings.DEMO_SPACE if settings.DEMO else ()}
    return render(request, "portal/space/number.html", context, status=status_of(form))


@private
@require_http_methods(["GET", "HEAD", "POST"])
def code(request: HttpRequest) -> HttpResponse:
    """The digits of the SMS, in the browser that asked for them. The page is the same whether one was sent or not."""
    now, awaited = timezone.now(), session.awaited(request)
    if awaited is None:
        return redirect("portal:space")
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        limits.take(tries.TRIES_PER_ADDRESS, limits.address_of(request), now=now)
        try:
            phone = codes.use(awaited, form.cleaned_data["code"], purpose=CodePurpose.OPEN, now=now)
        except WrongCode:
            form.add_error("code", CodeForm.WRONG)
        except CodeOver:
            form.add_error("code", CodeForm.OVER)
        else:
            session.await_name(request, phone, now=now)
            return redirect("portal:space-name")
    return render(request, "portal/space/code.html", {"form": form}, status=status_of(form))


@private
@require_http_methods(["GET", "HEAD", "POST"])
def first_name(request: HttpRequest) -> HttpResponse:
    """Whose space it is, asked always: it says nothing of whether two people share the number."""
    now = timezone.now()
    phone = session.proved(request, now=now)
    if not phone:
        return redirect("portal:space")
    form = NameForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        limits.take(tries.NAMES_PER_NUMBER, phone, now=now)
        visitor = Visitor(phone=phone, first_name=form.cleaned_data["first_name"], is_proven=True)
        if whose.knows(visitor):
            session.open_for(request, whose.as_written(visitor), now=now)
            return redirect("portal:space")
        form.add_error("first_name", NOT_FOUND)
    return render(request, "portal/space/first_name.html", {"form": form}, status=status_of(form))


@with_space
@require_safe
def prove(request: HttpRequest, visit: Visit) -> HttpResponse:
    """She came by the address of an SMS: what is in her file wants a code."""
    if visit.visitor.is_proven:
        return redirect("portal:space-data")
    return render(request, "portal/space/prove.html", about(visit) | {"form": NumberForm()})


@with_space
@require_POST
def stay(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Half an hour more."""
    session.stay(request, now=timezone.now())
    return redirect("portal:space")


@private
@require_POST
def leave(request: HttpRequest) -> HttpResponse:
    """Nothing is left in this browser, even once the time is over."""
    session.close(request)
    return redirect("portal:space-closed")


@public
@require_safe
def closed(request: HttpRequest) -> HttpResponse:
    """It is closed, and what to do on a shared computer."""
    return render(request, "portal/space/closed.html")


@public
@require_safe
def erased(request: HttpRequest) -> HttpResponse:
    """Her last file is gone, and her space with it."""
    return render(request, "portal/space/erased.html")


@with_appointment
@require_POST
def from_appointment(request: HttpRequest, booked: Appointment) -> HttpResponse:
    by_sms_alone = booked.booked_via == BookedVia.STAFF
    return _open(request, booked.contact_phone, booked.person.first_name, by_sms_alone=by_sms_alone)


@with_enrollment
@require_POST
def from_enrollment(request: HttpRequest, enrollment: Enrollment) -> HttpResponse:
    by_sms_alone = enrollment.via in {EnrolledVia.STAFF, EnrolledVia.INVITATION}
    return _open(request, enrollment.contact_phone, enrollment.person.first_name, by_sms_alone=by_sms_alone)


@with_place
@require_POST
def from_place(request: HttpRequest, entry: WaitingEntry) -> HttpResponse:
    """Whoever waits for any hour isn't shown the address of her place; for an earlier one, she comes from her appointment."""
    by_sms_alone = entry.appointment_id is None or entry.added_by_id is not None
    return _open(request, entry.phone, entry.first_name, by_sms_alone=by_sms_alone)


def _open(request: HttpRequest, phone: str, name: str, *, by_sms_alone: bool) -> HttpResponse:
    """Open what the number that received this address may see without a code; an address sent by mail has no number.

    Whoever books online reads the address on her own screen, whatever number she wrote: only one that leaves by SMS alone
    shows that she holds the telephone. For any other, a code leaves.
    """
    now = timezone.now()
    visit, visitor = session.visit(request, now=now), Visitor(phone=phone, first_name=name, is_proven=False)
    is_open = visit is not None and visit.visitor.phone == phone and visit.visitor.is_called(name)
    if phone and not is_open:
        if by_sms_alone:
            session.open_for(request, visitor, now=now)
        elif can_receive_sms(phone):
            return _send_code(request, phone, now=now)
    return redirect("portal:space")


def _send_code(request: HttpRequest, phone: str, *, now: datetime) -> HttpResponse:
    """Send a code to this number, if anybody knows it, and wait for its digits in this browser."""
    limits.take(tries.CODES_PER_ADDRESS, limits.address_of(request), now=now)
    limits.take(tries.CODES_PER_NUMBER, phone, now=now)
    organization = whose.organization_for(phone, now=now)
    asked = codes.ask(phone, purpose=CodePurpose.OPEN, organization=organization, now=now)
    session.await_code(request, asked)
    return redirect("portal:space-code")


def _overview(request: HttpRequest, visit: Visit) -> HttpResponse:
    visitor, now = visit.visitor, timezone.now()
    files = whose.files_of(visitor)
    known = page.known_by(planned.for_visitor(visitor, files, now=now), files, visitor)
    context = about(visit) | {"known": known}
    if len(known) == 1:
        context |= {"site_phone": known[0].organization.phone}
    return render(request, "portal/space/overview.html", context)
