"""The page after a hard conversation, and what a peer answers."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from escale.accounts.access import MemberRequest, requires
from escale.community import help_numbers, peers
from escale.community.models import PeerCall
from escale.community.rules import may_change_numbers, may_look_after_herself
from escale.desk.care.forms import NoteForm, PeerForm
from escale.ui.status import status_of


@require_safe
@requires(may_look_after_herself)
def care(request: MemberRequest) -> HttpResponse:
    """The frame, what to say, whom to call; a note for herself, a colleague to talk to."""
    return _page(request, PeerForm(member=request.membership))


@require_POST
@requires(may_look_after_herself)
def ask(request: MemberRequest) -> HttpResponse:
    """Tell a colleague that she would like to talk."""
    form = PeerForm(request.POST, member=request.membership)
    if not form.is_valid():
        return _page(request, form)
    peer = form.cleaned_data["peer"]
    peers.ask(request.membership, peer, submission=form.cleaned_data["submission"], now=timezone.now())
    messages.success(
        request, f"{peer.user.first_name} est au courant, par mail et sur sa journée. Rien d’autre n’est dit."
    )
    return redirect(f"{reverse('desk:care')}#pair")


@require_POST
@requires(may_look_after_herself)
def answer(request: MemberRequest, pk: int) -> HttpResponse:
    """Answer a colleague: “on s’appelle”."""
    call = get_object_or_404(PeerCall.objects.asked_of(request.user).select_related("asked_by", "organization"), pk=pk)
    peers.answer(call, now=timezone.now())
    messages.success(request, f"C’est dit à {call.asked_by.first_name}. Appelez dès que vous pouvez.")
    return redirect(f"{reverse('desk:care')}#pair")


@require_POST
@requires(may_look_after_herself)
def withdraw(request: MemberRequest, pk: int) -> HttpResponse:
    """Ask nothing any more."""
    peers.withdraw(get_object_or_404(PeerCall.objects.filter(asked_by=request.user), pk=pk))
    messages.success(request, "Votre demande est retirée.")
    return redirect(f"{reverse('desk:care')}#pair")


def _page(request: MemberRequest, form: PeerForm) -> HttpResponse:
    calls = PeerCall.objects.visible_to(request.user).select_related("asked_by", "peer").order_by("-created_at", "-pk")
    listed = list(calls)
    context: dict[str, Any] = {
        "peer_form": form,
        "note_form": NoteForm(),
        "asked_of_me": [call for call in listed if call.peer_id == request.user.pk],
        "asked_by_me": [call for call in listed if call.asked_by_id == request.user.pk],
        "numbers": help_numbers.of(request.membership.organization),
        "may_change_numbers": may_change_numbers(request.membership),
    }
    return render(request, "desk/care/care.html", context, status=status_of(form))
