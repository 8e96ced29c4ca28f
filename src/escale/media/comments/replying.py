"""The right of reply of whoever an article names: asked within three months, answered within three days.

Loi du 29 juillet 1881, article 13, for the press; loi du 21 juin 2004 pour la confiance dans l’économie numérique, online.
"""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid5

from dateutil.relativedelta import relativedelta
from django.db import transaction

from escale.accounts.models import Membership
from escale.media.comments import telling
from escale.media.models import Article, RightOfReply

ASKED_WITHIN = relativedelta(months=3)


class TooLate(Exception):
    """The three months are over."""


@dataclass(frozen=True, kw_only=True)
class Asked:
    """Who asks, how to answer, about which words, what must be shown."""

    name: str
    contact: str
    passage: str
    text: str


def is_open(article: Article, *, now: datetime) -> bool:
    """Whether somebody may still ask: three months from the day these words were put online."""
    since = article.last_published_at or article.first_published_at
    return article.live and since is not None and now < since + ASKED_WITHIN


@transaction.atomic
def ask(article: Article, asked: Asked, *, key: UUID, now: datetime) -> RightOfReply:
    """Keep the request, and tell those who answer for the article; the same form sent twice asks once. Raises `TooLate`."""
    if not is_open(article, now=now):
        raise TooLate
    submission = uuid5(key, f"{asked.name}\n{asked.contact}\n{asked.passage}\n{asked.text}")
    if already := RightOfReply.objects.one(submission=submission):
        return already
    RightOfReply.objects.bulk_create(
        [
            RightOfReply(
                organization_id=article.organization_id,
                article=article,
                name=asked.name,
                contact=asked.contact,
                passage=asked.passage,
                text=asked.text,
                created_at=now,
                submission=submission,
            )
        ],
        ignore_conflicts=True,
    )
    reply = RightOfReply.objects.select_related("article", "organization").get(submission=submission)
    telling.tell_right_of_reply(reply, now=now)
    return reply


def publish(reply: RightOfReply, *, by: Membership, now: datetime) -> bool:
    """Show the reply under the article, whole; False when it was decided already."""
    waiting = RightOfReply.objects.waiting().filter(pk=reply.pk)
    return waiting.update(published_at=now, decided_by=by.user) == 1


@transaction.atomic
def refuse(reply: RightOfReply, why: str, *, by: Membership, now: datetime) -> bool:
    """Refuse it, and say why to whoever asked; False when it was decided already."""
    waiting = RightOfReply.objects.waiting().filter(pk=reply.pk)
    if not waiting.update(refused_at=now, why=why, decided_by=by.user):
        return False
    reply.refused_at, reply.why = now, why
    telling.tell_reply_refused(reply, now=now)
    return True


def take_back(reply: RightOfReply) -> None:
    """It waits for an answer again; a mail that has not left won't."""
    RightOfReply.objects.filter(pk=reply.pk).update(published_at=None, refused_at=None, why="", decided_by=None)
