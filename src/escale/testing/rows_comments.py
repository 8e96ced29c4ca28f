"""An article shown, and what readers answer to it, by the names the access matrix gives them."""

from datetime import datetime
from typing import Any
from uuid import uuid4

from escale.accounts.models import Membership
from escale.media.comments import links, moderating, replying, writing
from escale.media.comments.replying import Asked
from escale.media.comments.writing import Words
from escale.media.models import Article, Comment, CommentState, RightOfReply
from escale.testing import writings
from escale.testing.builders import NOW


def article(author: Membership, title: str = "Faire venir ceux qui ne viennent jamais", **values: Any) -> Article:
    """A chronicle of hers, shown for three days, that takes comments."""
    made = writings.article(author, title=title)
    if values:
        Article.objects.filter(pk=made.pk).update(**values)
        made.refresh_from_db()
    return made


def comment(
    about: Article,
    text: str = "On recommence en janvier ?",
    *,
    name: str = "Sophie",
    email: str = "",
    parent: Comment | None = None,
    seconds: float | None = 60,
    now: datetime = NOW,
) -> Comment:
    """A comment that waits to be read over."""
    words = Words(name=name, text=text, email=email, seconds=seconds)
    return writing.write(about, words, parent=parent, key=uuid4(), now=now)


def shown(about: Article, text: str = "Avec plaisir.", *, by: Membership, **how: Any) -> Comment:
    """A comment read over and shown."""
    written = comment(about, text, **how)
    decide(written, CommentState.PUBLISHED, by=by, now=how.get("now", NOW))
    return Comment.objects.select_related("article", "organization").get(pk=written.pk)


def decide(one: Comment, state: CommentState, *, by: Membership, why: str = "", now: datetime = NOW) -> None:
    """Decide of one comment as it stands."""
    current = Comment.objects.get(pk=one.pk)
    read = {one.pk: moderating.print_of(current)}
    moderating.decide(by.organization, read, state=state, why=why, by=by, now=now)


def right_of_reply(about: Article, text: str = "Je n’ai jamais dit cela.", *, now: datetime = NOW) -> RightOfReply:
    """Somebody the article names asks that her reply stand with it."""
    asked = Asked(name="Jeanne Morel", contact="jeanne@example.org", passage="« Elle refuse tout. »", text=text)
    return replying.ask(about, asked, key=uuid4(), now=now)


def of_comments(author: Membership) -> dict[str, Any]:
    """Rows by name, and under `…_secret` the secret of an address."""
    about = article(author)
    waiting = comment(about)
    return {
        "commented": about,
        "comment": shown(about, by=author),
        "waiting_comment": waiting,
        "waiting_comment_secret": links.secret_of(waiting),
        "right_of_reply": right_of_reply(about),
    }
