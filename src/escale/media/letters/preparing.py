"""A letter: begun with the latest articles, written, read over by somebody."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import transaction

from escale.accounts.models import Membership, User
from escale.media import reading
from escale.media.models import Article, Letter, LetterArticle
from escale.places.zones import zone_of
from escale.publishing.mailing.preparing import AlreadyLeft, ChangedMeanwhile
from escale.publishing.models import RecipientList

LATEST = 3
"""How many articles a letter begins with."""

AHEAD = timedelta(days=7)
"""When it leaves if nobody says another day."""


@dataclass(frozen=True, kw_only=True)
class Draft:
    """What somebody writes of a letter; `revision` is that of the letter she read."""

    subject: str
    introduction: str
    articles: Sequence[Article]
    lists: Iterable[RecipientList]
    planned_on: date
    revision: int


def begin(by: Membership, *, submission: UUID, now: datetime) -> Letter:
    """A letter with the latest articles, to every list in use that receives mails; the same key again gives the same."""
    organization = by.organization
    latest = reading.published_articles(now=now, organizations=[organization.pk]).latest_first()[:LATEST]
    with transaction.atomic():
        letter, is_new = Letter.objects.get_or_create(
            submission=submission,
            defaults={
                "organization": organization,
                "subject": f"{organization.name} : nos chroniques",
                "planned_on": now.astimezone(zone_of(organization)).date() + AHEAD,
                "created_at": now,
                "created_by": by.user,
            },
        )
        if is_new:
            letter.lists.set(RecipientList.objects.of_organization(organization).in_use().filter(by_sms=False))
            _choose(letter, list(latest))
    return letter


def write(letter: Letter, draft: Draft) -> None:
    """Keep what somebody wrote; it has to be read over again. Raises `AlreadyLeft`, `ChangedMeanwhile`."""
    with transaction.atomic():
        standing = Letter.objects.get_locked(pk=letter.pk)
        if standing.left_at is not None:
            raise AlreadyLeft
        if standing.revision != draft.revision:
            raise ChangedMeanwhile
        standing.subject, standing.introduction = draft.subject, draft.introduction
        standing.planned_on, standing.revision = draft.planned_on, draft.revision + 1
        standing.reviewed_at = standing.reviewed_by = None
        standing.save(update_fields=["subject", "introduction", "planned_on", "revision", "reviewed_at", "reviewed_by"])
        standing.lists.set(draft.lists)
        _choose(standing, draft.articles)


def say_reviewed(letter: Letter, *, revision: int, by: User, now: datetime) -> None:
    """It was read over as it stands at this revision: it leaves by itself on its day.

    Raises `AlreadyLeft`, `ChangedMeanwhile`.
    """
    waiting = Letter.objects.to_leave().filter(pk=letter.pk)
    if waiting.filter(revision=revision).update(reviewed_at=now, reviewed_by=by):
        return
    raise ChangedMeanwhile if waiting.exists() else AlreadyLeft


def review_again(letter: Letter) -> None:
    """It doesn’t leave before somebody reads it over again. Raises `AlreadyLeft`."""
    if not Letter.objects.to_leave().filter(pk=letter.pk).update(reviewed_at=None, reviewed_by=None):
        raise AlreadyLeft


def articles_of(letter: Letter, *, now: datetime) -> list[Article]:
    """Its articles that anyone may read at this instant, in their order. One query."""
    told = LetterArticle.objects.filter(letter=letter, article__in=reading.published_articles(now=now))
    rows = told.select_related("article__series", "article__category").order_by("position", "pk")
    return [row.article for row in rows]


def _choose(letter: Letter, articles: Sequence[Article]) -> None:
    LetterArticle.objects.filter(letter=letter).delete()
    LetterArticle.objects.bulk_create(
        [LetterArticle(letter=letter, article=article, position=rank) for rank, article in enumerate(articles)]
    )
