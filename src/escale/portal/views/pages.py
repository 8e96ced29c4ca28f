"""What every public service owes: accessibility, personal data, legal notice, and two files for machines."""

from datetime import timedelta

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from escale.people import notice
from escale.portal.guards import public

A_YEAR = timedelta(days=365)


@public
@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    return render(request, "portal/accessibility.html")


@public
@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    """What is kept, why, how long: the table is the policy the nightly job applies."""
    return render(request, "portal/privacy.html", {"promises": notice.promises()})


@public
@require_safe
def legal(request: HttpRequest) -> HttpResponse:
    return render(request, "portal/legal.html", {"base_url": settings.BASE_URL})


@public
@require_safe
def security(request: HttpRequest) -> HttpResponse:
    """Whom to tell about a weakness (RFC 9116)."""
    expires = (timezone.now() + A_YEAR).replace(hour=0, minute=0, second=0, microsecond=0)
    lines = [
        f"Contact: mailto:{settings.EMAIL_FROM.rpartition('<')[2].rstrip('>')}",
        f"Expires: {expires:%Y-%m-%dT%H:%M:%SZ}",
        "Preferred-Languages: fr, en",
        f"Canonical: {settings.BASE_URL}{reverse('portal:security')}",
    ]
    return HttpResponse("\n".join([*lines, ""]), content_type="text/plain; charset=utf-8")
