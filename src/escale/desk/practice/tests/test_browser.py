"""Among peers, with the keyboard alone and without JavaScript; every page accessible, wide and narrow."""

from datetime import timedelta
from uuid import UUID

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from escale.accounts.models import Membership
from escale.community.models import Circle
from escale.desk.practice.tests.test_directory_pages import send, shown
from escale.desk.practice.tests.test_hands_pages import ask, offer
from escale.desk.practice.tests.test_profession_pages import added
from escale.places.models import Venue
from escale.practice import mentoring
from escale.practice.models import HandRequest, PracticeSession, ProfessionEvent
from escale.testing import builders
from escale.testing.browser import OpenPage, page_problems

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

NOW = builders.NOW


def test_a_seat_is_taken_by_keyboard_and_every_page_is_accessible(
    open_desk: OpenPage,
    session: PracticeSession,
    circle: Circle,
    adviser: Membership,
    colleague: Membership,
    venue: Venue,
) -> None:
    soon = timezone.now() + timedelta(days=12)
    PracticeSession.objects.update(theme="x" * 120, starts_at=soon, ends_at=soon + timedelta(hours=2))
    asked, theirs = ask(circle, adviser), ask(circle, colleague, number=2)
    offer(asked, colleague)
    shown(colleague, "Tablettes " * 39, mentors=True)
    send(adviser, colleague)
    wanted = mentoring.ask(colleague.user, "Apprendre. " * 50, member=adviser, submission=UUID(int=1), now=NOW)
    mentoring.answer(wanted, accepts=True, now=NOW + timedelta(hours=1))
    mentoring.add_goal(wanted, "y" * 200, now=NOW)
    added(circle, adviser)
    HandRequest.objects.update(needed_on=soon.date())
    ProfessionEvent.objects.update(starts_at=soon, ends_at=soon + timedelta(hours=1))
    page = open_desk(javascript=False)
    page.goto(reverse("desk:peers-session", args=[session.pk]))
    page.get_by_label("J’accepte ces règles").press("Space")
    page.get_by_role("button", name="Prendre une place").press("Enter")
    expect(page.get_by_text("L’heure est gardée dans votre agenda, et un mail")).to_be_visible()
    page = open_desk()
    problems: list[str] = []
    rows = {"session": session.pk, "hand": asked.pk, "talk": colleague.user_id, "mentoring": wanted.pk}
    plain = (
        "sessions",
        "session-new",
        "hands",
        "hand-new",
        "directory",
        "profile",
        "talks",
        "mentorings",
        "profession",
    )
    addresses = [reverse(f"desk:peers-{name}") for name in (*plain, "event-new", "feed")]
    addresses += [reverse(f"desk:peers-{name}", args=[pk]) for name, pk in rows.items()]
    for address in (*addresses, reverse("desk:peers-hand", args=[theirs.pk])):
        page.goto(address)
        problems += [f"{address}: {problem}" for problem in page_problems(page, (1280, 320), dark=[])]
    assert problems == []
