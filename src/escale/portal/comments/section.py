"""What an article shows under its text: the first conversations, the replies of those it names, the form."""

from dataclasses import dataclass
from datetime import datetime

from django.http import Http404, HttpRequest
from django.urls import reverse

from escale.limits import TooManyTries
from escale.media import reading as articles
from escale.media.comments import reading, replying
from escale.media.comments.reading import FIRST, Thread
from escale.media.models import Article, Comment, RightOfReply
from escale.networks import current
from escale.portal.comments.forms import CommentForm
from escale.together import read_together


@dataclass(frozen=True, kw_only=True)
class Section:
    """`count` is of the comments shown."""

    article: Article
    threads: list[Thread]
    count: int
    replies: list[RightOfReply]
    form: CommentForm | None
    may_reply: bool

    @property
    def has_more(self) -> bool:
        """Whether the page of the comments holds conversations that aren't here."""
        return len(self.threads) == FIRST


def of_article(article: Article, *, now: datetime) -> Section:
    """One query without comments, two with some, one more when there are many; none to draw it."""
    opened, replies = reading.openings(article)[:FIRST], reading.replies_shown(article)
    read_together(opened, replies)
    threads = reading.threads(list(opened))
    here = sum(len(thread.replies) + thread.is_shown for thread in threads)
    return Section(
        article=article,
        threads=threads,
        count=reading.count(article) if len(threads) == FIRST else here,
        replies=list(replies),
        form=CommentForm() if article.takes_comments else None,
        may_reply=replying.is_open(article, now=now),
    )


def article_or_404(request: HttpRequest, slug: str, *, now: datetime) -> Article:
    """An article this site shows at this instant, with its organization."""
    shown = articles.published_articles(now=now, organizations=current.shown(request).organization_ids)
    article = shown.select_related("organization").defer("body").filter(slug=slug).get_or_none()
    if article is None:
        raise Http404
    return article


def address_of(article: Article) -> str:
    """The page of the article."""
    return reverse("portal:article", args=[article.slug])


def place_of(comment: Comment) -> str:
    """Where a comment stands, on the page of its article's comments."""
    return reverse("portal:comments", args=[comment.article.slug], fragment=f"commentaire-{comment.pk}")


def too_many(problem: TooManyTries) -> str:
    """What a form says when too much came from one address."""
    minutes = max(1, round(problem.retry_after / 60))
    wait = "une minute" if minutes == 1 else f"{minutes} minutes"
    return f"Trop de messages sont partis d’ici. Réessayez dans {wait}, ou appelez-nous."
