"""The pages of what is owed to the public, and the file that says whom to tell about a weakness."""

from datetime import timedelta

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from escale import limits
from escale.limits import Limit
from escale.people import notice
from escale.portal.guards import public
from escale.portal.obligations import source, statement

A_YEAR = timedelta(days=365)
ARCHIVES_PER_ADDRESS = Limit("source-address", 3, 600)
ARCHIVES = Limit("source", 60, 3600)


def contact() -> str:
    """The mail address of whoever runs the instance: the one its mails leave from."""
    return str(settings.EMAIL_FROM).rpartition("<")[2].rstrip(">")


@public
@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    """The statement the law asks for, from the audit file of this version."""
    context = {"statement": statement.statement(), "contact": contact(), "base_url": settings.BASE_URL}
    return render(request, "portal/obligations/accessibility.html", context)


@public
@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    """What is kept, why, how long: the table is the policy the nightly job applies."""
    return render(request, "portal/obligations/privacy.html", {"promises": notice.promises()})


@public
@require_safe
def legal(request: HttpRequest) -> HttpResponse:
    """Who publishes, who hosts: what the operator wrote, line by line."""
    context = {
        "base_url": settings.BASE_URL,
        "publisher": settings.LEGAL_PUBLISHER,
        "director": settings.LEGAL_DIRECTOR,
        "host": settings.LEGAL_HOST,
        "contact": contact(),
    }
    return render(request, "portal/obligations/legal.html", context)


@public
@require_safe
def cookies(request: HttpRequest) -> HttpResponse:
    """The three this site may set, each for what the visitor asked: no banner is needed."""
    return render(request, "portal/obligations/cookies.html")


@public
@require_safe
def source_code(request: HttpRequest) -> HttpResponse:
    """Where the source is, and the one that runs here."""
    context = {"source_url": settings.SOURCE_URL, "name": source.NAME}
    return render(request, "portal/obligations/source.html", context)


@public
@require_safe
def source_archive(request: HttpRequest) -> HttpResponse:
    """The source of this very instance, made at each request: rarely asked for, and always true."""
    now = timezone.now()
    limits.take(ARCHIVES_PER_ADDRESS, limits.address_of(request), now=now)
    limits.take(ARCHIVES, "all", now=now)
    response = HttpResponse(source.archive(), content_type="application/gzip")
    response.headers["Content-Disposition"] = f'attachment; filename="{source.NAME}"'
    return response


@public
@require_safe
def security(request: HttpRequest) -> HttpResponse:
    """Whom to tell about a weakness (RFC 9116)."""
    expires = (timezone.now() + A_YEAR).replace(hour=0, minute=0, second=0, microsecond=0)
    lines = [
        f"Contact: mailto:{contact()}",
        f"Expires: {expires:%Y-%m-%dT%H:%M:%SZ}",
        "Preferred-Languages: fr, en",
        f"Canonical: {settings.BASE_URL}{reverse('portal:security')}",
    ]
    return HttpResponse("\n".join([*lines, ""]), content_type="text/plain; charset=utf-8")
