"""The links by which partners and colleagues note what they hear: made, copied, closed, made again."""

from http import HTTPStatus

from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count, F, Q
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from escale.accounts import rules
from escale.accounts.access import MemberRequest, requires
from escale.desk.answers import with_undo
from escale.desk.questions.finding import link_or_404
from escale.desk.questions.forms import LinkForm
from escale.questions import links as question_links
from escale.questions.models import QuestionLink

PER_PAGE = 25


@require_http_methods(["GET", "HEAD", "POST"])
@requires(rules.may_set_up)
def links(request: MemberRequest) -> HttpResponse:
    """Every link, those that open first; one more."""
    form = LinkForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        made = question_links.make(form.cleaned_data["label"], by=request.membership, now=timezone.now())
        messages.success(request, f"Le lien pour « {made.label} » est prêt. Copiez-le ci-dessous.")
        return redirect("desk:question-links")
    noted = Count("questions", filter=Q(questions__removed_at=None))
    own = QuestionLink.objects.visible_to(request.user).of_organization(request.membership.organization)
    ordered = own.annotate(noted=noted).order_by(F("revoked_at").asc(nulls_first=True), "label", "pk")
    pages = Paginator(ordered, PER_PAGE).get_page(request.GET.get("page"))
    context = {"form": form, "page": pages, "rows": [(link, _address(link)) for link in pages]}
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    return render(request, "desk/questions/links.html", context, status=status)


@require_POST
@requires(rules.may_set_up)
def close(request: MemberRequest, pk: int) -> HttpResponse:
    """Close a link: it opens nothing more."""
    link = link_or_404(request, pk)
    question_links.close(link, now=timezone.now())
    undo = reverse("desk:question-link-reopen", args=[pk])
    messages.success(request, with_undo(f"Le lien pour « {link.label} » n’ouvre plus rien.", undo, "Le rouvrir"))
    return redirect("desk:question-links")


@require_POST
@requires(rules.may_set_up)
def reopen(request: MemberRequest, pk: int) -> HttpResponse:
    """Open again a link that was closed."""
    link = link_or_404(request, pk)
    question_links.reopen(link)
    messages.success(request, f"Le lien pour « {link.label} » s’ouvre de nouveau.")
    return redirect("desk:question-links")


@require_POST
@requires(rules.may_set_up)
def make_again(request: MemberRequest, pk: int) -> HttpResponse:
    """Another address for the same people; the one before opens nothing more."""
    link = question_links.make_again(link_or_404(request, pk))
    messages.success(request, f"Nouveau lien pour « {link.label} ». L’ancien n’ouvre plus rien.")
    return redirect("desk:question-links")


def _address(link: QuestionLink) -> str:
    """What is copied and sent; nothing once the link is closed."""
    if link.revoked_at:
        return ""
    return f"{settings.BASE_URL}{reverse('portal:question', args=[question_links.secret_of(link)])}"
