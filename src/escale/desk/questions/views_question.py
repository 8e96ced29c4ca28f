"""One question of the list: its wordings, its months, from whom and where; renamed, joined, taken off."""

from http import HTTPStatus

from django.contrib import messages
from django.db.models.functions import Lower
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from escale.accounts import rules
from escale.accounts.access import MemberRequest, requires
from escale.desk.answers import with_undo
from escale.desk.questions import question_page
from escale.desk.questions.finding import question_or_404
from escale.desk.questions.forms import TitleForm
from escale.desk.today import today_of
from escale.questions import merging, recurring
from escale.questions.merging import CannotMerge
from escale.questions.models import QuestionMerge, RecurringQuestion

SAME_TITLE = "Une autre question s’appelle déjà ainsi. Réunissez-les, ou choisissez un autre nom."


@require_safe
@requires(rules.may_book)
def question(request: MemberRequest, pk: int) -> HttpResponse:
    """Everything known of it; a question joined to another leads to that one."""
    shown = question_or_404(request, pk)
    if shown.merged_into_id:
        return redirect("desk:question", shown.merged_into_id)
    return _page(request, shown, TitleForm(initial={"title": shown.title}))


@require_POST
@requires(rules.may_book)
def rename(request: MemberRequest, pk: int) -> HttpResponse:
    """Call it otherwise."""
    shown = question_or_404(request, pk)
    form = TitleForm(request.POST)
    others = RecurringQuestion.objects.of_organization(request.membership.organization).standing().exclude(pk=pk)
    if form.is_valid() and others.filter(title__iexact=form.cleaned_data["title"]).exists():
        form.add_error("title", SAME_TITLE)
    if form.errors:
        return _page(request, shown, form)
    before = shown.title
    recurring.rename(shown, form.cleaned_data["title"])
    messages.success(request, f"« {before} » s’appelle maintenant « {form.cleaned_data['title']} ».")
    return redirect("desk:question", pk)


@require_POST
@requires(rules.may_book)
def merge(request: MemberRequest, pk: int) -> HttpResponse:
    """Join it to another: its wordings follow."""
    gone, said = question_or_404(request, pk), request.POST.get("avec", "")
    if not (said.isascii() and said.isdigit() and len(said) < 19):
        messages.warning(request, "Choisissez la question à garder.")
        return redirect("desk:question", pk)
    into = question_or_404(request, int(said))
    try:
        done = merging.merge(gone, into=into, by=request.membership, now=timezone.now())
    except CannotMerge:
        messages.warning(request, "Ces deux questions ne peuvent plus être réunies. Relisez la liste.")
        return redirect("desk:questions")
    undo = reverse("desk:question-unmerge", args=[done.pk])
    messages.success(request, with_undo(f"« {gone.title} » est réunie à « {into.title} ».", undo, "Annuler"))
    return redirect("desk:question", into.pk)


@require_POST
@requires(rules.may_book)
def undo_merge(request: MemberRequest, pk: int) -> HttpResponse:
    """Two questions again, as before."""
    found = QuestionMerge.objects.visible_to(request.user).of_organization(request.membership.organization)
    done = get_object_or_404(found.select_related("gone", "kept"), pk=pk)
    merging.undo(done, now=timezone.now())
    messages.success(request, f"« {done.gone.title} » et « {done.kept.title} » sont de nouveau deux questions.")
    return redirect("desk:question", done.gone_id)


@require_POST
@requires(rules.may_book)
def archive(request: MemberRequest, pk: int) -> HttpResponse:
    """Take it off the list, with its wordings."""
    shown = question_or_404(request, pk)
    recurring.archive(shown, now=timezone.now())
    undo = reverse("desk:question-unarchive", args=[pk])
    messages.success(request, with_undo(f"« {shown.title} » n’est plus dans la liste.", undo, "La remettre"))
    return redirect("desk:questions")


@require_POST
@requires(rules.may_book)
def unarchive(request: MemberRequest, pk: int) -> HttpResponse:
    """Back on the list."""
    shown = question_or_404(request, pk)
    recurring.restore(shown)
    messages.success(request, f"« {shown.title} » est de nouveau dans la liste.")
    return redirect("desk:question", pk)


def _page(request: MemberRequest, shown: RecurringQuestion, form: TitleForm) -> HttpResponse:
    organization = request.membership.organization
    others = RecurringQuestion.objects.of_organization(organization).standing().exclude(pk=shown.pk)
    context = {
        "question": shown,
        "about": question_page.of(shown, on=today_of(request), now=timezone.now()),
        "form": form,
        "others": others.order_by(Lower("title"), "pk"),
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    return render(request, "desk/questions/question.html", context, status=status)
