"""One address: corrected, taken off, put back, tried again after it came back."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from escale.accounts.access import MemberRequest, requires
from escale.desk.answers import with_undo
from escale.desk.mailing.finding import recipient_or_404
from escale.desk.mailing.forms import RecipientForm, initial_of
from escale.desk.mailing.views_lists import ALREADY, REFUSES, REFUSES_SMS
from escale.desk.today import today_of
from escale.publishing import rules
from escale.publishing.mailing import bounces, lists
from escale.publishing.mailing.lists import AlreadyThere, Refuses
from escale.ui.status import status_of


@require_http_methods(["GET", "HEAD", "POST"])
@requires(rules.may_prepare)
def recipient(request: MemberRequest, pk: int) -> HttpResponse:
    shown = recipient_or_404(request, pk)
    initial = initial_of(shown)
    by_sms = shown.list.by_sms
    form = RecipientForm(request.POST or None, by_sms=by_sms, today=today_of(request), initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            lists.correct(shown, form.contact())
        except AlreadyThere:
            form.add_error("phone" if by_sms else "email", ALREADY)
        except Refuses:
            form.add_error("phone" if by_sms else "email", REFUSES_SMS if by_sms else REFUSES)
        else:
            messages.success(request, "L’adresse est enregistrée.")
            return redirect("desk:mailing-list", shown.list_id)
    context = {"form": form, "recipient": shown, "said": initial}
    return render(request, "desk/mailing/recipient.html", context, status=status_of(form))


@require_POST
@requires(rules.may_prepare)
def remove(request: MemberRequest, pk: int) -> HttpResponse:
    shown = recipient_or_404(request, pk)
    lists.remove(shown, now=timezone.now())
    undo = reverse("desk:mailing-recipient-put-back", args=[pk])
    messages.success(request, with_undo(f"{shown} est hors de la liste.", undo, "Remettre"))
    return redirect("desk:mailing-list", shown.list_id)


@require_POST
@requires(rules.may_prepare)
def put_back(request: MemberRequest, pk: int) -> HttpResponse:
    shown = recipient_or_404(request, pk)
    if lists.put_back(shown):
        messages.success(request, f"{shown} est remis dans la liste.")
    else:
        messages.error(request, ALREADY)
    return redirect("desk:mailing-list", shown.list_id)


@require_POST
@requires(rules.may_prepare)
def try_again(request: MemberRequest, pk: int) -> HttpResponse:
    """The address works after all."""
    shown = recipient_or_404(request, pk)
    bounces.try_again(shown)
    messages.success(request, f"Le prochain mail part aussi à {shown.address}.")
    return redirect("desk:mailing-list", shown.list_id)
