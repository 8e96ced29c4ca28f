"""What the page of chronicles shows: which ones, and where each is."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from django.contrib.contenttypes.models import ContentType
from django.db.models import CharField, DateTimeField, Exists, OuterRef, Q, Subquery
from django.db.models.functions import Cast
from wagtail.models import Revision

from escale.accounts.models import Membership, User
from escale.french.dates import day_hour, day_year
from escale.media.models import Article, ArticleQuerySet
from escale.writing.models import Review, ReviewKind

VIEWS = (
    ("", "Toutes"),
    ("brouillons", "Brouillons"),
    ("a-relire", "À relire"),
    ("programmees", "Programmées"),
    ("publiees", "Publiées"),
)


MOST_TO_READ = 10


@dataclass(frozen=True, kw_only=True)
class Row:
    """One chronicle in the list: where it is, said with a word, a shape and a colour."""

    article: Article
    authors: str
    episode: str
    state: str
    tone: str
    icon: str
    when: str
    asked_of: str
    is_live: bool
    changes_wait: bool


def articles_of(membership: Membership) -> ArticleQuerySet:
    """The chronicles of an organization, with the hour each is to appear at."""
    scheduled = Revision.objects.filter(
        content_type=ContentType.objects.get_for_model(Article),
        object_id=Cast(OuterRef("pk"), CharField()),
        approved_go_live_at__isnull=False,
    )
    waiting = Review.objects.waiting().filter(kind=ReviewKind.ARTICLE, text_id=OuterRef("pk"))
    articles: ArticleQuerySet = (
        Article.objects.of_organization(membership.organization)
        .defer("body")
        .annotate(
            appears_at=Subquery(
                scheduled.order_by("approved_go_live_at", "pk").values("approved_go_live_at")[:1],
                output_field=DateTimeField(),
            ),
            waits_for_reader=Exists(waiting),
        )
    )
    return articles


def chosen(articles: ArticleQuerySet, *, view: str, mine: User | None, words: str) -> ArticleQuerySet:
    """Those of one view, of one author when she asks for hers, whose title holds these words; the last touched first."""
    by_view = {
        "brouillons": Q(live=False, appears_at=None),
        "a-relire": Q(waits_for_reader=True),
        "programmees": Q(appears_at__isnull=False),
        "publiees": Q(live=True),
    }
    found = articles.filter(by_view[view]) if view in by_view else articles
    if mine is not None:
        found = found.filter(authors=mine)
    if words:
        found = found.filter(title__icontains=words)
    return found.order_by("-latest_revision__created_at", "-pk")


def to_read(membership: Membership) -> list[Review]:
    """What colleagues ask her to read over, the oldest first. One query."""
    asked = Review.objects.of_organization(membership.organization).waiting().filter(asked_of=membership.user)
    return list(asked.select_related("asked_by").order_by("asked_at", "pk")[:MOST_TO_READ])


def rows(articles: Iterable[Article], *, zone: ZoneInfo) -> list[Row]:
    """Each chronicle as it is said. Two queries, whatever their number."""
    shown = list(articles)
    asked: dict[int, list[str]] = {}
    reviews = Review.objects.waiting().filter(kind=ReviewKind.ARTICLE, text_id__in=[each.pk for each in shown])
    for review in reviews.select_related("asked_of").order_by("asked_at", "pk"):
        asked.setdefault(review.text_id, []).append(review.asked_of.first_name)
    return [_row(each, asked=asked.get(each.pk, []), zone=zone) for each in shown]


def _row(article: Article, *, asked: Sequence[str], zone: ZoneInfo) -> Row:
    appears_at: datetime | None = article.appears_at
    if article.live:
        state, tone, icon = "Publiée", "ok", "circle-check"
        when = f"le {day_year(article.first_published_at.astimezone(zone).date())}"
    elif appears_at and article.go_live_at and appears_at > article.go_live_at:
        # Tried at its hour without success: it was put off.
        state, tone, icon = "N’a pas pu paraître", "warn", "triangle-alert"
        when = f"prévue {day_hour(article.go_live_at.astimezone(zone))} : ouvrez-la et publiez-la de nouveau"
    elif appears_at:
        state, tone, icon = "Programmée", "info", "clock"
        when = f"paraîtra {day_hour(appears_at.astimezone(zone))}"
    elif article.expired:
        state, tone, icon, when = "Retirée à sa date", "", "inbox", ""
    else:
        state, tone, icon, when = "Brouillon", "", "pencil-line", ""
    series = f"{article.series}, {article.series.episode_name} {article.episode}" if article.series else ""
    return Row(
        article=article,
        authors=", ".join(author.full_name for author in article.authors.all()),
        episode=series,
        state=state,
        tone=tone,
        icon=icon,
        when=when,
        asked_of=", ".join(asked),
        is_live=article.live,
        changes_wait=article.live and article.has_unpublished_changes,
    )
