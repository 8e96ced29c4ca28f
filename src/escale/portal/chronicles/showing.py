"""What the template of a chronicle is given: for its readers, and for the preview of whoever writes it."""

from datetime import datetime
from typing import Any

from escale.media.models import Article
from escale.portal.chronicles import page
from escale.portal.comments import section


def context_of(article: Article, *, is_thanked: bool, now: datetime) -> dict[str, Any]:
    """Everything `portal/chronicles/article.html` says."""
    about = page.read(article, now=now)
    return {
        "about": about,
        "article": article,
        "invitations": about.invitations,
        "comments": section.of_article(article, now=now),
        "page_head": page.head(about),
        "is_thanked": is_thanked,
    }
