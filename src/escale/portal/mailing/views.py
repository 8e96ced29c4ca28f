"""No more of the monthly mail: one click from a mail program, or one button on this page. Reading it changes nothing."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST

from escale.portal.guards import with_recipient
from escale.publishing.mailing import links, refusing
from escale.publishing.models import Recipient

ONE_CLICK = "List-Unsubscribe"


# A mail program posts without cookie (RFC 8058): the secret of the address is what proves it, and only this mail stops.
@csrf_exempt
@with_recipient
@require_http_methods(["GET", "HEAD", "POST"])
def unsubscribe(request: HttpRequest, recipient: Recipient) -> HttpResponse:
    """Ask, then write to her no more."""
    if request.method == "POST":
        refusing.refuse(recipient, now=timezone.now())
        if ONE_CLICK in request.POST:
            return HttpResponse(status=204)
        return redirect("portal:unsubscribe", links.secret_of(recipient))
    context = {
        "recipient": recipient,
        "organization": recipient.organization,
        "secret": links.secret_of(recipient),
        "is_over": refusing.refuses(recipient) or recipient.removed_at is not None,
        "may_come_back": recipient.removed_at is None and bool(recipient.email),
        "site_name": recipient.organization.name,
    }
    return render(request, "portal/mailing/unsubscribe.html", context)


@with_recipient
@require_POST
def subscribe_again(request: HttpRequest, recipient: Recipient) -> HttpResponse:
    """It was a slip: write to her again."""
    refusing.accept_again(recipient)
    return redirect("portal:unsubscribe", links.secret_of(recipient))
