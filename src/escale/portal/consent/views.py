"""What is asked of the person, in her words: yes, no; then a button that stops everything. Over, it shows nothing of her."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from escale import limits
from escale.limits import Limit
from escale.mandates import acts, consenting, papers
from escale.mandates.consenting import Consent, NotAsked
from escale.mandates.models import ConsentBy, Mandate, RevokedFrom, Standing
from escale.places.zones import zone_of
from escale.portal.guards import with_mandate

PER_MANDATE = Limit("mandate-page", 20, 3600)
YES = "oui"


@with_mandate
@require_safe
def mandate(request: HttpRequest, mandate: Mandate) -> HttpResponse:
    """What is asked, while it is asked; what is permitted, while it stands; else a sentence."""
    now = timezone.now()
    stands = mandate.standing(now=now)
    asks = consenting.may_answer(mandate, now=now)
    context = {
        "organization": mandate.organization,
        "site_name": mandate.organization.name,
        "site_phone": mandate.organization.phone,
        "asks": asks,
        "is_open": stands == Standing.OPEN,
        "is_revoked": stands == Standing.REVOKED,
    }
    if asks or stands == Standing.OPEN:
        paper = papers.to_sign(mandate)
        acts_done = papers.acts_of(mandate, zone=zone_of(mandate.organization))
        context |= {"mandate": mandate, "paper": paper, "acts": acts_done, "secret": _secret(request)}
    return render(request, "portal/consent/mandate.html", context)


@with_mandate
@require_POST
def answer(request: HttpRequest, mandate: Mandate) -> HttpResponse:
    """Her yes, or anything else, which is no."""
    now = timezone.now()
    limits.take(PER_MANDATE, str(mandate.pk), now=now)
    if consenting.may_answer(mandate, now=now):
        try:
            if request.POST.get("reponse") == YES:
                consenting.sign(mandate, Consent(by=ConsentBy.SMS), by=None, now=now)
            else:
                consenting.refuse(mandate, by=None, now=now)
        except NotAsked:
            pass  # Answered from elsewhere meanwhile: the page says where it stands.
    return redirect("portal:mandate", _secret(request))


@with_mandate
@require_POST
def stop(request: HttpRequest, mandate: Mandate) -> HttpResponse:
    """Stop everything, at once."""
    now = timezone.now()
    limits.take(PER_MANDATE, str(mandate.pk), now=now)
    if mandate.standing(now=now) == Standing.OPEN:
        acts.revoke(mandate, by=None, now=now, origin=RevokedFrom.COPY)
    return redirect("portal:mandate", _secret(request))


def _secret(request: HttpRequest) -> str:
    """The one she came with: made again with a new key of the instance, it would take the button that stops away."""
    return str(request.resolver_match.kwargs["secret"]) if request.resolver_match else ""
