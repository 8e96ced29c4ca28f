"""Pages of those who want to learn: the list, adding, one person, the questions asked by telephone."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from escale import spreadsheets
from escale.accounts.access import MemberRequest, requires
from escale.desk.today import today_of
from escale.desk.workshops.interests import rows
from escale.desk.workshops.interests.finding import interest_or_404
from escale.desk.workshops.interests.forms import AddForm, CloseForm, InterestForm
from escale.french.dates import month_year
from escale.people.models import Beneficiary
from escale.places.zones import venues_of
from escale.ui.status import status_of
from escale.workshops import interest as operations
from escale.workshops import positioning, rules
from escale.workshops.forms import HALF_DAY_CHOICES, QuestionsForm
from escale.workshops.interest import AlreadyOnTheList
from escale.workshops.models import Interest, InterestSource, Level

PER_PAGE = 50


@require_safe
@requires(rules.may_enroll)
def interests(request: MemberRequest) -> HttpResponse:
    organization, today, now = request.membership.organization, today_of(request), timezone.now()
    asked = rows.Asked.read(request.GET.dict())
    sees_levels = rules.may_see_progress(request.membership)
    page = Paginator(rows.find(organization, asked, today=today, now=now), PER_PAGE).get_page(request.GET.get("page"))
    counts = rows.counts(organization, today=today, now=now)
    context = {
        "page": page,
        "rows": [rows.row(each, today=today, now=now, sees_levels=sees_levels) for each in page],
        "asked": asked,
        "counts": counts,
        "total": counts[rows.TO_PLACE],
        "to_position": counts[rows.TO_POSITION],
        "views": [(key, label, counts[key]) for key, label in rows.VIEWS.items()],
        "orders": rows.ORDERS.items(),
        "levels": Level.choices,
        "half_days": HALF_DAY_CHOICES,
        "venues": venues_of(organization),
        "organization": organization,
        "sees_levels": sees_levels,
        "may_prepare": rules.may_prepare(request.membership),
    }
    return render(request, "desk/workshops/interests/list.html", context)


@require_safe
@requires(rules.may_see_progress)
def export(request: MemberRequest) -> HttpResponse:
    """The list shown, as a file for a spreadsheet."""
    today, now = today_of(request), timezone.now()
    found = rows.find(request.membership.organization, rows.Asked.read(request.GET.dict()), today=today, now=now)
    response = HttpResponse(
        spreadsheets.csv_file(rows.exported(found, today=today, now=now)), content_type="text/csv; charset=utf-8"
    )
    response.headers["Content-Disposition"] = f'attachment; filename="je-veux-apprendre-{today:%Y-%m-%d}.csv"'
    return response


@require_http_methods(["GET", "HEAD", "POST"])
@requires(rules.may_enroll)
def add(request: MemberRequest) -> HttpResponse:
    """Note what somebody wants; from her file (`?personne=`) who she is is already there."""
    organization, sees_levels = request.membership.organization, rules.may_see_progress(request.membership)
    person = _from_file(request)
    known = {name: getattr(person, name) for name in ("first_name", "last_name", "phone")} if person else {}
    form = AddForm(request.POST or None, organization=organization, sees_levels=sees_levels, initial=known)
    if request.method == "POST" and form.is_valid():
        asked = operations.ask(
            organization,
            form.wish(),
            source=InterestSource(form.cleaned_data["source"]),
            submission=form.cleaned_data["submission"],
            person=person if person and person.first_name == form.cleaned_data["first_name"] else None,
            by=request.membership,
            now=timezone.now(),
        )
        messages.success(request, _added_words(asked))
        if sees_levels and not asked.interest.level:
            return redirect("desk:interest-questions", asked.interest.pk)
        return redirect("desk:interests")
    context = {"form": form, "organization": organization}
    return render(request, "desk/workshops/interests/add.html", context, status=status_of(form))


@require_http_methods(["GET", "HEAD", "POST"])
@requires(rules.may_enroll)
def interest(request: MemberRequest, pk: int) -> HttpResponse:
    """One person: what she said, to be corrected; her level and why; putting her off, taking her off."""
    shown, reader = interest_or_404(request, pk), request.membership
    today, now = today_of(request), timezone.now()
    sees_levels = rules.may_see_progress(reader)
    form = InterestForm(
        request.POST or None, organization=reader.organization, sees_levels=sees_levels, initial=_said(shown)
    )
    if request.method == "POST" and form.is_valid():
        try:
            operations.correct(shown, form.wish(before=shown), now=now)
        except AlreadyOnTheList as other:
            form.add_error("first_name", f"{other.interest.short_name} est déjà sur la liste, avec ce numéro.")
        else:
            messages.success(request, f"C’est enregistré pour {shown.first_name}.")
            return redirect("desk:interests")
    context = {
        "interest": shown,
        "row": rows.row(shown, today=today, now=now, sees_levels=sees_levels),
        "form": form,
        "close_form": CloseForm(),
        "next_term": month_year(operations.next_term(after=today)),
        "reasons": rows.reasons(shown) if sees_levels else [],
        "sees_levels": sees_levels,
    }
    return render(request, "desk/workshops/interests/one.html", context, status=status_of(form))


@require_http_methods(["GET", "HEAD", "POST"])
@requires(rules.may_see_progress)
def questions(request: MemberRequest, pk: int) -> HttpResponse:
    """The questions to ask by telephone: three, then the eight that suit her answers."""
    shown = interest_or_404(request, pk)
    first = QuestionsForm(request.POST or None, questions=positioning.FIRST, spoken=True, initial=shown.answers)
    known = shown.answers
    if request.method == "POST" and first.is_valid():
        known = {**shown.answers, **first.answers}
    following = positioning.next_questions(known)
    more = QuestionsForm(request.POST or None, questions=following, spoken=True, initial=shown.answers)
    if request.method == "POST" and first.is_valid() and more.is_valid():
        level = operations.position(shown, {**known, **more.answers}, now=timezone.now())
        if level is None:
            first.add_error(None, "Notez au moins une réponse, ou revenez à la liste.")
        elif "suite" in request.POST:
            return redirect("desk:interest-questions", shown.pk)
        else:
            messages.success(request, f"{shown.first_name}\u00a0: {Level(level).label}.")
            return redirect("desk:interests")
    context = {"interest": shown, "first": first, "more": more, "asks_more": bool(known)}
    status = status_of(first, more)
    return render(request, "desk/workshops/interests/questions.html", context, status=status)


def _from_file(request: MemberRequest) -> Beneficiary | None:
    """The person whose file led here."""
    wanted = request.GET.get("personne", "")
    if not (wanted.isascii() and wanted.isdecimal() and len(wanted) < 19):
        return None
    return Beneficiary.objects.of_organization(request.membership.organization).filter(pk=int(wanted)).get_or_none()


def _said(shown: Interest) -> dict[str, object]:
    names = [name for name in InterestForm.base_fields if name != "venue"]
    return {name: getattr(shown, name) for name in names} | {"venue": shown.venue_id}


def _added_words(asked: operations.Asked) -> str:
    who = asked.interest.first_name
    return f"{who} est sur la liste." if asked.is_new else f"{who} était déjà sur la liste\u00a0: c’est complété."
