"""Whom one knows at a partner's, and what is organized together."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from escale.accounts.access import MemberRequest, requires
from escale.desk.answers import with_undo
from escale.desk.partners.finding import contact_or_404, event_or_404, named_partner, partner_or_404
from escale.desk.partners.forms_network import ContactForm, EventForm
from escale.desk.today import today_of
from escale.directory import contacts, events, rules
from escale.directory.models import Contact
from escale.ui.status import status_of


@require_http_methods(["GET", "HEAD", "POST"])
@requires(rules.may_edit_partners)
def add_contact(request: MemberRequest, pk: int) -> HttpResponse:
    """Write down somebody who agreed to it."""
    partner = partner_or_404(request, pk)
    form = ContactForm(request.POST or None, instance=Contact(), today=today_of(request))
    if request.method == "POST" and form.is_valid():
        contacts.add(form.instance, partner=partner, now=timezone.now())
        messages.success(request, f"C’est écrit\u00a0: {form.instance.name}.")
        return redirect("desk:partner", pk)
    context = {"form": form, "partner": partner, "contact": None}
    return render(request, "desk/partners/contact_form.html", context, status=status_of(form))


@require_http_methods(["GET", "HEAD", "POST"])
@requires(rules.may_edit_partners)
def change_contact(request: MemberRequest, pk: int) -> HttpResponse:
    contact = contact_or_404(request, pk)
    name = contact.name
    form = ContactForm(request.POST or None, instance=contact, today=today_of(request))
    if request.method == "POST" and form.is_valid():
        contacts.change(form.instance, now=timezone.now())
        messages.success(request, "C’est enregistré.")
        return redirect("desk:partner", contact.partner_id)
    context = {"form": form, "partner": contact.partner, "contact": contact, "name": name}
    return render(request, "desk/partners/contact_form.html", context, status=status_of(form))


@require_POST
@requires(rules.may_edit_partners)
def contact_left(request: MemberRequest, pk: int) -> HttpResponse:
    """Note that somebody left: nothing goes to her any more."""
    contact = contact_or_404(request, pk)
    contacts.leave(contact, now=timezone.now())
    undo = reverse("desk:partner-contact-back", args=[pk])
    messages.success(request, with_undo(f"{contact.name} n’est plus dans les contacts.", undo, "Remettre"))
    return redirect("desk:partner", contact.partner_id)


@require_POST
@requires(rules.may_edit_partners)
def contact_back(request: MemberRequest, pk: int) -> HttpResponse:
    contact = contact_or_404(request, pk)
    contacts.come_back(contact)
    messages.success(request, f"{contact.name} est de nouveau dans les contacts.")
    return redirect("desk:partner", contact.partner_id)


@require_POST
@requires(rules.may_edit_partners)
def contact_forgotten(request: MemberRequest, pk: int) -> HttpResponse:
    """Erase somebody who asks for it, at once and for good."""
    contact = contact_or_404(request, pk)
    contacts.forget(contact)
    messages.success(request, f"{contact.name} est effacé de cette fiche.")
    return redirect("desk:partner", contact.partner_id)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(rules.may_edit_partners)
def add_event(request: MemberRequest) -> HttpResponse:
    """Write down what is organized together."""
    partner, now = named_partner(request), timezone.now()
    form = EventForm(
        request.POST or None,
        organization=request.membership.organization,
        chosen=[partner] if partner else [],
        now=now,
    )
    if request.method == "POST" and form.is_valid():
        made = events.plan(
            form.draft(), partners=form.partners(), sessions=form.chosen_sessions(), by=request.membership, now=now
        )
        messages.success(request, f"C’est écrit\u00a0: {made.title}.")
        return redirect("desk:partner", form.partners()[0].pk)
    context = {"form": form, "partner": partner, "event": None}
    return render(request, "desk/partners/event_form.html", context, status=status_of(form))


@require_http_methods(["GET", "HEAD", "POST"])
@requires(rules.may_edit_partners)
def change_event(request: MemberRequest, pk: int) -> HttpResponse:
    event = event_or_404(request, pk)
    chosen = list(event.partners.order_by("name", "pk"))
    form = EventForm(
        request.POST or None,
        organization=request.membership.organization,
        chosen=chosen,
        now=timezone.now(),
        event=event,
    )
    if request.method == "POST" and form.is_valid():
        events.change(event, form.draft(), partners=form.partners(), sessions=form.chosen_sessions())
        messages.success(request, "C’est enregistré.")
        return redirect("desk:partner", form.partners()[0].pk)
    context = {"form": form, "partner": next(iter(chosen), None), "event": event}
    return render(request, "desk/partners/event_form.html", context, status=status_of(form))


@require_POST
@requires(rules.may_edit_partners)
def remove_event(request: MemberRequest, pk: int) -> HttpResponse:
    """Take what was written out; partners and sessions stay."""
    event = event_or_404(request, pk)
    title = event.title
    events.remove(event)
    messages.success(request, f"{title} n’est plus noté. Les séances restent.")
    return redirect("desk:partners")
