"""What answers a form of reports: kept while it is typed, left for later, begun again, saved."""

from datetime import datetime

from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.safestring import SafeString

from escale.accounts.access import MemberRequest
from escale.activity import drafts

TYPING, LATER, AGAIN = "brouillon", "garder", "recommencer"
OWN = frozenset({"csrfmiddlewaretoken", TYPING, LATER, AGAIN, "presence", "comme"})
"""Names of a form that say nothing of what was written."""


def keep(request: MemberRequest, key: str, *, now: datetime) -> None:
    """Keep what was sent as a draft."""
    written = {name: values for name, values in request.POST.lists() if name not in OWN}
    drafts.keep(key, written, by=request.membership, now=now)


def of_draft(request: MemberRequest, key: str, *, now: datetime) -> HttpResponse | None:
    """Answer the gestures every form of reports knows besides saving; None when this one saves."""
    if TYPING in request.POST:
        keep(request, key, now=now)
        return JsonResponse({"address": request.path})
    if AGAIN in request.POST:
        drafts.forget(key, by=request.membership)
        return redirect(request.path)
    if LATER in request.POST:
        keep(request, key, now=now)
        messages.success(request, "C’est gardé, rien n’est encore enregistré. Vous retrouverez tout ici.")
        return redirect("desk:reports")
    return None


def saved(request: MemberRequest, said: str | SafeString, address: str | None = None) -> HttpResponse:
    """Say that it is saved and lead on; a page that was offline reads where to go."""
    messages.success(request, said)
    address = address or reverse("desk:reports")
    if request.headers.get("Accept") == "application/json":
        return JsonResponse({"address": address})
    return redirect(address)
