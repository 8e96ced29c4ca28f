"""When no hour suits: to be called back."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from escale import limits
from escale.accounts.models import Organization
from escale.appointments import callbacks, public_hours
from escale.appointments.models import Reason
from escale.portal import steps
from escale.portal.answers import Answers, read_key, submission_of
from escale.portal.forms import CallbackForm
from escale.portal.guards import public


@public
@require_http_methods(["GET", "HEAD", "POST"])
def callback(request: HttpRequest, organization: str) -> HttpResponse:
    """Ask to be called: open even where online booking is not."""
    asked = get_object_or_404(Organization, slug=organization)
    answers = Answers.read(request.GET.dict())
    form = CallbackForm(request.POST or None, initial={"wish": answers.subject})
    if request.method == "POST" and form.is_valid():
        now = timezone.now()
        limits.take(limits.REQUESTS_PER_ADDRESS, limits.address_of(request), now=now)
        limits.take(limits.REQUESTS_PER_NUMBER, form.cleaned_data["phone"], now=now)
        callbacks.ask(
            organization=asked,
            reason=_reason_of(asked, request.GET.get("motif", "")),
            first_name=form.cleaned_data["first_name"],
            phone=form.cleaned_data["phone"],
            wish=form.cleaned_data["wish"],
            submission=submission_of(read_key(request.GET.get("envoi", "")), form.cleaned_data["phone"]),
            now=now,
        )
        return redirect("portal:booking-callback-noted", organization=organization)
    action = request.path + answers.query(motif=request.GET.get("motif"), envoi=read_key(request.GET.get("envoi", "")))
    return render(request, "portal/callback.html", steps.about(asked) | {"form": form, "action": action})


@public
@require_safe
def callback_noted(request: HttpRequest, organization: str) -> HttpResponse:
    """The request is on the desk of the organization."""
    asked = get_object_or_404(Organization, slug=organization)
    return render(request, "portal/callback_noted.html", steps.about(asked))


def _reason_of(organization: Organization, pk: str) -> Reason | None:
    return (
        public_hours.reason(int(pk), organization_slug=organization.slug) if pk.isascii() and pk.isdecimal() else None
    )
