"""The page of a group: an isolated workshop with its people, or a cycle with its grid."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from escale.accounts.access import MemberRequest, requires
from escale.desk.workshops.groups import grid_words, people, story, words
from escale.desk.workshops.groups.finding import group_or_404
from escale.desk.workshops.groups.forms import SeatsForm
from escale.desk.workshops.progress import panel as progress
from escale.french.dates import day
from escale.networks import moderation
from escale.networks.models import OfferReview
from escale.places.zones import zone_of
from escale.together import read, read_together, side_by_side
from escale.workshops import roll, rules, seats
from escale.workshops.models import Group, Session, SessionQuerySet, SkippedDay
from escale.workshops.roll.calling import may_begin_at


@require_safe
@requires(rules.may_enroll)
def group(request: MemberRequest, pk: int) -> HttpResponse:
    return page(request, group_or_404(request, pk))


def page(request: MemberRequest, shown: Group, *, resizing: SeatsForm | None = None, status: int = 200) -> HttpResponse:
    """Draw the page of a group, with the form of its seats as it was sent when it has to be corrected."""
    now, held, everybody = timezone.now(), sessions_of(shown), story.people_of(shown)
    refusals = moderation.refusals(shown) if shown.is_public else OfferReview.objects.none()
    read_together(held, everybody, refusals)
    sessions = list(held)
    taken = seats.of(shown, now=now)
    zone = sessions[0].venue.zone if sessions else zone_of(shown.organization)
    sees_progress = rules.may_see_progress(request.membership)
    people_shown, *progress_shown = read(
        side_by_side(
            people.read(shown, zone=zone, now=now),
            *([progress.of_group(shown, now=now)] if sees_progress else []),
        )
    )
    context: dict[str, Any] = {
        "group": shown,
        "kind": words.kind_of(shown),
        "kind_words": words.kind_words(shown, len([each for each in sessions if not each.canceled_at])),
        "seats": taken,
        "seats_words": words.seats_words(taken),
        "tags": words.tags_of(shown, taken),
        "people": people_shown,
        "story": story.of(shown, sessions, everybody, zone=zone, now=now),
        "resizing": resizing or SeatsForm(initial={"seats": shown.seats}),
        "may_prepare": rules.may_prepare(request.membership),
        "may_call_roll": rules.may_call_roll(request.membership),
        "may_see_progress": sees_progress,
        "zone": zone,
        **_when(sessions, now=now),
        "share": share_address(request, shown),
        "window": _window(shown, zone),
        "refusals": refusals,
        "progress": next(iter(progress_shown), None),
    }
    if shown.is_cycle:
        context |= _cycle(request, shown, zone=zone, now=now)
    template = "cycle.html" if shown.is_cycle else "workshop.html"
    return render(request, f"desk/workshops/groups/{template}", context, status=status)


def sessions_of(shown: Group) -> SessionQuerySet:
    """The sessions of a group with all its page says, the first one first. Three queries."""
    found = Session.objects.filter(group=shown).select_related("venue", "room", "adviser", "roll_called_by", "group")
    return found.prefetch_related("co_advisers", "equipment").by_date()


def share_address(request: MemberRequest, shown: Group) -> str:
    """The address of the public page, whole."""
    name = "portal:cycle" if shown.is_cycle else "portal:group"
    return request.build_absolute_uri(reverse(name, args=[shown.slug]))


def _cycle(request: MemberRequest, shown: Group, *, zone: ZoneInfo, now: datetime) -> dict[str, Any]:
    """What the page of a cycle has besides: the grid, the days it skips."""
    may_call = rules.may_call_roll(request.membership) and shown.canceled_at is None
    skipped = SkippedDay.objects.filter(cycle=shown.cycle).order_by("on")
    return {
        "table": grid_words.table(roll.grid(shown, now=now), usual_level=shown.level, may_call=may_call, now=now),
        "skipped": [(each, each.on > now.astimezone(zone).date()) for each in skipped],
    }


def _window(shown: Group, zone: ZoneInfo) -> list[str]:
    """From when and until when one may enroll, in words."""
    opens = f"Inscriptions à partir du {day(shown.opens_at.astimezone(zone))}" if shown.opens_at else ""
    closes = f"Inscriptions jusqu’au {day(shown.closes_at.astimezone(zone))}" if shown.closes_at else ""
    return [each for each in (opens, closes) if each]


def _when(sessions: Sequence[Session], *, now: datetime) -> dict[str, Any]:
    """The session that comes, or the last one; the others; and whether all is over."""
    standing = [session for session in sessions if session.canceled_at is None]
    coming = next((session for session in standing if session.ends_at > now), None)
    shown = coming or next(iter(reversed(standing or sessions)), None)
    return {
        "coming": [(each, words.session_words(each)) for each in sessions if each.starts_at > now],
        "done": [(each, words.session_words(each)) for each in sessions if each.starts_at <= now],
        "next": shown,
        "next_day": day(shown.local_start) if shown else "",
        "next_words": words.session_words(shown) if shown else "",
        "rhythm": words.rhythm_words(sessions),
        "where": words.where_words(shown) if shown else "",
        "is_over": coming is None,
        "has_begun": any(each.roll_called_at for each in standing),
        "may_begin": shown is not None and shown.canceled_at is None and may_begin_at(shown) <= now,
    }
