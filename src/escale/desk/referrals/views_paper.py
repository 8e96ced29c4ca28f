"""The slip somebody takes along: where to go, in large type, with a map and a telephone."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from escale.accounts.access import MemberRequest, requires
from escale.desk.partners.finding import partner_or_404
from escale.desk.referrals import words
from escale.desk.referrals.finding import referral_or_404
from escale.directory import papers
from escale.directory.papers import Slip
from escale.directory.rules import may_refer, may_see_partners
from escale.ui.printing import pdf_or_page

STYLE = "desk/referrals/slip-pdf.css"


@require_safe
@requires(may_refer)
def slip(request: MemberRequest, pk: int) -> HttpResponse:
    """The slip of one referral, to print."""
    sheet = _of_referral(request, pk)
    back, pdf = reverse("desk:referral", args=[pk]), reverse("desk:referral-slip-pdf", args=[pk])
    return _page(request, sheet, back=back, back_words="L’orientation", pdf=pdf)


@require_safe
@requires(may_refer)
def slip_pdf(request: MemberRequest, pk: int) -> HttpResponse:
    return _pdf(_of_referral(request, pk), instead=reverse("desk:referral-slip", args=[pk]))


@require_safe
@requires(may_see_partners)
def partner_slip(request: MemberRequest, pk: int) -> HttpResponse:
    """Where a partner is and how it is reached, for whoever goes there by herself."""
    sheet = papers.slip(partner_or_404(request, pk), now=timezone.now())
    back = reverse("desk:refer", query={"partner": pk})
    return _page(request, sheet, back=back, back_words="Orienter", pdf=reverse("desk:partner-slip-pdf", args=[pk]))


@require_safe
@requires(may_see_partners)
def partner_slip_pdf(request: MemberRequest, pk: int) -> HttpResponse:
    sheet = papers.slip(partner_or_404(request, pk), now=timezone.now())
    return _pdf(sheet, instead=reverse("desk:partner-slip", args=[pk]))


def _of_referral(request: MemberRequest, pk: int) -> Slip:
    shown = referral_or_404(request, pk)
    says_need = words.sees_words(shown, reader=request.membership)
    return papers.slip(shown.partner, referral=shown, says_need=says_need, now=timezone.now())


def _pdf(sheet: Slip, *, instead: str) -> HttpResponse:
    return pdf_or_page(
        "desk/referrals/slip_pdf.html", {"slip": sheet}, stylesheet=STYLE, name="bon.pdf", instead=instead
    )


def _page(request: MemberRequest, sheet: Slip, **around: str) -> HttpResponse:
    return render(request, "desk/referrals/slip.html", {"slip": sheet, **around})
