"""A missed session caught up in a parallel group: which ones have room, and expecting somebody at one of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from escale.accounts.access import MemberRequest, requires
from escale.desk.answers import with_undo
from escale.desk.workshops.groups import words
from escale.desk.workshops.groups.finding import enrollment_or_404, session_or_404
from escale.french.plural import plural
from escale.workshops import catching_up, rules
from escale.workshops.catching_up import AlreadyCaughtUp, NoSeatThere, NotToCatchUp
from escale.workshops.models import CAME, CatchUp, Enrollment, Session


@dataclass(frozen=True, kw_only=True)
class Missed:
    """A session she missed, and where she may catch it up: each with its words, its seats left said last."""

    session: Session
    words: str
    possible: Sequence[tuple[Session, str]]


@require_http_methods(["GET", "HEAD", "POST"])
@requires(rules.may_enroll)
def catch_up(request: MemberRequest, pk: int) -> HttpResponse:
    """What somebody missed and where she may catch it up; one button expects her there."""
    enrollment, now = enrollment_or_404(request, pk), timezone.now()
    if request.method == "POST":
        return _expected(request, enrollment, now=now)
    context = {"enrollment": enrollment, "group": enrollment.group, "missed": _missed(enrollment, now=now)}
    return render(request, "desk/workshops/groups/catch_up.html", context)


@require_POST
@requires(rules.may_enroll)
def undo(request: MemberRequest, pk: int) -> HttpResponse:
    """Expect her there no more."""
    own = CatchUp.objects.filter(enrollment__in=Enrollment.objects.visible_to(request.user))
    own = own.filter(enrollment__organization=request.membership.organization)
    made = get_object_or_404(own.select_related("enrollment__person", "session__group"), pk=pk)
    catching_up.undo(made, now=timezone.now())
    messages.success(request, f"Nous n’attendons plus {made.enrollment.person.short_name} à cette séance.")
    return redirect("desk:catch-up", made.enrollment_id)


def _expected(request: MemberRequest, enrollment: Enrollment, *, now: datetime) -> HttpResponse:
    missed, session = _sent(request, "missed"), _sent(request, "session")
    try:
        made = catching_up.catch_up(enrollment, missed=missed, session=session, by=request.membership, now=now)
    except NoSeatThere as problem:
        there = plural(problem.missing, "place")
        messages.error(request, f"Il manque {there} à cette séance, prise entre-temps. Choisissez-en une autre.")
    except AlreadyCaughtUp:
        messages.info(request, "C’est déjà noté : cette séance est rattrapée, ou la personne y vient déjà.")
    except NotToCatchUp:
        messages.error(request, "Cette séance ne peut pas être rattrapée là. Choisissez-en une autre.")
    else:
        said = f"Nous attendons {enrollment.person.short_name} {words.session_words(session)}. Un message part."
        messages.success(request, with_undo(said, reverse("desk:catch-up-undo", args=[made.pk]), "Défaire"))
        return redirect("desk:group", enrollment.group_id)
    return redirect("desk:catch-up", enrollment.pk)


def _sent(request: MemberRequest, name: str) -> Session:
    number = request.POST.get(name, "")
    if not number.isdecimal():
        raise Http404
    return session_or_404(request, int(number[:18]))


def _missed(enrollment: Enrollment, *, now: datetime) -> list[Missed]:
    """The sessions whose roll says she didn't come, not caught up yet, the last one first. Eight queries at most."""
    own = Session.objects.standing().filter(group=enrollment.group_id, attendances__person=enrollment.person_id)
    absent = own.exclude(attendances__in=enrollment.attendances.filter(mark__in=sorted(CAME)))
    caught_up = CatchUp.objects.filter(enrollment=enrollment).values("missed")
    found = list(absent.exclude(pk__in=caught_up).with_everything_shown().order_by("-starts_at", "-pk").distinct())
    return [
        Missed(
            session=each,
            words=words.session_words(each),
            possible=_possible(enrollment, each, now=now),
        )
        for each in found[:2]
    ]


def _possible(enrollment: Enrollment, missed: Session, *, now: datetime) -> list[tuple[Session, str]]:
    sessions = catching_up.sessions_to_catch_up(enrollment, missed, now)
    left = catching_up.seats_left(sessions)
    return [
        (each, f"{words.session_words(each)}, {words.where_words(each)}, reste {plural(left[each.pk], 'place')}")
        for each in sessions
    ]
