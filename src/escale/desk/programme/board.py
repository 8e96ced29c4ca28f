"""The page where a programme is filled: needs on the left, dates on the right, and every gesture of it."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from escale.accounts.access import MemberRequest, requires
from escale.desk.answers import with_undo
from escale.desk.programme import memory, rows
from escale.desk.programme.finding import programme_or_404, slots_of
from escale.desk.programme.forms import IdeaForm
from escale.desk.today import today_of
from escale.french.dates import MONTHS, day
from escale.programme import choosing, dates, ideas, needs, rules
from escale.programme.choosing import Change, SlotGone, SlotOff
from escale.programme.models import Programme, ProgrammeSlot
from escale.programme.needs import Need
from escale.programme.themes import Theme
from escale.ui.status import status_of
from escale.workshops.models import Interest

PER_PAGE = 8
STEPS = ("Choisir", "Relire", "Publier", "Communiquer")
CHIPS = (("", "Tous"), ("seniors", "Seniors"), ("young", "15–25 ans"))
CHANGED_SINCE = "Ces dates ont changé depuis : rien n’a été défait."
GONE = "Cette date vient de changer. Voici où nous en sommes."


@require_safe
@requires(rules.may_plan)
def programme(request: MemberRequest, pk: int) -> HttpResponse:
    """Needs and dates, side by side."""
    shown, today = programme_or_404(request, pk), today_of(request)
    slots = slots_of(shown)
    public = _public(request)
    wanted = needs.read(shown, public=public, today=today, now=timezone.now())
    context = {
        "programme": shown,
        "steps": STEPS,
        "needs": Paginator(wanted, PER_PAGE).get_page(request.GET.get("page")),
        "since": MONTHS[needs.since(today).month - 1],
        "public": public,
        "chips": CHIPS,
        "rows": rows.rows(slots),
        "free": [slot for slot in slots if slot.is_free and slot.on > today],
        "summary": rows.summary(slots),
        "unknown_calendar": dates.unknown_calendar(shown, slots),
        "learners": Interest.objects.of_organization(shown.organization).to_place(on=today).count(),
    }
    return render(request, "desk/programme/board.html", context)


@require_POST
@requires(rules.may_plan)
def place(request: MemberRequest, pk: int) -> HttpResponse:
    """Put what `besoin` names on the date `date`: a need, or the theme of another date, which takes its place."""
    shown = programme_or_404(request, pk)
    slot = _slot(shown, request.POST.get("date", ""))
    if slot is None:
        return gone(request, shown)
    asked = request.POST.get("besoin", "")
    try:
        if other := _slot(shown, asked.removeprefix("date-") if asked.startswith("date-") else ""):
            return done(request, shown, _moved_words(other, slot), choosing.exchange(other, slot), slot=slot)
        need = _need(request, shown, asked)
        if need is None:
            return gone(request, shown)
        return done(request, shown, _placed_words(need.theme, slot), choosing.place(slot, need.theme), slot=slot)
    except (SlotGone, SlotOff):
        return gone(request, shown)


@require_POST
@requires(rules.may_plan)
def undo(request: MemberRequest, pk: int) -> HttpResponse:
    """Take the last gesture back, as long as it is the one that `geste` names."""
    shown = programme_or_404(request, pk)
    change = memory.take(request.session, request.GET.get("geste", ""), programme=shown.pk)
    if change is None:
        messages.info(request, "Il n’y a plus rien à défaire.")
    elif not choosing.undo(change, shown):
        messages.warning(request, CHANGED_SINCE)
    else:
        messages.success(request, "C’est défait.")
    return to_board(shown)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(rules.may_plan)
def idea(request: MemberRequest, pk: int) -> HttpResponse:
    """A theme nobody has noted yet: it becomes a question like any other, counted with those heard."""
    shown = programme_or_404(request, pk)
    form = IdeaForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        added = ideas.add(**form.cleaned_data, on=today_of(request), by=request.membership, now=timezone.now())
        messages.success(request, f"« {added.title} » est dans la liste. Placez-le quand vous voulez.")
        return to_board(shown)
    context = {"form": form, "programme": shown}
    return render(request, "desk/programme/idea.html", context, status=status_of(form))


def done(
    request: MemberRequest, programme: Programme, said: str, change: Change, *, slot: ProgrammeSlot | None = None
) -> HttpResponse:
    """Say what a gesture did, with the button that takes it back, and lead to the date."""
    gesture = memory.keep(request.session, change)
    undo_address = reverse("desk:programme-undo", args=[programme.pk], query={"geste": gesture})
    messages.success(request, with_undo(said, undo_address, "Défaire"))
    return to_board(programme, slot=slot, public=_public(request))


def gone(request: MemberRequest, programme: Programme) -> HttpResponse:
    """Say that a colleague was faster."""
    messages.warning(request, GONE)
    return to_board(programme)


def to_board(programme: Programme, *, slot: ProgrammeSlot | None = None, public: str = "") -> HttpResponse:
    return redirect(
        reverse(
            "desk:programme",
            args=[programme.pk],
            query={"public": public} if public else None,
            fragment=f"date-{slot.pk}" if slot else None,
        )
    )


def _public(request: MemberRequest) -> str:
    asked: Any = request.POST.get("public") or request.GET.get("public", "")
    return asked if asked in dict(CHIPS) else ""


def _slot(programme: Programme, typed: str) -> ProgrammeSlot | None:
    if not (typed.isascii() and typed.isdecimal() and len(typed) < 19):
        return None
    found: ProgrammeSlot | None = programme.slots.with_everything_shown().one(pk=int(typed))
    return found


def _need(request: MemberRequest, programme: Programme, key: str) -> Need | None:
    found = needs.read(programme, today=today_of(request), now=timezone.now())
    return next((each for each in found if each.key == key), None)


def _placed_words(theme: Theme, slot: ProgrammeSlot) -> str:
    before = f" Il remplace « {slot.title} »." if slot.title else ""
    return f"« {theme.title} » : {day(slot.on)}.{before}"


def _moved_words(other: ProgrammeSlot, slot: ProgrammeSlot) -> str:
    before = f" « {slot.title} » passe au {day(other.on)}." if slot.title else ""
    return f"« {other.title} » : {day(slot.on)}.{before}"
