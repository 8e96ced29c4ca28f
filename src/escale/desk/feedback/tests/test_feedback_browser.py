"""The pages of what is said of the site, in a real browser: read by axe, at three widths."""

from uuid import UUID

import pytest

from escale.feedback import opinions, pages, reading
from escale.feedback.models import Answer
from escale.testing.browser import page_problems
from escale.testing.builders import NOW

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_the_pages_are_accessible_and_fit_their_width(open_as, coordinator):
    page_said = pages.at("/lieux/")
    kept = opinions.keep(Answer.LOST, page=page_said, organization_id=None, on=NOW.date())
    opinions.add_words(kept.pk, "Où sont les horaires ?")
    group = reading.gather("Relecture", network=None, by=coordinator, now=NOW)
    reading.invite(group, coordinator.user.email)
    reading.remark(
        "Trop long",
        passage="Où aller ?",
        page=page_said,
        group=group,
        by=coordinator.user,
        submission=UUID(int=1),
        now=NOW,
    )
    page = open_as(coordinator)
    for where in ("", "page/?sur=/lieux/", "relecture/", f"relecture/{group.pk}/", "annoter/?sur=/lieux/"):
        page.goto(f"/equipe/avis/{where}")
        assert page_problems(page, (1280, 320)) == [], where
    page.goto("/equipe/reglages/langues/")
    assert page_problems(page, (1280, 320)) == []
