"""The words of the messages, seen as on a telephone, and how many leave."""

from dataclasses import dataclass
from typing import Any

from dateutil.relativedelta import relativedelta
from django.contrib import messages
from django.db import transaction
from django.forms import BoundField
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from escale.accounts import rules
from escale.accounts.access import MemberRequest, requires
from escale.accounts.models import Organization
from escale.desk.message_kinds import REWORDABLE
from escale.desk.settings.forms_texts import WHEN, WORDS, NoShowForm, SendingForm, TextsForm
from escale.desk.settings.page import settings_page
from escale.outbox import monitoring
from escale.outbox import texts as wordings
from escale.outbox.catalogue import MessageKind
from escale.outbox.senders import sms_sender
from escale.places.zones import zone_of
from escale.scheduling.wall_clock import day_bounds
from escale.ui.status import REFUSED


@dataclass(frozen=True)
class Card:
    """One kind of message on the page; no preview while a word is unknown."""

    kind: MessageKind
    field: BoundField
    when: str
    words: list[tuple[str, str]]
    preview: wordings.Preview | None


@requires(rules.may_set_up)
def texts(request: MemberRequest) -> HttpResponse:
    organization = request.membership.organization
    form = TextsForm(request.POST or None, organization=organization)
    if request.method == "POST" and form.is_valid() and request.POST.get("action") == "save":
        with transaction.atomic():
            for kind in REWORDABLE:
                wordings.save(kind, organization=organization, text=form.cleaned_data[kind.name])
        messages.success(request, "Les textes sont enregistrés. Les messages qui attendent les prendront aussi.")
        return redirect("desk:settings-texts")
    if request.headers.get("HX-Request"):
        context = {"cards": _cards(form, organization), "sender": sms_sender(organization)}
        return render(request, "desk/settings/texts_preview.html", context)
    return _page(request, form)


@require_POST
@requires(rules.may_set_up)
def restore_texts(request: MemberRequest) -> HttpResponse:
    for kind in REWORDABLE:
        wordings.restore(kind, organization=request.membership.organization)
    messages.success(request, "Les textes d’origine sont revenus.")
    return redirect("desk:settings-texts")


@require_POST
@requires(rules.may_set_up)
def change_sending(request: MemberRequest) -> HttpResponse:
    organization = Organization.objects.get(pk=request.membership.organization_id)
    form = SendingForm(request.POST, instance=organization)
    if not form.is_valid():
        return _page(request, sending_form=form)
    form.save()
    messages.success(request, "L’envoi est réglé.")
    return redirect("desk:settings-texts")


@require_POST
@requires(rules.may_set_up)
def change_no_shows(request: MemberRequest) -> HttpResponse:
    organization = Organization.objects.get(pk=request.membership.organization_id)
    form = NoShowForm(request.POST, instance=organization)
    if not form.is_valid():
        return _page(request, no_show_form=form)
    form.save()
    messages.success(request, "C’est réglé pour les absences.")
    return redirect("desk:settings-texts")


def _page(
    request: MemberRequest,
    form: TextsForm | None = None,
    *,
    sending_form: SendingForm | None = None,
    no_show_form: NoShowForm | None = None,
) -> HttpResponse:
    organization = request.membership.organization
    form = form or TextsForm(organization=organization)
    sending_form = sending_form or SendingForm(instance=organization)
    no_show_form = no_show_form or NoShowForm(instance=organization)
    context: dict[str, Any] = {
        "form": form,
        "sending_form": sending_form,
        "no_show_form": no_show_form,
        "cards": _cards(form, organization),
        "sender": sms_sender(organization),
        "month": _month(request),
    }
    refused = any(each.is_bound and each.errors for each in (form, sending_form, no_show_form))
    return settings_page(request, "texts.html", context, status=REFUSED if refused else 200)


def _cards(form: TextsForm, organization: Organization) -> list[Card]:
    return [
        Card(
            kind=kind,
            field=form[kind.name],
            when=WHEN[kind.name],
            words=[("{" + name + "}", WORDS[name]) for name in kind.placeholders],
            preview=None if form[kind.name].errors else wordings.preview(kind, form.wording(kind), organization),
        )
        for kind in REWORDABLE
    ]


def _month(request: MemberRequest) -> monitoring.Month:
    """This calendar month, on the clock of the organization."""
    zone = zone_of(request.membership.organization)
    today = timezone.now().astimezone(zone).date()
    first = today.replace(day=1)
    return monitoring.month(
        request.membership.organization,
        start=day_bounds(first, zone).start,
        end=day_bounds(first + relativedelta(months=1), zone).start,
        today=today,
    )
