"""Online booking: what each reason still needs, opening and closing, the link to give."""

from io import BytesIO

import segno
from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from escale.accounts import rules
from escale.accounts.access import MemberRequest, requires
from escale.accounts.models import Organization
from escale.appointments import opening, readiness
from escale.appointments import reasons as operations
from escale.appointments.models import Reason
from escale.desk.settings.page import settings_page
from escale.french.dates import day_hour, days_range

QR_SCALE = 16
"""Pixels per module: a code of 12 cm is still sharp at 150 dpi."""


@requires(rules.may_set_up)
def online(request: MemberRequest) -> HttpResponse:
    now, organization = timezone.now(), request.membership.organization
    rows = readiness.of_organization(organization, on=now.date())
    effect = opening.effect(organization, now=now)
    context = {
        "organization": organization,
        "rows": rows,
        "ready": sum(row.is_ready for row in rows),
        "effect": effect,
        "days": days_range(effect.first_on, effect.last_on) if effect.first_on and effect.last_on else "",
        "offers": [(offer.reason, day_hour(offer.first) if offer.first else "") for offer in effect.offers],
        "link": public_link(organization),
        "qr_label": f"QR code : {public_link(organization)}",
    }
    return settings_page(request, "online.html", context)


@require_POST
@requires(rules.may_set_up)
def open_online(request: MemberRequest) -> HttpResponse:
    opening.open_to_public(request.membership.organization, now=timezone.now())
    messages.success(request, "La réservation en ligne est ouverte. Vous pouvez la refermer à tout moment.")
    return redirect("desk:settings-online")


@require_POST
@requires(rules.may_set_up)
def close_online(request: MemberRequest) -> HttpResponse:
    opening.close_to_public(request.membership.organization)
    messages.success(request, "La réservation en ligne est fermée. Les rendez-vous déjà pris restent.")
    return redirect("desk:settings-online")


@require_POST
@requires(rules.may_set_up)
def offer(request: MemberRequest, pk: int) -> HttpResponse:
    reason = _reason(request, pk)
    offered = request.POST.get("offered") == "on"
    operations.offer_online(reason, offered=offered)
    messages.success(request, f"« {reason.name} » {'est proposé' if offered else 'n’est plus proposé'} en ligne.")
    return redirect("desk:settings-online")


@require_POST
@requires(rules.may_set_up)
def open_to_everyone(request: MemberRequest, pk: int) -> HttpResponse:
    reason = _reason(request, pk)
    operations.open_to_everyone(reason)
    messages.success(request, f"« {reason.name} » est ouvert à tous. Cochez « Proposer en ligne » quand il est prêt.")
    return redirect("desk:settings-online")


@require_safe
@requires(rules.may_set_up)
def qr_image(request: MemberRequest) -> HttpResponse:
    """The QR code of the public link, as an image for a newspaper or a poster."""
    organization = request.membership.organization
    image = BytesIO()
    segno.make(public_link(organization), error="m", micro=False).save(image, kind="png", scale=QR_SCALE, border=4)
    name = f"rendez-vous-{organization.slug}.png"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(image.getvalue(), content_type="image/png", headers=headers)


@require_safe
@requires(rules.may_set_up)
def poster(request: MemberRequest) -> HttpResponse:
    organization = request.membership.organization
    effect, link = opening.effect(organization, now=timezone.now()), public_link(organization)
    context = {"organization": organization, "offers": effect.offers, "link": link, "address": link.split("//")[-1]}
    return render(request, "desk/settings/poster.html", context)


def public_link(organization: Organization) -> str:
    """The address to give: the public page of this organization."""
    return f"{settings.BASE_URL}/rendez-vous/{organization.slug}/"


def _reason(request: MemberRequest, pk: int) -> Reason:
    return get_object_or_404(Reason.objects.of_organization(request.membership.organization).in_use(), pk=pk)
