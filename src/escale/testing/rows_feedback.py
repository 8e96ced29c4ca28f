"""Rows of what is said of the public pages, by the names the access matrix gives them."""

from typing import Any
from uuid import UUID

from escale.feedback import opinions, pages, reading
from escale.feedback.models import Answer
from escale.publishing import languages
from escale.publishing.models import Language
from escale.testing import builders
from escale.testing.cast import Reception


def of_feedback(reception: Reception) -> dict[str, Any]:
    """An answer about a page of the organization; a group where the adviser reads, her remark; a video in sign language."""
    organization, adviser, now = reception.organization, reception.adviser, builders.NOW
    page = pages.at("/lieux/")
    assert page is not None
    group = reading.gather("Relecture", network=None, by=adviser, now=now)
    group.members.add(adviser.user)
    return {
        "page_opinion": opinions.keep(Answer.LOST, page=page, organization_id=organization.pk, on=now.date()),
        "reading_group": group,
        "translated_page": languages.add(organization, Language.SIGN, "https://video.example.org/lsf", now=now),
        "remark": reading.remark(
            "Trop long", passage="", page=page, group=group, by=adviser.user, submission=UUID(int=8), now=now
        ),
    }
