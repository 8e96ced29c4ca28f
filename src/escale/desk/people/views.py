"""The people of the organization: the list, a file, opening and correcting one."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from escale.accounts import rules
from escale.accounts.access import MemberRequest, requires
from escale.activity import correcting
from escale.desk.finding import person_or_404
from escale.desk.people import listing, page
from escale.desk.people import sheet as sheets
from escale.desk.people.forms import PersonForm
from escale.desk.privacy import gate
from escale.desk.today import today_of
from escale.french.elision import of
from escale.people import reading, registration
from escale.people.duplicates import Likeness
from escale.people.models import Beneficiary, ReadKind
from escale.places.zones import zone_of
from escale.ui.status import REFUSED

PER_PAGE = 25


@require_safe
@requires(rules.may_book)
def people(request: MemberRequest) -> HttpResponse:
    reader, now = request.membership, timezone.now()
    asked = listing.Asked.read(request.GET.dict())
    shown = Paginator(listing.find(asked, reader=reader, now=now), PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "page": shown,
        "asked": asked,
        "rows": listing.rows(list(shown), zone=zone_of(reader.organization), now=now),
        "views": listing.VIEWS.items(),
        "orders": listing.ORDERS.items(),
        "silences": listing.WITHOUT_CONTACT.items(),
        "sees_files": rules.may_see_notes(reader),
    }
    template = "desk/people/found.html" if request.headers.get("HX-Request") else "desk/people/list.html"
    return render(request, template, context)


@require_safe
@requires(rules.may_book)
@gate.opens_file
def person(request: MemberRequest, pk: int) -> HttpResponse:
    shown = person_or_404(request, pk)
    return render(request, "desk/people/person.html", page.of(shown, reader=request.membership, now=timezone.now()))


@require_safe
@requires(rules.may_see_notes)
@gate.within_file
def sheet(request: MemberRequest, pk: int) -> HttpResponse:
    """The sheet the person takes home; it leaves its line, as whatever is printed."""
    shown, now = person_or_404(request, pk), timezone.now()
    reading.note(shown, by=request.membership, kind=ReadKind.PRINTED, now=now)
    context = {"person": shown, "sheet": sheets.of(shown, now=now), "today": today_of(request)}
    return render(request, "desk/people/sheet.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(rules.may_book)
def new_person(request: MemberRequest) -> HttpResponse:
    organization, now = request.membership.organization, timezone.now()
    form = _form(request)
    alike: list[Likeness] = []
    if request.method == "POST" and form.is_valid():
        alike = form.likely_duplicates(organization)
        if not alike:
            opened = registration.register(
                organization=organization, first_name=form.first_name_given, now=now, **form.details()
            )
            reading.note(opened, by=request.membership, kind=ReadKind.OPENED, now=now)
            return _saved(request, opened, form, said=f"La fiche {of(opened.short_name)} est ouverte.")
    status = REFUSED if request.method == "POST" else 200
    return render(request, "desk/people/form.html", {"form": form, "alike": alike, "person": None}, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(rules.may_book)
@gate.opens_file
def correct_person(request: MemberRequest, pk: int) -> HttpResponse:
    shown = person_or_404(request, pk)
    form = _form(request, shown)
    if request.method == "POST" and form.is_valid():
        correcting.correct_file(
            shown,
            first_name=form.first_name_given,
            details=form.details(),
            by=request.membership,
            now=timezone.now(),
        )
        return _saved(request, shown, form, said=f"La fiche {of(shown.short_name)} est à jour.")
    status = REFUSED if request.method == "POST" else 200
    return render(request, "desk/people/form.html", {"form": form, "alike": [], "person": shown}, status=status)


def _form(request: MemberRequest, shown: Beneficiary | None = None) -> PersonForm:
    return PersonForm(
        request.POST or None,
        initial=PersonForm.initial_of(shown) if shown else None,
        organization=request.membership.organization,
        today=timezone.now().astimezone(zone_of(request.membership.organization)).date(),
        sees_notes=rules.may_see_notes(request.membership),
    )


def _saved(request: MemberRequest, saved: Beneficiary, form: PersonForm, *, said: str) -> HttpResponse:
    messages.success(request, said)
    if words := form.health_words:
        messages.warning(
            request,
            f"Vos notes parlent de santé ({', '.join(words)}). "
            "Gardez seulement ce qui aide à bien accueillir, comme « écrire gros ».",
        )
    return redirect("desk:person", saved.pk)
