"""Circles: who is inside, what one promises there; an open one opened, joined, left."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from escale import limits
from escale.accounts.access import MemberRequest, requires
from escale.community import circles, inviting
from escale.community.inviting import AlreadyThere, CircleFull, NobodyHere
from escale.community.models import Circle, CircleGuest, CircleKind
from escale.community.rules import may_exchange
from escale.desk.threads.finding import circle_or_404
from escale.desk.threads.forms import CircleForm, InviteForm
from escale.limits import Limit, TooManyTries
from escale.ui.status import status_of

INVITATIONS = Limit("circle-invitations", 30, 3600)
"""Addresses tried in an hour: an invitation says whether somebody signs in here."""


@require_safe
@requires(may_exchange)
def own_circles(request: MemberRequest) -> HttpResponse:
    """Hers, and the invitations that wait for her answer."""
    waiting = CircleGuest.objects.waiting().filter(user=request.user, circle__closed_at=None)
    context = {
        "places": circles.places(request.membership),
        "invitations": list(waiting.select_related("circle__organization", "invited_by").order_by("invited_at", "pk")),
    }
    return render(request, "desk/threads/circles.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(may_exchange)
def open_circle(request: MemberRequest) -> HttpResponse:
    """Open a circle of one's own, to invite peers to."""
    form = CircleForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        opened = inviting.open_circle(request.membership, **form.cleaned_data, now=timezone.now())
        messages.success(request, f"« {opened.name} » est ouvert. Invitez qui vous voulez.")
        return redirect("desk:circle", opened.pk)
    return render(request, "desk/threads/circle_open.html", {"form": form}, status=status_of(form))


@require_safe
@requires(may_exchange)
def circle(request: MemberRequest, pk: int) -> HttpResponse:
    """Who speaks there, what one promises."""
    return _page(request, circle_or_404(request, pk), InviteForm())


@require_POST
@requires(may_exchange)
def invite(request: MemberRequest, pk: int) -> HttpResponse:
    """Invite an adviser of this instance, of whichever organization."""
    opened, now = _open_or_404(request, pk), timezone.now()
    form = InviteForm(request.POST)
    if form.is_valid():
        try:
            limits.take(INVITATIONS, str(request.user.pk), now=now)
            guest = inviting.invite(opened, email=form.cleaned_data["email"], by=request.membership, now=now)
        except TooManyTries:
            form.add_error("email", "Vous avez invité beaucoup de monde. Attendez une heure, puis recommencez.")
        except NobodyHere:
            form.add_error("email", "Aucune conseillère, aucun conseiller n’a cette adresse ici. Vérifiez-la.")
        except AlreadyThere:
            form.add_error("email", "Cette personne est déjà dans le cercle, ou déjà invitée.")
        except CircleFull:
            form.add_error("email", f"Le cercle a déjà {inviting.MOST_GUESTS} personnes. Ouvrez-en un autre.")
        else:
            messages.success(request, f"L’invitation part par mail à {guest.user.first_name}.")
            return redirect("desk:circle", pk)
    return _page(request, opened, form)


@require_POST
@requires(may_exchange)
def join(request: MemberRequest, pk: int) -> HttpResponse:
    guest = _invitation_or_404(request, pk)
    inviting.join(guest, now=timezone.now())
    messages.success(request, f"Vous êtes dans « {guest.circle.name} ».")
    return redirect("desk:circle", guest.circle_id)


@require_POST
@requires(may_exchange)
def decline(request: MemberRequest, pk: int) -> HttpResponse:
    guest = _invitation_or_404(request, pk)
    inviting.leave(guest.circle, user=request.user, now=timezone.now())
    messages.success(request, "L’invitation est refusée. Personne n’est prévenu.")
    return redirect("desk:circles")


@require_POST
@requires(may_exchange)
def leave(request: MemberRequest, pk: int) -> HttpResponse:
    opened = _open_or_404(request, pk)
    inviting.leave(opened, user=request.user, now=timezone.now())
    messages.success(request, f"Vous avez quitté « {opened.name} ».")
    return redirect("desk:circles")


def _page(request: MemberRequest, shown: Circle, form: InviteForm) -> HttpResponse:
    members = {member.user_id: member for member in circles.members_of(shown)}
    waiting = CircleGuest.objects.waiting().filter(circle=shown).select_related("user").order_by("invited_at", "pk")
    context = {
        "circle": shown,
        "key": circles.key_of(shown),
        "charter": circles.charter_of(shown),
        "members": list(members.values()),
        "waiting": list(waiting) if shown.is_open_circle else [],
        "may_moderate": circles.may_moderate(shown, request.user),
        "form": form,
    }
    return render(request, "desk/threads/circle.html", context, status=status_of(form))


def _open_or_404(request: MemberRequest, pk: int) -> Circle:
    return get_object_or_404(Circle.objects.of_member(request.membership).open(), pk=pk, kind=CircleKind.OPEN)


def _invitation_or_404(request: MemberRequest, pk: int) -> CircleGuest:
    waiting = CircleGuest.objects.waiting().filter(user=request.user, circle__closed_at=None)
    return get_object_or_404(waiting.select_related("circle"), pk=pk)
