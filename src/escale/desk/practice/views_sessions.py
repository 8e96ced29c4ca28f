"""Sessions of analysis of practice: their list, one of them, proposing, changing, calling off; for one's own calendar."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from escale.accounts.access import MemberRequest, requires
from escale.community import circles
from escale.desk.practice import sessions as said
from escale.desk.practice.forms_sessions import AgreeForm, SessionForm
from escale.desk.practice.page import CALENDAR, peers_page
from escale.places.zones import zone_of
from escale.practice import calendar_entries, opening, rules
from escale.practice.models import PracticeSeat, PracticeSession, SeatState
from escale.practice.opening import TooFewSeats
from escale.ui.status import status_of

PER_PAGE = 20


@require_safe
@requires(rules.may_take_part)
def sessions(request: MemberRequest) -> HttpResponse:
    """Those to come in her circles, the soonest first; what was held, on demand."""
    now, held = timezone.now(), request.GET.get("voir") == "passees"
    found = PracticeSession.objects.visible_to(request.user)
    found = found.filter(ends_at__lte=now) if held else found.upcoming(now=now)
    listed = found.with_counts().select_related("circle").order_by("-starts_at" if held else "starts_at", "pk")
    page = Paginator(listed, PER_PAGE).get_page(request.GET.get("page"))
    context = {"held": held, "page": page, "rows": said.rows(page.object_list, reader=request.user)}
    return peers_page(request, "sessions.html", context)


@require_safe
@requires(rules.may_take_part)
def session(request: MemberRequest, pk: int) -> HttpResponse:
    return session_page(request, pk, AgreeForm())


def session_page(request: MemberRequest, pk: int, form: AgreeForm) -> HttpResponse:
    """One session, its rules, and the seat one takes; who comes is read by those who come, and by whoever looks after it."""
    found = PracticeSession.objects.visible_to(request.user).with_counts().select_related("circle", "opened_by")
    shown = get_object_or_404(found, pk=pk)
    (row,) = said.rows([shown], reader=request.user)
    may_change = rules.may_change_session(request.membership, shown)
    coming = PracticeSeat.objects.live().filter(session=shown).select_related("user", "organization")
    context = {
        "row": row,
        "form": form,
        "is_over": said.is_over(shown, now=timezone.now()),
        "may_change": may_change,
        "sees_people": row.has_seat or may_change,
        "coming": [(seat, seat.state == SeatState.WAITING) for seat in coming.order_by("state", "asked_at", "pk")],
    }
    return peers_page(request, "session.html", context, status=status_of(form))


@require_http_methods(["GET", "HEAD", "POST"])
@requires(rules.may_take_part)
def propose(request: MemberRequest) -> HttpResponse:
    """Propose a session to a circle."""
    member, now = request.membership, timezone.now()
    zone = zone_of(member.organization)
    form = SessionForm(request.POST or None, member=member, zone=zone, now=now)
    if request.method == "POST" and form.is_valid():
        made = opening.propose(
            form.terms(),
            circle=circles.take(member, form.cleaned_data["circle"], now=now),
            member=member,
            time_zone=zone.key,
            submission=form.key,
            now=now,
        )
        messages.success(request, "La séance est proposée. Prenez votre place si vous venez.")
        return redirect("desk:peers-session", made.pk)
    return peers_page(request, "session_form.html", {"form": form, "session": None}, status=status_of(form))


@require_http_methods(["GET", "HEAD", "POST"])
@requires(rules.may_take_part)
def change(request: MemberRequest, pk: int) -> HttpResponse:
    """Say something else of it."""
    shown, now = _own_or_404(request, pk), timezone.now()
    zone = shown.zone
    form = SessionForm(request.POST or None, member=request.membership, zone=zone, now=now, session=shown)
    if request.method == "POST" and form.is_valid():
        try:
            opening.change(shown, form.terms(), now=now)
        except TooFewSeats as few:
            form.add_error("seats", f"{few.taken} personnes ont déjà une place. Gardez-en autant.")
        else:
            messages.success(request, "C’est enregistré. Si l’heure ou le lieu change, chacun est prévenu par mail.")
            return redirect("desk:peers-session", pk)
    return peers_page(request, "session_form.html", {"form": form, "session": shown}, status=status_of(form))


@require_http_methods(["GET", "HEAD", "POST"])
@requires(rules.may_take_part)
def cancel(request: MemberRequest, pk: int) -> HttpResponse:
    """Call it off, once sure."""
    shown = _own_or_404(request, pk)
    if request.method == "POST":
        opening.cancel(shown, now=timezone.now())
        messages.success(request, "La séance est annulée. Chacun est prévenu par mail, et son agenda est libre.")
        return redirect("desk:peers-session", pk)
    count = PracticeSeat.objects.live().filter(session=shown).count()
    return peers_page(request, "session_cancel.html", {"session": shown, "count": count})


@require_safe
@requires(rules.may_take_part)
def calendar(request: MemberRequest, pk: int) -> HttpResponse:
    """The session, for one's own calendar; the link of the video is in it for those who have a seat."""
    shown = get_object_or_404(PracticeSession.objects.visible_to(request.user), pk=pk)
    has_seat = PracticeSeat.objects.taken().filter(session=shown, user=request.user).exists()
    text = calendar_entries.of_session(shown, with_link=has_seat, now=timezone.now())
    response = HttpResponse(text, content_type=CALENDAR)
    response.headers["Content-Disposition"] = 'attachment; filename="analyse-de-la-pratique.ics"'
    return response


def _own_or_404(request: MemberRequest, pk: int) -> PracticeSession:
    """A session she sees and looks after, that is still to come."""
    shown = get_object_or_404(PracticeSession.objects.visible_to(request.user).upcoming(now=timezone.now()), pk=pk)
    if not rules.may_change_session(request.membership, shown):
        raise PermissionDenied
    return shown
