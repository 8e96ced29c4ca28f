"""What the pages among peers share: the row of buttons, how an hour or a distance is said."""

from datetime import datetime
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render

from escale.accounts.access import MemberRequest
from escale.french.dates import day, hour_range

CALENDAR = "text/calendar; charset=utf-8"
TABS = (
    ("desk:threads", "Échanges"),
    ("desk:peers-sessions", "Analyse de la pratique"),
    ("desk:peers-hands", "Coups de main"),
    ("desk:peers-directory", "Annuaire"),
    ("desk:peers-mentorings", "Mentorat"),
    ("desk:peers-profession", "Agenda de la profession"),
)
WITHIN = {
    "desk:thread": "desk:threads",
    "desk:peers-session": "desk:peers-sessions",
    "desk:peers-seat": "desk:peers-sessions",
    "desk:peers-hand": "desk:peers-hands",
    "desk:peers-mentoring": "desk:peers-mentorings",
    "desk:peers-event": "desk:peers-profession",
    "desk:peers-feed": "desk:peers-profession",
    "desk:peers-profile": "desk:peers-directory",
    "desk:peers-peer": "desk:peers-directory",
    "desk:peers-talk": "desk:peers-directory",
}
"""How the names of the pages under a tab begin."""


def tabs(view_name: str) -> list[tuple[str, str, bool, bool]]:
    """Each tab, and whether the view named so is its page, or a page under it."""
    under = next((tab for start, tab in WITHIN.items() if view_name.startswith(start)), "")
    return [(tab, label, tab == view_name, tab == under) for tab, label in TABS]


def peers_page(
    request: MemberRequest, template: str, context: dict[str, Any] | None = None, *, status: int = 200
) -> HttpResponse:
    """Draw one of the pages, by the name of its template."""
    return render(request, f"desk/practice/{template}", context or {}, status=status)


def when(starts: datetime, ends: datetime) -> str:
    """ "jeudi 26 novembre, de 14 h à 16 h", from hours of one clock; the two days when it ends on another."""
    if starts.date() == ends.date():
        return f"{day(starts.date())}, {hour_range(starts, ends)}"
    return f"du {day(starts.date())} au {day(ends.date())}"
