"""The page that lists the open data, and its files."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from escale.accounts.models import Organization
from escale.directory import exporting
from escale.directory.exporting import File
from escale.places.zones import zone_of
from escale.portal import scope
from escale.portal.guards import public

KEPT_FOR = "public, max-age=900"
"""A quarter of an hour: whoever gathers them comes once a night."""


@public
@require_safe
def open_data(request: HttpRequest) -> HttpResponse:
    organizations = scope.organizations(request).order_by("name", "pk")
    rows = [(each, _addresses(each)) for each in organizations]
    return render(request, "portal/open_data.html", {"rows": rows})


@public
@require_safe
def file(request: HttpRequest, organization: str, national: File) -> HttpResponse:
    """One file of the places of an organization open to the public, named as the standard says."""
    whose = get_object_or_404(Organization.objects.open_to_public(), slug=organization)
    now = timezone.now()
    response = HttpResponse(exporting.own_file(whose, national, now=now), content_type=exporting.content_type(national))
    name = exporting.file_name(whose, national, on=now.astimezone(zone_of(whose)).date())
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    response.headers["Cache-Control"] = KEPT_FOR
    response.headers["Access-Control-Allow-Origin"] = "*"
    return response


def _addresses(organization: Organization) -> list[tuple[str, str]]:
    """Each file of an organization: what it is, and its whole address."""
    return [
        (label, settings.BASE_URL + reverse("portal:open-data-file", args=[organization.slug, kind]))
        for kind, label in File.choices
    ]
