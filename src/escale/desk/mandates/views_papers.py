"""A mandate on paper: two copies before, the proof after."""

from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from escale.accounts.access import MemberRequest, requires
from escale.desk.mandates.views import mandate_or_404
from escale.mandates import papers, rules
from escale.ui.printing import pdf_or_page

STYLE = "mandates/paper.css"


@require_safe
@requires(rules.may_act)
def to_sign(request: MemberRequest, pk: int) -> HttpResponse:
    """Two copies in large type, one for her, one for the organization."""
    shown = mandate_or_404(request, pk)
    return pdf_or_page(
        "mandates/paper.html",
        {"paper": papers.to_sign(shown), "copies": ("Pour vous", "Pour la structure")},
        stylesheet=STYLE,
        name="mandat.pdf",
        instead=reverse("desk:mandate", args=[pk]),
    )


@require_safe
@requires(rules.may_act)
def proof(request: MemberRequest, pk: int) -> HttpResponse:
    """What she agreed to, what was done, and the lines of the journal with their prints."""
    shown = mandate_or_404(request, pk)
    return pdf_or_page(
        "mandates/proof.html",
        {"paper": papers.proof(shown, now=timezone.now())},
        stylesheet=STYLE,
        name="preuve.pdf",
        instead=reverse("desk:mandate", args=[pk]),
    )
