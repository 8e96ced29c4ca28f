"""Two addresses: where providers tell what became of an SMS, and the telephone of the demonstration."""

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.cache import add_never_cache_headers
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_http_methods

from escale.french.dates import day_hour
from escale.outbox import phone_page, receipts
from escale.outbox.models import Message
from escale.outbox.senders import sms_sender

LARGEST_RECEIPT = 64 * 1024


@csrf_exempt
@login_not_required
@require_http_methods(["GET", "POST"])
def receipt(request: HttpRequest, secret: str) -> HttpResponse:
    """Note what a provider tells. The answer is the same whatever was told, and whether the secret is right.

    OVHcloud tells by GET. The address is known to no page and no message, so that no scanner of links follows it.
    """
    if receipts.is_secret(secret) and (news := receipts.read(_told(request))):
        receipts.record(news, now=timezone.now())
    return HttpResponse("OK", content_type="text/plain")


def _told(request: HttpRequest) -> dict[str, Any]:
    if request.method == "GET":
        return request.GET.dict() if "dlr" in request.GET else {}
    if request.content_type != "application/json":
        return request.POST.dict()
    if int(request.headers.get("Content-Length") or 0) > LARGEST_RECEIPT:
        return {}
    try:
        told = json.loads(request.body)
    except (ValueError, RecursionError):  # Not JSON, or JSON made to exhaust us.
        return {}
    return told if isinstance(told, dict) else {}


@dataclass(frozen=True, kw_only=True)
class Received:
    """One SMS as the page shows it."""

    sender: str
    text: str
    note: str
    link: str


@login_not_required
@require_GET
def telephone(request: HttpRequest, phone: str) -> HttpResponse:
    """Show the telephone of an invented person: in the demonstration and in development, nowhere else."""
    if not (settings.DEMO or settings.DEBUG):
        raise Http404
    messages = [_received(message, sent_at) for message, sent_at in phone_page.received_by(phone)]
    response = render(request, "outbox/telephone.html", {"received": messages, "phone": phone})
    add_never_cache_headers(response)
    return response


def _received(message: Message, sent_at: datetime) -> Received:
    at = day_hour(sent_at.astimezone(message.zone))
    return Received(
        sender=sms_sender(message.organization), text=message.text, note=at, link=phone_page.link_in(message.text)
    )
