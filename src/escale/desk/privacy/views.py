"""A person's data at the desk: why a file is opened, what is handed over, who read it, how it is erased."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from escale.accounts import rules
from escale.accounts.access import MemberRequest, requires
from escale.desk.finding import person_or_404
from escale.desk.privacy import gate, panel
from escale.desk.privacy.forms import EraseForm, ReasonForm
from escale.french.elision import of
from escale.myspace import agreements
from escale.people import copying, notice, reading, rights, warning
from escale.people import rules as people_rules
from escale.people.models import FileRead, ReadKind
from escale.people.reading import Access
from escale.places.zones import zone_of
from escale.together import read
from escale.ui.status import REFUSED

PER_PAGE = 25


@require_POST
@requires(rules.may_see_notes)
def say_why(request: MemberRequest, pk: int) -> HttpResponse:
    person, form, now = person_or_404(request, pk), ReasonForm(request.POST), timezone.now()
    if reading.access(person, reader=request.membership, now=now) == Access.FULL:
        return redirect("desk:person", pk)
    if not form.is_valid():
        return gate.ask_why(request, person, form)
    reading.note(person, by=request.membership, kind=ReadKind.OPENED, reason=form.reason, now=now)
    request.session[gate.NOTED] = person.pk
    return redirect("desk:person", pk)


@require_safe
@requires(people_rules.may_hand_over)
@gate.within_file
def person_data(request: MemberRequest, pk: int) -> HttpResponse:
    person, now = person_or_404(request, pk), timezone.now()
    zone = zone_of(request.membership.organization)
    reads = FileRead.objects.of_person(person).select_related("by").latest_first()
    page = Paginator(reads, PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "person": person,
        "privacy": read(panel.of(person, reader=request.membership, now=now)),
        "page": page,
        "reads": [(each, each.at.astimezone(zone)) for each in page],
    }
    return render(request, "desk/privacy/data.html", context)


@require_POST
@requires(people_rules.may_hand_over)
@gate.within_file
def copy(request: MemberRequest, pk: int) -> HttpResponse:
    """The whole file: as a page to read, or as a file another software reads. One line in the journal."""
    person, now = person_or_404(request, pk), timezone.now()
    wanted = request.POST.get("format")
    try:
        response = copying.as_json(person) if wanted == "json" else copying.as_pdf(person, now=now)
    except copying.CannotPrint:
        messages.error(request, "Cette machine ne sait pas écrire de PDF. Téléchargez le fichier JSON.")
        return redirect("desk:person-data", pk)
    reading.note(person, by=request.membership, kind=ReadKind.GIVEN, now=now)
    return response


@require_safe
@requires(people_rules.may_inform)
def person_notice(request: MemberRequest, pk: int) -> HttpResponse:
    person, organization = person_or_404(request, pk), request.membership.organization
    version = notice.version(organization)
    context = {
        "person": person,
        "organization": organization,
        "promises": notice.promises(organization),
        "version": version,
        "is_given": person.notice_version == version,
    }
    return render(request, "desk/privacy/notice.html", context)


@require_POST
@requires(people_rules.may_inform)
def notice_given(request: MemberRequest, pk: int) -> HttpResponse:
    person = person_or_404(request, pk)
    if request.POST.get("defaire"):
        notice.take_back(person)
        messages.success(request, "C’est noté : la page d’information n’a pas été remise.")
        return redirect("desk:person-notice", pk)
    notice.hand_over(person, now=timezone.now())
    messages.success(request, f"La page d’information est remise. La fiche {of(person.short_name)} le dit.")
    return redirect("desk:person", pk)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(people_rules.may_forget)
@gate.within_file
def erase(request: MemberRequest, pk: int) -> HttpResponse:
    person, now = person_or_404(request, pk), timezone.now()
    form = EraseForm(request.POST or None, person=person)
    if request.method == "POST" and form.is_valid():
        try:
            agreements.forget(person, now=now)
        except rights.StillExpected:
            messages.error(
                request, "Cette personne est attendue, ou un mandat est en cours. Annulez-le ou arrêtez-le d’abord."
            )
        else:
            messages.success(
                request, "La fiche est effacée, et tout ce qui disait qui c’était. Les comptes restent justes."
            )
            return redirect("desk:people")
    context = {"person": person, "form": form, "is_expected": rights.is_expected(person, now=now)}
    return render(request, "desk/privacy/erase.html", context, status=REFUSED if request.method == "POST" else 200)


@require_safe
@requires(rules.may_see_notes)
def ending(request: MemberRequest) -> HttpResponse:
    """The files that will soon be emptied, the nearest first."""
    organization, now = request.membership.organization, timezone.now()
    zone = zone_of(organization)
    found = warning.announced(organization, now=now).select_related("referent", "organization")
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    lasts = warning.last_contacts(page.object_list, zone=zone)
    rows = [(person, lasts[person.pk], warning.empties_on(person, last=lasts[person.pk])) for person in page]
    context = {"page": page, "rows": rows, "settings": reverse("desk:settings-privacy")}
    return render(request, "desk/privacy/ending.html", context)
