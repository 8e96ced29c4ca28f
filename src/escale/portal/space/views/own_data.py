"""What we know of her: seen, corrected, taken away, erased; which number we write to, and whether by SMS."""

from django.contrib import messages as notices
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from escale import limits
from escale.activity import correcting
from escale.myspace import agreements, codes, numbers, whose
from escale.myspace.codes import CodeOver, WrongCode
from escale.myspace.copying import WITHOUT_DISCREET
from escale.myspace.models import CodePurpose
from escale.myspace.whose import Visitor
from escale.people import copying, rights
from escale.people.models import Beneficiary
from escale.portal.space import session, tries
from escale.portal.space.context import of as about
from escale.portal.space.forms import CodeForm, EraseOwnForm, NewNumberForm, OwnFileForm
from escale.portal.space.guards import with_proof
from escale.portal.space.session import Visit
from escale.ui.status import status_of

NEW_CODE = "new_code"


@with_proof
@require_safe
def data(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Each organization apart: what its file says, and what she can do with it."""
    files, now = whose.files_of(visit.visitor), timezone.now()
    context = about(visit) | {
        "files": files,
        "gets_sms": numbers.gets_sms(visit.visitor.phone),
        "helpers": agreements.helpers_of(files, now=now),
    }
    return render(request, "portal/space/data.html", context)


@with_proof
@require_http_methods(["GET", "HEAD", "POST"])
def correct(request: HttpRequest, visit: Visit, pk: int) -> HttpResponse:
    """Correct one file; her first name is corrected in each, so that all of them stay hers."""
    person, now = _own(visit, pk), timezone.now()
    form = OwnFileForm(request.POST or None, person=person)
    if request.method == "POST" and form.is_valid():
        limits.take(tries.CHANGES_PER_NUMBER, visit.visitor.phone, now=now)
        first_name = form.cleaned_data["first_name"]
        correcting.correct_file(person, first_name=first_name, details=form.details(), by=None, now=now)
        for other in whose.files_of(visit.visitor):
            correcting.correct_file(other, first_name=first_name, details={}, by=None, now=now)
        session.rename(request, _renamed(visit.visitor, first_name=first_name))
        notices.success(request, "C’est corrigé. Les prochains messages en tiennent compte.")
        return redirect("portal:space-data")
    context = about(visit) | {"person": person, "form": form}
    return render(request, "portal/space/correct.html", context, status=status_of(form))


@with_proof
@require_http_methods(["GET", "HEAD", "POST"])
def number(request: HttpRequest, visit: Visit) -> HttpResponse:
    """The new number first: a code goes there."""
    now = timezone.now()
    form = NewNumberForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        phone, files = form.cleaned_data["phone"], whose.files_of(visit.visitor)
        if phone == visit.visitor.phone:
            form.add_error("phone", "C’est déjà ce numéro. Rien ne change.")
        else:
            limits.take(tries.CODES_PER_ADDRESS, limits.address_of(request), now=now)
            limits.take(tries.NEW_NUMBERS_PER_NUMBER, visit.visitor.phone, now=now)
            limits.take(tries.CODES_PER_NUMBER, phone, now=now)
            # Known or not, the new number may hear of it: whoever asks has proved her own.
            organization = files[0].organization if files else whose.organization_for(visit.visitor.phone, now=now)
            asked = codes.ask(phone, purpose=CodePurpose.NEW_NUMBER, organization=organization, now=now)
            session.keep(request, NEW_CODE, asked.pk)
            return redirect("portal:space-number-code")
    return render(request, "portal/space/new_number.html", about(visit) | {"form": form}, status=status_of(form))


@with_proof
@require_http_methods(["GET", "HEAD", "POST"])
def number_code(request: HttpRequest, visit: Visit) -> HttpResponse:
    """The code the new number received: then everything of hers goes there."""
    now, awaited = timezone.now(), session.kept(request, NEW_CODE)
    if awaited is None:
        return redirect("portal:space-number")
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        limits.take(tries.TRIES_PER_ADDRESS, limits.address_of(request), now=now)
        try:
            phone = codes.use(awaited, form.cleaned_data["code"], purpose=CodePurpose.NEW_NUMBER, now=now)
        except WrongCode:
            form.add_error("code", CodeForm.WRONG)
        except CodeOver:
            form.add_error("code", CodeForm.OVER)
        else:
            numbers.change_number(visit.visitor, whose.files_of(visit.visitor), phone=phone, now=now)
            session.keep(request, NEW_CODE, None)
            session.rename(request, _renamed(visit.visitor, phone=phone))
            notices.success(request, "C’est fait. Nous écrivons maintenant à votre nouveau numéro.")
            return redirect("portal:space-data")
    return render(request, "portal/space/new_code.html", about(visit) | {"form": form}, status=status_of(form))


@with_proof
@require_POST
def sms(request: HttpRequest, visit: Visit) -> HttpResponse:
    """No more SMS to this number, or SMS again."""
    phone, now = visit.visitor.phone, timezone.now()
    limits.take(tries.CHANGES_PER_NUMBER, phone, now=now)
    if request.POST.get("sms") == "oui":
        numbers.accept_sms(phone)
        notices.success(request, "C’est noté : nous vous écrivons de nouveau par SMS.")
    else:
        numbers.refuse_sms(phone, now=now)
        notices.success(request, "C’est noté : plus de SMS à ce numéro. Pour un rappel, nous appelons.")
    return redirect("portal:space-data")


@with_proof
@require_POST
def copy(request: HttpRequest, visit: Visit, pk: int) -> HttpResponse:
    """All that one organization knows of her: to read and print, or for another software."""
    person, now = _own(visit, pk), timezone.now()
    limits.take(tries.COPIES_PER_NUMBER, visit.visitor.phone, now=now)
    if request.POST.get("format") == "json":
        return copying.as_json(person, without=WITHOUT_DISCREET)
    try:
        return copying.as_pdf(person, without=WITHOUT_DISCREET, now=now)
    except copying.CannotPrint:
        notices.error(
            request, "Ce site ne sait pas faire de PDF pour le moment. Demandez la copie au lieu qui vous reçoit."
        )
        return redirect("portal:space-data")


@with_proof
@require_http_methods(["GET", "HEAD", "POST"])
def erase(request: HttpRequest, visit: Visit, pk: int) -> HttpResponse:
    """Be forgotten by one organization, at once and for ever; what is still to come is called off first."""
    person, now = _own(visit, pk), timezone.now()
    form = EraseOwnForm(request.POST or None, person=person)
    if request.method == "POST" and form.is_valid():
        try:
            agreements.forget(person, now=now)
        except rights.StillExpected:
            return redirect("portal:space-erase", pk)
        left = whose.files_of(visit.visitor)
        if left:
            notices.success(request, f"Votre fiche est effacée chez {person.organization.name}.")
            return redirect("portal:space-data")
        session.close(request)
        return redirect("portal:space-erased")
    context = about(visit) | {"person": person, "form": form, "is_expected": rights.is_expected(person, now=now)}
    return render(request, "portal/space/erase.html", context, status=status_of(form))


def _own(visit: Visit, pk: int) -> Beneficiary:
    """One of her own files; another’s doesn't exist for her."""
    for person in whose.files_of(visit.visitor):
        if person.pk == pk:
            return person
    raise Http404


def _renamed(visitor: Visitor, *, first_name: str = "", phone: str = "") -> Visitor:
    return Visitor(
        phone=phone or visitor.phone, first_name=first_name or visitor.first_name, is_proven=visitor.is_proven
    )
