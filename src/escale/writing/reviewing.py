"""“Faire relire”: a colleague is asked to read a text over, and answers. Nothing waits for her: it may appear without."""

from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.urls import reverse

from escale.accounts.models import Membership, MembershipQuerySet, User
from escale.outbox import writing
from escale.outbox.catalogue import Dropped, MessageKind, Rendered
from escale.outbox.models import Message
from escale.writing.models import Review
from escale.writing.rules import WRITES

ABOUT = "review"
STILL_USEFUL = timedelta(days=7)


class NotAReader(Exception):
    """She doesn’t write in this organization, or she is the one who asks."""


def readers_for(member: Membership) -> MembershipQuerySet:
    """The colleagues who may read a text over."""
    team = Membership.objects.active().of_organization(member.organization)
    return (
        team.filter(role__in=WRITES)
        .exclude(user=member.user)
        .select_related("user")
        .order_by("user__first_name", "user__last_name", "pk")
    )


@transaction.atomic
def ask(
    kind: str,
    text_id: int,
    *,
    title: str,
    of: Membership,
    word: str,
    by: Membership,
    submission: UUID,
    now: datetime,
) -> Review:
    """Ask a colleague to read a text over; she is told by mail. She who has it already isn’t asked twice.

    Raises `NotAReader`.
    """
    if not readers_for(by).filter(pk=of.pk).exists():
        raise NotAReader
    asked = Review(
        organization=by.organization,
        kind=kind,
        text_id=text_id,
        title=title,
        asked_by=by.user,
        asked_of=of.user,
        asked_at=now,
        word=word,
        submission=submission,
    )
    Review.objects.bulk_create([asked], ignore_conflicts=True)
    same = Review.objects.filter(kind=kind, text_id=text_id, asked_of=of.user)
    review = same.select_related("organization", "asked_of").order_by("-asked_at", "-pk")[0]
    _write(ASKED, review, to=review.asked_of, now=now)
    return review


@transaction.atomic
def answer(review: Review, *, is_ready: bool, words: str, now: datetime) -> bool:
    """Say that a text may appear, or what to change: whoever asked is told. False when it was answered already."""
    waiting = Review.objects.filter(pk=review.pk, answered_at=None)
    if not waiting.update(answered_at=now, is_ready=is_ready, answer=words):
        return False
    _write(ANSWERED, review, to=review.asked_by, now=now)
    return True


def take_back(review: Review) -> None:
    """Ask nothing any more; a mail that has not left won’t."""
    Review.objects.filter(pk=review.pk, answered_at=None).delete()


def _write(kind: MessageKind, review: Review, *, to: User, now: datetime) -> None:
    writing.write_mail(
        kind,
        organization=review.organization,
        about=ABOUT,
        about_id=review.pk,
        to=to.email,
        now=now,
        expires_at=now + STILL_USEFUL,
    )


def _render_asked(message: Message, now: datetime) -> Rendered | Dropped:
    review = Review.objects.select_related("asked_by").one(pk=message.about_id)
    if review is None or review.answered_at:
        return Dropped("Cette relecture n’est plus demandée.")
    first_name = review.asked_by.first_name
    word = f"\n\nSon mot : {review.word}" if review.word else ""
    return Rendered(
        subject=f"{first_name} vous demande une relecture",
        text=(
            f"Bonjour,\n\n{first_name} vous demande de relire « {review.title} » avant sa parution.{word}\n\n"
            f"Lisez et répondez ici :\n{settings.BASE_URL}{reverse('desk:review', args=[review.pk])}"
        ),
    )


def _render_answered(message: Message, now: datetime) -> Rendered | Dropped:
    review = Review.objects.select_related("asked_of").one(pk=message.about_id)
    if review is None or review.answered_at is None:
        return Dropped("La réponse a été reprise.")
    first_name = review.asked_of.first_name
    said = f"{first_name} a relu « {review.title} »"
    said += " : le texte peut paraître." if review.is_ready else " et propose des changements."
    words = f"\n\n{review.answer}" if review.answer else ""
    return Rendered(
        subject=f"{first_name} a relu votre texte",
        text=f"Bonjour,\n\n{said}{words}\n\nVos textes :\n{settings.BASE_URL}{reverse('desk:articles')}",
    )


ASKED = MessageKind(
    name="review_asked", label="Relecture demandée", default_text="", render=_render_asked, worth_a_call=False
)
ANSWERED = MessageKind(
    name="review_answered",
    label="Réponse à une relecture",
    default_text="",
    render=_render_answered,
    worth_a_call=False,
)
KINDS = (ASKED, ANSWERED)
