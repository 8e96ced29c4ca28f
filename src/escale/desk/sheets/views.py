"""Resources: the list, one sheet and what became of it, its file."""

from uuid import uuid4

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from escale.accounts import rules as team_rules
from escale.accounts.access import MemberRequest, requires
from escale.desk.sheets import page
from escale.desk.sheets.editor import editor_of
from escale.desk.sheets.finding import own_collections, own_or_404, readable, readable_or_404
from escale.places.zones import zone_of
from escale.sheets import checking, exporting, keeping
from escale.sheets.models import SheetKind, SheetLink, WorkshopSheet
from escale.writing import rules


@require_safe
@requires(team_rules.may_book)
def resources(request: MemberRequest) -> HttpResponse:
    """The sheets of the team and those that come with Escale."""
    organization = request.membership.organization
    on = timezone.now().astimezone(zone_of(organization)).date()
    found = page.listing(readable(request), request.GET, organization=organization, on=on)
    context = {"listing": found, "may_write": rules.may_write(request.membership)}
    return render(request, "desk/sheets/list.html", context)


@require_safe
@requires(team_rules.may_book)
def resource(request: MemberRequest, pk: int) -> HttpResponse:
    """One sheet: its text, how often it served, whether it is still right."""
    organization, now = request.membership.organization, timezone.now()
    sheet = readable_or_404(request, pk)
    zone = zone_of(organization)
    taught = WorkshopSheet.objects.filter(sheet=sheet, workshop__organization=organization).select_related("workshop")
    context = {
        "sheet": sheet,
        "shown": keeping.written_last(sheet),
        "is_own": sheet.organization_id == organization.pk,
        "is_public": sheet.live and sheet.kind == SheetKind.HOW_TO,
        "may_write": rules.may_write(request.membership),
        "facts": page.facts(sheet),
        "topics": page.topics(sheet),
        "liked": page.liked(sheet),
        "uses": sheet.uses.filter(organization=organization).count(),
        "workshops": [row.workshop for row in taught.order_by("workshop__title", "pk")],
        "links": page.links(sheet, now=now, zone=zone),
        "is_to_read_over": bool(sheet.read_again_on and sheet.read_again_on <= now.astimezone(zone).date()),
        "collections": own_collections(request).order_by("title", "pk"),
        "submission": uuid4(),
        "editor": editor_of(sheet),
    }
    return render(request, "desk/sheets/one.html", context)


@require_safe
@requires(team_rules.may_book)
def markdown(request: MemberRequest, pk: int) -> HttpResponse:
    """The sheet as a file, to be kept or read elsewhere."""
    sheet = readable_or_404(request, pk)
    headers = {"Content-Disposition": f'attachment; filename="{sheet.slug}.md"', "X-Content-Type-Options": "nosniff"}
    return HttpResponse(exporting.to_markdown(sheet), content_type="text/markdown; charset=utf-8", headers=headers)


@require_POST
@requires(rules.may_write)
def read_over(request: MemberRequest, pk: int) -> HttpResponse:
    keeping.read_over(own_or_404(request, pk), by=request.membership, now=timezone.now())
    messages.success(request, "C’est noté : cette fiche est à jour. Nous vous la rappellerons dans un an.")
    return redirect("desk:resource", pk)


@require_POST
@requires(rules.may_write)
def vouch(request: MemberRequest, pk: int, link: int) -> HttpResponse:
    """Somebody opened the address, and it works."""
    found = get_object_or_404(SheetLink.objects.filter(sheet=own_or_404(request, pk)), pk=link)
    checking.vouch(found, now=timezone.now())
    messages.success(request, "C’est noté : ce lien marche. Nous le vérifierons dans un mois.")
    return redirect("desk:resource", pk)
