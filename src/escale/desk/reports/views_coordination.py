"""Coordination activities: the list of the team's, and a form for each kind."""

from http import HTTPStatus
from uuid import uuid4

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from escale.accounts import rules
from escale.accounts.access import MemberRequest, requires
from escale.activity import coordinating, drafts
from escale.activity.models import CoordinationKind, CoordinationRecord
from escale.desk.answers import with_undo
from escale.desk.reports import answers
from escale.desk.reports.finding import coordination_or_404
from escale.desk.reports.forms_coordination import CoordinationForm, PartnerFormSet, Partners, initial_of
from escale.desk.today import today_of

PER_PAGE = 25
PARTNERS = "partenaires"


@require_safe
@requires(rules.may_see_notes)
def coordinations(request: MemberRequest) -> HttpResponse:
    """Everything the team animated, the latest first."""
    found = CoordinationRecord.objects.of_organization(request.membership.organization).filter(removed_at=None)
    asked = request.GET.get("type", "")
    if asked in CoordinationKind.values:
        found = found.filter(kind=asked)
    page = Paginator(found.select_related("adviser").order_by("-on", "-pk"), PER_PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "kinds": CoordinationKind.choices, "asked": asked}
    return render(request, "desk/reports/coordinations.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(rules.may_see_notes)
def add(request: MemberRequest, kind: str) -> HttpResponse:
    """Write one."""
    if kind not in CoordinationKind.values:
        raise Http404
    chosen, now, key = CoordinationKind(kind), timezone.now(), f"coordination-{kind}"
    if request.method == "POST" and (answer := answers.of_draft(request, key, now=now)):
        return answer
    start = {"on": today_of(request), "submission": uuid4()}
    form = CoordinationForm(request.POST or None, kind=chosen, today=today_of(request), initial=start)
    if request.method != "POST":
        form.show_draft(drafts.read(key, by=request.membership))
    partners = _partners(request, chosen)
    if request.method == "POST" and _are_valid(form, partners):
        values = form.values() | _partners_of(partners)
        coordinating.create(chosen, values, submission=form.cleaned_data["submission"], by=request.membership, now=now)
        drafts.forget(key, by=request.membership)
        return answers.saved(request, "C’est noté.", reverse("desk:coordinations"))
    return _shown(request, form, partners, record=None)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(rules.may_see_notes)
def change(request: MemberRequest, pk: int) -> HttpResponse:
    """Change one of one's own, or the team's for whoever coordinates it."""
    record, now, key = _own_or_403(request, pk), timezone.now(), f"coordination-{pk}"
    if request.method == "POST" and (answer := answers.of_draft(request, key, now=now)):
        return answer
    kind = CoordinationKind(record.kind)
    form = CoordinationForm(request.POST or None, kind=kind, today=today_of(request), initial=initial_of(record))
    if request.method != "POST":
        form.show_draft(drafts.read(key, by=request.membership))
    partners = _partners(request, kind, record)
    if request.method == "POST" and _are_valid(form, partners):
        coordinating.change(record, form.values() | _partners_of(partners), now=now)
        drafts.forget(key, by=request.membership)
        return answers.saved(request, "C’est enregistré.", reverse("desk:coordinations"))
    return _shown(request, form, partners, record=record)


@require_POST
@requires(rules.may_see_notes)
def remove(request: MemberRequest, pk: int) -> HttpResponse:
    coordinating.remove(_own_or_403(request, pk), now=timezone.now())
    undo = reverse("desk:coordination-restore", args=[pk])
    messages.success(request, with_undo("L’activité est retirée.", undo, "La remettre"))
    return redirect("desk:coordinations")


@require_POST
@requires(rules.may_see_notes)
def restore(request: MemberRequest, pk: int) -> HttpResponse:
    coordinating.restore(_own_or_403(request, pk))
    messages.success(request, "L’activité est remise.")
    return redirect("desk:coordinations")


def _own_or_403(request: MemberRequest, pk: int) -> CoordinationRecord:
    record = coordination_or_404(request, pk)
    if record.adviser_id != request.membership.user_id and not rules.may_set_up_others(request.membership):
        raise PermissionDenied
    return record


def _partners(
    request: MemberRequest, kind: CoordinationKind, record: CoordinationRecord | None = None
) -> PartnerFormSet | None:
    if kind != CoordinationKind.PARTNERSHIP:
        return None
    return Partners(request.POST or None, prefix=PARTNERS, initial=record.partners if record else [])


def _partners_of(partners: PartnerFormSet | None) -> dict[str, object]:
    return {"partners": partners.partners()} if partners is not None else {}


def _are_valid(form: CoordinationForm, partners: PartnerFormSet | None) -> bool:
    return all([form.is_valid(), partners is None or partners.is_valid()])


def _shown(
    request: MemberRequest,
    form: CoordinationForm,
    partners: PartnerFormSet | None,
    *,
    record: CoordinationRecord | None,
) -> HttpResponse:
    context = {
        "form": form,
        "partners": partners,
        "record": record,
        "title": form.kind.label,
        "key": f"escale-coordination-{record.pk if record else form.kind}-{request.membership.pk}",
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.is_bound else HTTPStatus.OK
    return render(request, "desk/reports/coordination.html", context, status=status)
