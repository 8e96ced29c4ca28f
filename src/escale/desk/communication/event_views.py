"""Public meetings: written once, made known by their kit, called off and given back."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from escale.accounts.access import MemberRequest, requires
from escale.desk.answers import with_undo
from escale.desk.communication.finding import event_or_404
from escale.desk.communication.forms import EventForm
from escale.desk.today import today_of
from escale.publishing import events, kits, rules
from escale.publishing.models import Event
from escale.ui.status import status_of


@require_http_methods(["GET", "HEAD", "POST"])
@requires(rules.may_prepare)
def add(request: MemberRequest) -> HttpResponse:
    """Write a meeting; its kit opens at once. Sent twice, it is written once."""
    organization, now = request.membership.organization, timezone.now()
    added = Event(organization=organization, created_at=now, created_by=request.user)
    form = EventForm(request.POST or None, organization=organization, today=today_of(request), instance=added)
    if request.method == "POST" and form.is_valid():
        event = events.add(form.save(commit=False), submission=form.cleaned_data["submission"])
        kit = kits.open_kit(event, by=request.membership, now=now)
        messages.success(request, f"C’est écrit : {event.title}. Voici de quoi le faire connaître.")
        return redirect("desk:kit", kit.pk)
    return render(request, "desk/communication/event_form.html", {"form": form}, status=status_of(form))


@require_http_methods(["GET", "HEAD", "POST"])
@requires(rules.may_prepare)
def change(request: MemberRequest, pk: int) -> HttpResponse:
    changed = event_or_404(request, pk)
    form = EventForm(request.POST or None, organization=changed.organization, today=today_of(request), instance=changed)
    if request.method == "POST" and form.is_valid():
        form.save()
        kit = kits.open_kit(changed, by=request.membership, now=timezone.now())
        messages.success(request, f"C’est enregistré : {changed.title}. Relisez ce qui est déjà parti.")
        return redirect("desk:kit", kit.pk)
    return render(
        request, "desk/communication/event_form.html", {"form": form, "event": changed}, status=status_of(form)
    )


@require_POST
@requires(rules.may_prepare)
def cancel(request: MemberRequest, pk: int) -> HttpResponse:
    event = event_or_404(request, pk)
    events.cancel(event, now=timezone.now())
    undo = reverse("desk:event-restore", args=[pk])
    messages.success(request, with_undo(f"{event.title} est annulé. Sa page le dit.", undo, "Le rétablir"))
    return _to_kit(request, event)


@require_POST
@requires(rules.may_prepare)
def restore(request: MemberRequest, pk: int) -> HttpResponse:
    event = event_or_404(request, pk)
    events.restore(event)
    messages.success(request, f"{event.title} est rétabli.")
    return _to_kit(request, event)


def _to_kit(request: MemberRequest, event: Event) -> HttpResponse:
    return redirect("desk:kit", kits.open_kit(event, by=request.membership, now=timezone.now()).pk)
