"""Articles, for tests."""

import json
from typing import Any

from escale.accounts.models import Membership
from escale.media.models import Article
from escale.testing.builders import NOW

PARAGRAPH = {"type": "paragraph", "value": "<p>Ce matin, Odette a envoyé sa première photo.</p>"}


def article(by: Membership, *, title: str = "Le jeudi des retraités", live: bool = False, **values: Any) -> Article:
    """A chronicle with one paragraph, as the editor saves it: a row and its first revision."""
    slug = values.pop("slug", f"jeudi-{Article.objects.count() + 1}")
    values.setdefault("body", json.dumps([PARAGRAPH]))
    written = Article.objects.create(organization=by.organization, title=title, slug=slug, live=False, **values)
    written.authors.add(by.user)
    written.save()
    revision = written.save_revision(user=by.user)
    if live:
        revision.publish(user=by.user, skip_permission_checks=True)
        Article.objects.filter(pk=written.pk).update(first_published_at=NOW, last_published_at=NOW)
    written.refresh_from_db()
    return written


def posted(title: str, *blocks: tuple[str, str], **values: str) -> dict[str, str]:
    """What the editor's form sends for a text made of these simple blocks (`heading`)."""
    sent = {"title": title, "lead": "", "cover": "", "body-count": str(len(blocks)), "takes_comments": "on"}
    for rank, (kind, value) in enumerate(blocks):
        sent |= {
            f"body-{rank}-type": kind,
            f"body-{rank}-value": value,
            f"body-{rank}-deleted": "",
            f"body-{rank}-order": str(rank),
            f"body-{rank}-id": "",
        }
    return sent | values
