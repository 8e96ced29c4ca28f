"""Moving a session, calling off a session or a whole group, merging two: what stands in the way and who is told, first."""

from datetime import datetime

from django.contrib import messages
from django.db.models import Exists, OuterRef, Prefetch
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from escale.accounts.access import MemberRequest, requires
from escale.desk.answers import with_undo
from escale.desk.today import today_of
from escale.desk.workshops.groups import dragged, words
from escale.desk.workshops.groups.adding import NO_SUCH_HOUR
from escale.desk.workshops.groups.changing import OVER
from escale.desk.workshops.groups.finding import group_or_404, own_groups, session_or_404
from escale.desk.workshops.groups.forms import CallOffForm, MergeForm, SessionOffForm
from escale.desk.workshops.groups.forms_plan import SessionForm, said_of
from escale.french.plural import plural
from escale.ui.status import REFUSED
from escale.workshops import merging, moving, rules
from escale.workshops.catching_up import NoSeatThere, NotToCatchUp, sessions_to_catch_up
from escale.workshops.holds import Refused
from escale.workshops.merging import NotEnoughSeats, NothingToJoin, SameGroup
from escale.workshops.models import Enrollment, Group, GroupQuerySet, Session
from escale.workshops.moving import HourTaken, NothingToUndo, SessionCanceled, SessionOver
from escale.workshops.scheduling import GroupCanceled, NoSuchHour

GONE = (SessionOver, SessionCanceled, GroupCanceled, NotToCatchUp, SameGroup, NothingToJoin)
TOO_LATE = "Cette séance a déjà eu lieu, ou elle est annulée : elle ne peut plus changer."


