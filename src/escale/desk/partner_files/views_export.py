"""National files to take away, those anybody may read at a stable address, and how complete our sheets are."""

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from escale.accounts.access import MemberRequest, requires
from escale.directory import exporting, rules
from escale.directory.exporting import File
from escale.places.zones import zone_of

LEAST_COMPLETE, AMONG = 8, 500


@require_safe
@requires(rules.may_see_partners)
def export(request: MemberRequest) -> HttpResponse:
    organization, now = request.membership.organization, timezone.now()
    context = {
        "files": File.choices,
        "places": exporting.own_gauges(organization, now=now),
        "partners": exporting.least_complete(organization, most=LEAST_COMPLETE, among=AMONG, now=now),
        "is_open": organization.is_open_online,
        "may_edit": rules.may_edit_partners(request.membership),
        "addresses": [
            (label, settings.BASE_URL + reverse("portal:open-data-file", args=[organization.slug, kind]))
            for kind, label in File.choices
        ],
    }
    return render(request, "desk/partner_files/export.html", context)


@require_safe
@requires(rules.may_see_partners)
def file(request: MemberRequest) -> HttpResponse:
    """One file: `contenu` says of whom, `fichier` in which description."""
    organization, now = request.membership.organization, timezone.now()
    kind, whose = request.GET.get("fichier"), request.GET.get("contenu")
    if kind not in File.values or whose not in WHOSE:
        raise Http404
    chosen = File(kind)
    response = HttpResponse(WHOSE[whose](organization, chosen, now=now), content_type=exporting.content_type(chosen))
    name = exporting.file_name(organization, chosen, on=now.astimezone(zone_of(organization)).date())
    prefix = "partenaires_" if whose == "partenaires" else ""
    response.headers["Content-Disposition"] = f'attachment; filename="{prefix}{name}"'
    return response


WHOSE = {"partenaires": exporting.partners_file, "lieux": exporting.own_file}
