"""What an organization does, what it doesn't, what it never does: a page, and a sheet to hang."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from escale.accounts.models import Organization
from escale.mandates import charter as frames
from escale.mandates.charter import Words
from escale.portal import heads
from escale.portal.guards import public
from escale.ui.printing import pdf_or_page


@public
@require_safe
def charter(request: HttpRequest, organization: str) -> HttpResponse:
    """The charter, for everyone."""
    found, words = _found_or_404(organization)
    context = {
        "organization": found,
        "words": words,
        "site_name": found.name,
        "site_phone": found.phone,
        "page_head": heads.about(
            found,
            title="Ce que nous faisons, ce que nous ne faisons pas",
            description=f"{found.name} : ce que nous faisons avec vous, ce que nous ne faisons pas, et pourquoi.",
            path=reverse("portal:charter", args=[organization]),
        ),
    }
    return render(request, "portal/charter/charter.html", context)


@public
@require_safe
def paper(request: HttpRequest, organization: str) -> HttpResponse:
    """The same on one sheet, in large type; where no file can be made, the page itself."""
    found, words = _found_or_404(organization)
    page = reverse("portal:charter", args=[organization])
    context = {"organization": found, "words": words, "address": f"{settings.BASE_URL}{page}".partition("://")[2]}
    return pdf_or_page(
        "mandates/charter.html", context, stylesheet="mandates/paper.css", name="ce-que-nous-faisons.pdf", instead=page
    )


def _found_or_404(slug: str) -> tuple[Organization, Words]:
    organization = get_object_or_404(Organization, slug=slug)
    words = frames.words(organization)
    if not words.is_public:
        raise Http404
    return organization, words
