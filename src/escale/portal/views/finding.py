"""Finding one's appointments and workshops again, by the number alone: addresses go to that telephone, never to the page."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from escale import limits
from escale.portal import lost_links
from escale.portal.forms import LostLinkForm
from escale.portal.guards import public


@public
@require_http_methods(["GET", "HEAD", "POST"])
def lost_link(request: HttpRequest) -> HttpResponse:
    """Ask for the addresses again. The answer is the same whether anybody is expected with this number or not."""
    form = LostLinkForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        now, phone = timezone.now(), form.cleaned_data["phone"]
        limits.take(limits.LINKS_PER_ADDRESS, limits.address_of(request), now=now)
        limits.take(limits.LINKS_PER_NUMBER, phone, now=now)
        lost_links.send_again(phone, now=now)
        return redirect("portal:lost-link-sent")
    return render(request, "portal/lost_link.html", {"form": form})


@public
@require_safe
def lost_link_sent(request: HttpRequest) -> HttpResponse:
    """What happens now, whoever asked."""
    return render(request, "portal/lost_link_sent.html")
