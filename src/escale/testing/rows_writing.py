"""Rows of what is being written in the editor, by the names the access matrix gives them."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

from escale.accounts.models import Membership
from escale.media.models import Article, Category
from escale.sheets.models import ResourceSheet
from escale.testing import builders, rows_sheets, writings
from escale.writing import reviewing, rights
from escale.writing.models import Medium, ReviewKind


def saved(text: Article | ResourceSheet, by: Membership) -> Article | ResourceSheet:
    """A text as the editor leaves it: with its first revision."""
    text.save_revision(user=by.user)
    text.refresh_from_db()
    return text


def of_writing(by: Membership, reader: Membership) -> dict[str, Any]:
    """A chronicle and a sheet with their first revisions, a category, what somebody on a photo agreed to."""
    written = saved(writings.article(by), by)
    photo = writings.photo(by, color="#6b2b73")
    return {
        "category": Category.objects.create(organization=by.organization, name="Ateliers", slug="ateliers"),
        "written": written,
        "review": reviewing.ask(
            ReviewKind.ARTICLE,
            written.pk,
            title=written.title,
            of=reader,
            word="",
            by=by,
            submission=uuid4(),
            now=builders.NOW,
        ),
        "written_sheet": saved(rows_sheets.sheet(by.organization, title="Ranger ses photos"), by),
        "consent": rights.note(
            photo,
            who="Odette Roussel",
            until=builders.NOW.date() + timedelta(days=9000),
            media=[Medium.SITE],
            by=by,
            now=builders.NOW,
        ),
        "consent_picture": photo,
    }
