"""The address of a venue's tablet and screen: made, shown, described, revoked from the page of the queue."""

from typing import Any

from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from escale.accounts import rules
from escale.accounts.access import MemberRequest, requires
from escale.appointments import kiosk_links
from escale.appointments.models import KioskLink
from escale.places.models import Venue
from escale.ui.forms import Form


class KioskForm(Form):
    """What the tablet and the screen say about the place."""

    ask_who = forms.CharField(
        label="En cas de souci, demander à", help_text="Exemple : Amina, à l’accueil.", max_length=60, required=False
    )
    numbers_only = forms.BooleanField(
        label="L’écran montre les numéros seulement",
        help_text="Sans prénom, ni en grand ni dans la liste.",
        required=False,
    )


def context(venue: Venue) -> dict[str, Any]:
    """What the page of the queue shows about the tablet."""
    link = kiosk_links.of_venue(venue)
    if link is None:
        return {"kiosk": None}
    secret = kiosk_links.secret_of(link)
    return {
        "kiosk": link,
        "kiosk_address": settings.BASE_URL + reverse("portal:kiosk", args=[secret]),
        "board_address": settings.BASE_URL + reverse("portal:kiosk-board", args=[secret]),
        "kiosk_form": KioskForm(initial={"ask_who": link.ask_who, "numbers_only": link.numbers_only}),
    }


@require_POST
@requires(rules.may_set_up)
def make(request: MemberRequest, pk: int) -> HttpResponse:
    """Give the venue an address for its tablet."""
    own = Venue.objects.visible_to(request.user).of_organization(request.membership.organization).in_use()
    venue = get_object_or_404(own, pk=pk)
    kiosk_links.make(venue, by=request.membership, now=timezone.now())
    return _back(request, venue, "L’adresse est prête. Ouvrez-la sur la tablette de l’accueil.")


@require_POST
@requires(rules.may_set_up)
def describe(request: MemberRequest, pk: int) -> HttpResponse:
    """Say whom to ask, and whether the screen shows first names."""
    link, form = _link(request, pk), KioskForm(request.POST)
    if not form.is_valid():
        return _back(request, link.venue, "60 signes au plus pour la personne à qui demander.", level=messages.ERROR)
    kiosk_links.describe(link, **form.cleaned_data)
    return _back(request, link.venue, "C’est enregistré. La tablette et l’écran changent d’eux-mêmes.")


@require_POST
@requires(rules.may_set_up)
def revoke(request: MemberRequest, pk: int) -> HttpResponse:
    """Close the address: whoever has it open sees nothing more."""
    link = _link(request, pk)
    kiosk_links.revoke(link, now=timezone.now())
    return _back(request, link.venue, "L’adresse n’ouvre plus rien. Vous pouvez en préparer une autre.")


def _link(request: MemberRequest, pk: int) -> KioskLink:
    own = KioskLink.objects.visible_to(request.user).of_organization(request.membership.organization)
    return get_object_or_404(own.select_related("venue"), pk=pk)


def _back(request: MemberRequest, venue: Venue, said: str, *, level: int = messages.SUCCESS) -> HttpResponse:
    messages.add_message(request, level, said)
    return redirect(reverse("desk:queue", query={"lieu": venue.pk}, fragment="tablette"))
