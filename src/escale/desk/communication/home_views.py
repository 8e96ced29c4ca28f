"""The page of communication: what to send when, the kits of what is coming, what has none yet."""

from dataclasses import dataclass
from datetime import date

from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from escale.accounts.access import MemberRequest, requires
from escale.desk.communication import calendar, words
from escale.french.dates import day, day_year
from escale.french.plain_text import clean
from escale.places.zones import zone_of
from escale.publishing import kits, rules
from escale.publishing.models import Channel, Kit, PieceKind, PieceState
from escale.workshops.models import Session

PER_PAGE = 20
FIRST_DUE = 10
MOST_WITHOUT = 6
WAITING = [PieceState.READY, PieceState.PLANNED]


@dataclass(frozen=True, kw_only=True)
class KitRow:
    """One kit of the list: the day of its activity, what is left to send."""

    kit: Kit
    title: str
    flag: str
    when: str
    on: date | None
    waiting: int
    made: int


@require_safe
@requires(rules.may_spread)
def communication(request: MemberRequest) -> HttpResponse:
    """Kits of what is coming first, then regular hours, then what is over."""
    organization, now = request.membership.organization, timezone.now()
    asked = clean(request.GET.get("q", ""))[:80]
    due = calendar.of_organization(organization, now=now)
    pages = Paginator(_rows(request, asked), PER_PAGE)
    context = {
        "due": due,
        "due_first": due[:FIRST_DUE],
        "due_rest": due[FIRST_DUE:],
        "page": pages.get_page(request.GET.get("page")),
        "asked": asked,
        "without": _without(request),
        "has_channels": Channel.objects.of_organization(organization).in_use().exists(),
        "may_prepare": rules.may_prepare(request.membership),
        "has_missions": rules.may_have_missions(request.membership),
    }
    return render(request, "desk/communication/home.html", context)


def _rows(request: MemberRequest, asked: str) -> list[KitRow]:
    """Every kit of the organization, the soonest activity first. Three queries."""
    own = Kit.objects.visible_to(request.user).of_organization(request.membership.organization)
    if asked:
        own = own.filter(
            Q(group__title__icontains=asked)
            | Q(programme__title__icontains=asked)
            | Q(event__title__icontains=asked)
            | Q(permanence__venue__name__icontains=asked)
        )
    shown = Q(pieces__channel__archived_at=None) & ~Q(pieces__kind=PieceKind.FEED)
    counted = own.annotate(
        made=Count("pieces__channel", filter=shown, distinct=True),
        waiting=Count("pieces__channel", filter=shown & Q(pieces__state__in=WAITING), distinct=True),
    )
    found = list(
        counted.select_related("organization", "group__cycle", "permanence__venue", "programme", "event").order_by(
            "-pk"
        )
    )
    days = kits.days_of(found, zone=zone_of(request.membership.organization), now=timezone.now())
    rows = [_row(kit, days.get(kit.pk)) for kit in found]
    return sorted(
        rows, key=lambda row: (row.on is None, row.on or date.max, row.kit.permanence_id is None, -row.kit.pk)
    )


def _row(kit: Kit, on: date | None) -> KitRow:
    if kit.permanence_id:
        when = "toute l’année"
    elif on:
        when = day(on)
    else:
        when = f"ouvert le {day_year(kit.created_at)}"
    return KitRow(
        kit=kit,
        title=words.title_of(kit),
        flag=_flag(kit),
        when=when,
        on=on,
        waiting=kit.waiting,  # type: ignore[attr-defined]
        made=kit.made,  # type: ignore[attr-defined]
    )


def _flag(kit: Kit) -> str:
    if kit.permanence_id:
        return "perm"
    if kit.event_id:
        return "event"
    return "cycle" if kit.group and kit.group.is_cycle else "atelier"


def _without(request: MemberRequest) -> list[tuple[Session, str]]:
    """The next workshops anyone may join that nothing makes known yet."""
    coming = Session.objects.visible_to(request.user).of_organization(request.membership.organization)
    coming = coming.published().upcoming(now=timezone.now()).filter(group__kit=None)
    first: dict[int, Session] = {}
    for session in coming.select_related("group", "venue").by_date()[: MOST_WITHOUT * 6]:
        first.setdefault(session.group_id, session)
    return [(session, day(session.local_start.date())) for session in list(first.values())[:MOST_WITHOUT]]
