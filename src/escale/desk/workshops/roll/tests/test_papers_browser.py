"""The papers and the day in a real browser: accessible, and as wide as the screen."""

from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse

from escale.testing import builders
from escale.testing.browser import WIDTHS, OpenPage, page_problems
from escale.workshops import roll
from escale.workshops.models import Mark

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def group(adviser, venue):
    made = builders.group(
        adviser, venue, title="Débuter avec l’ordinateur", sessions=4, starts_at=builders.NOW - timedelta(hours=1)
    )
    for name in ("Annick", "Marie-Antoinette de la Rochefoucauld-Montmorencies", "محمد عبد الرحمن"):
        builders.enrollment(made, builders.person(adviser.organization, first_name=name, last_name="", phone=""))
    session = builders.session_of(made)
    marks = dict.fromkeys((row.person.pk for row in roll.rows(session)), Mark.PRESENT)
    roll.call_roll(session, marks=marks, unnamed=0, by=adviser, now=builders.NOW)
    return made


def test_papers_and_the_day_are_accessible(open_desk: OpenPage, group: Any) -> None:
    page = open_desk()
    papers = [reverse(f"desk:{name}", args=[group.pk]) for name in ("roll-sheet", "certificates")]
    for address in (*papers, reverse("desk:my-day"), reverse("desk:roll", args=[builders.session_of(group).pk])):
        page.goto(address)
        assert page_problems(page, WIDTHS[:2]) == [], address