@require_http_methods(["GET", "HEAD", "POST"])
@requires(rules.may_prepare)
def move(request: MemberRequest, pk: int) -> HttpResponse:
    """Another day, hour, room or adviser for a session; its subject too; a gesture of the agenda fills it in."""
    session = session_or_404(request, pk)
    gesture = dragged.asked(request.GET, request.membership.organization)
    said = said_of(session) | gesture
    form = SessionForm(request.POST or None, membership=request.membership, today=today_of(request), initial=said)
    if gesture and request.method != "POST" and (met := dragged.in_the_way(session, gesture, now=timezone.now())):
        form.refuse(met)
    if request.method == "POST" and form.is_valid():
        try:
            return _moved(request, session, form)
        except Refused as refused:
            form.refuse(refused)
        except NoSuchHour:
            form.add_error("start", NO_SUCH_HOUR)
        except GONE:
            messages.error(request, TOO_LATE)
            return redirect("desk:group", session.group_id)
    context = {"form": form, "group": session.group, "session": session, "verb": "Déplacer"}
    context |= {"effect": told_words(session.group), "from_agenda": _is_from_agenda(request)}
    context["was"] = f"{words.session_words(session)}, {words.where_words(session)}"
    status = REFUSED if request.method == "POST" else 200
    return render(request, "desk/workshops/groups/session.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(rules.may_prepare)
def cancel_session(request: MemberRequest, pk: int) -> HttpResponse:
    """Call a session off; those of a cycle may catch it up with another group."""
    session, now = session_or_404(request, pk), timezone.now()
    others = _to_catch_up_in(session, now=now)
    form = SessionOffForm(request.POST or None, effect=told_words(session.group), others=others)
    if request.method == "POST" and form.is_valid():
        try:
            moving.cancel_session(session, by=request.membership, now=now, **form.cleaned_data)
        except NoSeatThere as problem:
            form.add_error("catch_up_in", f"Il y manque {plural(problem.missing, 'place')}. Choisissez-en une autre.")
        except GONE:
            messages.error(request, TOO_LATE)
            return redirect("desk:group", session.group_id)
        else:
            said = f"La séance du {words.session_words(session)} est annulée."
            undo = reverse("desk:session-restore", args=[pk])
            messages.success(request, with_undo(said, undo, "Rétablir la séance"))
            return redirect("desk:group", session.group_id)
    context = {"form": form, "group": session.group, "when": words.session_words(session), "what": "la séance"}
    status = REFUSED if request.method == "POST" else 200
    return render(request, "desk/workshops/groups/call_off.html", context, status=status)


@require_POST
@requires(rules.may_prepare)
def restore_session(request: MemberRequest, pk: int) -> HttpResponse:
    session = session_or_404(request, pk)
    try:
        if session.group.canceled_at:
            moving.restore_group(session.group, by=request.membership, now=timezone.now())
        else:
            moving.restore_session(session, now=timezone.now())
    except (NothingToUndo, GroupCanceled):
        messages.error(request, "Il est trop tard pour rétablir cette séance. Ajoutez-en une à la même heure.")
    except HourTaken:
        messages.error(request, "Cette heure est prise par autre chose depuis. Ajoutez une séance à une autre heure.")
    else:
        messages.success(request, f"La séance du {words.session_words(session)} a bien lieu.")
    return redirect("desk:group", session.group_id)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(rules.may_prepare)
def cancel_group(request: MemberRequest, pk: int) -> HttpResponse:
    ended = group_or_404(request, pk)
    form = CallOffForm(request.POST or None, effect=told_words(ended))
    if request.method == "POST" and form.is_valid():
        try:
            moving.cancel_group(ended, now=timezone.now(), **form.cleaned_data)
        except GONE:
            messages.error(request, "C’est déjà passé ou annulé : il ne reste rien à annuler.")
        else:
            undo = reverse("desk:group-restore", args=[pk])
            messages.success(request, with_undo(f"{ended.title} : c’est annulé.", undo, "Rétablir"))
        return redirect("desk:group", pk)
    context = {"form": form, "group": ended, "when": "", "what": "le cycle" if ended.is_cycle else "l’atelier"}
    status = REFUSED if request.method == "POST" else 200
    return render(request, "desk/workshops/groups/call_off.html", context, status=status)


@require_POST
@requires(rules.may_prepare)
def restore_group(request: MemberRequest, pk: int) -> HttpResponse:
    stands = group_or_404(request, pk)
    try:
        moving.restore_group(stands, by=request.membership, now=timezone.now())
    except NothingToUndo:
        messages.error(request, "Il est trop tard pour rétablir. Programmez-le de nouveau.")
    except HourTaken:
        messages.error(request, "Une de ses heures est prise par autre chose depuis. Programmez-le de nouveau.")
    else:
        messages.success(request, f"{stands.title} a bien lieu. Chacun garde sa place.")
    return redirect("desk:group", pk)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(rules.may_prepare)
def merge(request: MemberRequest, pk: int) -> HttpResponse:
    """Bring everybody of a half-empty group into another one."""
    emptied, now = group_or_404(request, pk), timezone.now()
    others = others_than(request, emptied, now=now)
    form = MergeForm(request.POST or None, others=others)
    if request.method == "POST" and form.is_valid():
        into: Group = form.cleaned_data["into"]
        try:
            merging.merge(emptied, into, now=now)
        except NotEnoughSeats as problem:
            form.add_error("into", _missing_words(problem.missing, into))
        except GONE:
            messages.error(request, OVER)
            return redirect("desk:group", pk)
        else:
            messages.success(request, f"Tout le monde est dans « {into.title} ». Chacun est prévenu une fois.")
            return redirect("desk:group", into.pk)
    context = {"form": form, "group": emptied, "has_others": others.exists(), "effect": told_words(emptied)}
    status = REFUSED if request.method == "POST" else 200
    return render(request, "desk/workshops/groups/merge.html", context, status=status)


def others_than(request: MemberRequest, group: Group, *, now: datetime) -> GroupQuerySet:
    """The groups of the same kind that somebody may still join."""
    coming = Session.objects.upcoming(now=now).select_related("venue", "room").by_date()
    still = Exists(Session.objects.upcoming(now=now).filter(group=OuterRef("pk")))
    others: GroupQuerySet = own_groups(request).standing().filter(still).exclude(pk=group.pk)
    others = others.filter(cycle__isnull=not group.is_cycle)
    return others.prefetch_related(Prefetch("sessions", coming, to_attr="coming")).order_by("title", "pk")


def told_words(group: Group) -> str:
    """ "8 personnes sont prévenues, chacune par SMS, mail ou téléphone."."""
    count = Enrollment.objects.filter(group=group).live().count()
    if not count:
        return "Personne n’est inscrit : aucun message ne part."
    return f"{plural(count, 'personne est prévenue', 'personnes sont prévenues')}, par SMS, par mail ou par téléphone."


def _to_catch_up_in(session: Session, *, now: datetime) -> list[Session]:
    """The sessions of parallel groups where whoever is enrolled may come instead; none for an isolated workshop."""
    one = Enrollment.objects.enrolled().filter(group=session.group_id).with_everything_shown().order_by("pk").first()
    return sessions_to_catch_up(one, session, now) if one and session.number is not None else []


def _moved(request: MemberRequest, session: Session, form: SessionForm) -> HttpResponse:
    moved = moving.move_session(
        session,
        form.typed(),
        by=request.membership,
        accept=form.acceptance,
        notify=form.cleaned_data["notify"],
        now=timezone.now(),
    )
    messages.success(request, f"C’est enregistré : {words.session_words(moved)}, {words.where_words(moved)}.")
    if _is_from_agenda(request):
        week = reverse("desk:agenda-week", args=[moved.local_start.date()], query={"qui": moved.adviser_id})
        return redirect(week)
    return redirect("desk:group", session.group_id)


def _is_from_agenda(request: MemberRequest) -> bool:
    """Whether the page was opened from the agenda, and leads back to it."""
    return (request.POST if request.method == "POST" else request.GET).get("depuis") == "agenda"


def _missing_words(missing: int, into: Group) -> str:
    return (
        f"Il manque {plural(missing, 'place')} dans « {into.title} ». "
        "Ajoutez-y des places, ou choisissez un autre groupe."
    )
