"""The mails of comments: to the authors, few whatever comes; to a reader whose comment isn't shown; about a right of reply."""

from datetime import datetime, time, timedelta

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db.models import Count, Q
from django.urls import reverse

from escale.accounts.models import Membership, MembershipQuerySet, Organization, Role
from escale.french.dates import day
from escale.french.plural import plural
from escale.media.comments import suspecting
from escale.media.models import Article, Comment, CommentState, RightOfReply
from escale.outbox import writing
from escale.outbox.catalogue import Dropped, MessageKind, Render, Rendered
from escale.outbox.models import Message
from escale.places.zones import zone_of

TO_READ, COMMENT, REPLY = "comments-to-read", "comment", "right-of-reply"
STILL_USEFUL = timedelta(days=2)
BEFORE_IT_LEAVES = timedelta(minutes=15)
"""Time to take a refusal back before its reader hears of it."""
MORNING = time(8, 30)
MOST_TOLD, MOST_TITLES = 20, 5
DUE_WITHIN = timedelta(days=3)
"""The law gives three days to insert a reply online (loi du 21 juin 2004, droit de réponse en ligne)."""


def authors_of(article: Article) -> MembershipQuerySet:
    """Those who wrote it and still work there; the people who run the organization when nobody is left."""
    members = Membership.objects.active().filter(organization=article.organization_id).select_related("user")
    wrote = members.filter(user__articles=article.pk)
    found = wrote if wrote.exists() else members.filter(role=Role.ADMIN)
    return found.order_by("pk")


def tell_authors(article: Article, *, doubt: int, now: datetime) -> None:
    """Tell the authors that something waits: the first of a day at once, everything after it the next morning, once.

    What is very doubtful tells nobody at once. A thousand comments an hour make two mails at most.
    """
    zone = zone_of(article.organization)
    today = now.astimezone(zone).date()
    first = 2 * today.toordinal()
    morning = datetime.combine(today + timedelta(days=1), MORNING, tzinfo=zone)
    for member in authors_of(article)[:MOST_TOLD]:
        told = Message.objects.about(TO_READ, member.pk).filter(revision=first).exists()
        at_once = not told and doubt < suspecting.MUCH
        _write(
            WAITING,
            article.organization,
            about=TO_READ,
            about_id=member.pk,
            to=member.user.email,
            revision=first if at_once else first + 1,
            due_at=now if at_once else morning,
            now=now,
        )


def tell_refused(comment: Comment, *, now: datetime) -> None:
    """Tell a reader who left her address why her comment isn't shown, once it can't be taken back any more."""
    if comment.email:
        _write(
            REFUSED,
            comment.organization,
            about=COMMENT,
            about_id=comment.pk,
            to=comment.email,
            # A comment refused, put back, refused again is told about again.
            revision=_age(comment.created_at, now),
            due_at=now + BEFORE_IT_LEAVES,
            now=now,
        )


def tell_right_of_reply(reply: RightOfReply, *, now: datetime) -> None:
    """Tell the authors and those who run the organization, at once: the delay runs."""
    runs = (
        Membership.objects.active().filter(organization=reply.organization_id, role=Role.ADMIN).select_related("user")
    )
    told = {member.user.email for member in [*authors_of(reply.article)[:MOST_TOLD], *runs.order_by("pk")[:MOST_TOLD]]}
    for revision, email in enumerate(sorted(told)):
        _write(
            ASKED,
            reply.organization,
            about=REPLY,
            about_id=reply.pk,
            to=email,
            revision=revision,
            due_at=now,
            now=now,
        )


def tell_reply_refused(reply: RightOfReply, *, now: datetime) -> None:
    """Tell whoever asked for it why her reply isn't shown, when what she gave is a mail address."""
    if is_email(reply.contact):
        _write(
            REPLY_REFUSED,
            reply.organization,
            about=REPLY,
            about_id=reply.pk,
            to=reply.contact,
            revision=_age(reply.created_at, now),
            due_at=now + BEFORE_IT_LEAVES,
            now=now,
        )


def _age(since: datetime, now: datetime) -> int:
    return int((now - since).total_seconds())


def is_email(text: str) -> bool:
    try:
        validate_email(text)
    except ValidationError:
        return False
    return True


def _write(
    kind: MessageKind,
    organization: Organization,
    *,
    about: str,
    about_id: int,
    to: str,
    revision: int,
    due_at: datetime,
    now: datetime,
) -> None:
    writing.write_mail(
        kind,
        organization=organization,
        about=about,
        about_id=about_id,
        revision=revision,
        to=to,
        now=now,
        due_at=due_at,
        expires_at=due_at + STILL_USEFUL,
    )


def _render_waiting(message: Message, now: datetime) -> Rendered | Dropped:
    member = Membership.objects.active().select_related("user").one(pk=message.about_id)
    if member is None:
        return Dropped("Cette personne ne travaille plus ici.")
    ours = Comment.objects.filter(organization=member.organization_id)
    ours = ours.filter(article__authors=member.user_id) if member.role != Role.ADMIN else ours
    waits = Q(state=CommentState.WAITING)
    reported = Q(state=CommentState.PUBLISHED, reports__isnull=False, reports__settled_at=None)
    titles = (
        ours.filter(waits | reported)
        .values("article__title")
        .annotate(many=Count("pk", distinct=True))
        .order_by("-many", "article__title")
    )
    lines = [f"- {row['article__title']} : {row['many']}" for row in titles[:MOST_TITLES]]
    if not lines:
        return Dropped("Tout est relu.")
    many = ours.filter(waits | reported).distinct().count()
    said = plural(many, "commentaire à relire", "commentaires à relire")
    return Rendered(
        subject=said,
        text=(
            f"Bonjour {member.user.first_name},\n\n{said} sur vos chroniques.\n\n{'\n'.join(lines)}\n\n"
            f"Relisez-les ici :\n{settings.BASE_URL}{reverse('desk:comments')}\n\n"
            "Vous recevrez au plus un autre mail, demain matin."
        ),
    )


def _render_refused(message: Message, now: datetime) -> Rendered | Dropped:
    comment = Comment.objects.select_related("article", "organization").one(pk=message.about_id)
    if comment is None or comment.state not in {CommentState.REFUSED, CommentState.REMOVED} or not comment.email:
        return Dropped("Ce commentaire est montré, attend encore, ou son adresse est effacée.")
    decision = comment.decisions.order_by("-at", "-pk").first()
    why = f"La raison : {decision.why}\n\n" if decision and decision.why else ""
    done = "n’est pas publié" if comment.state == CommentState.REFUSED else "est retiré"
    return Rendered(
        subject=f"Votre commentaire {done}",
        text=(
            f"Bonjour,\n\nVotre commentaire sur « {comment.article.title} » {done}.\n\n{why}"
            f"Vous pouvez en écrire un autre, ou nous appeler. {comment.organization.name}"
        ),
    )


def _render_asked(message: Message, now: datetime) -> Rendered | Dropped:
    reply = RightOfReply.objects.waiting().select_related("article").one(pk=message.about_id)
    if reply is None:
        return Dropped("Cette demande a sa réponse.")
    until = day((reply.created_at + DUE_WITHIN).astimezone(zone_of(message.organization)).date())
    return Rendered(
        subject=f"Droit de réponse : à traiter avant {until}",
        text=(
            f"Bonjour,\n\nQuelqu’un demande un droit de réponse à « {reply.article.title} ».\n"
            f"La loi donne trois jours : répondez avant {until}.\n\n"
            f"{settings.BASE_URL}{reverse('desk:right-of-reply', args=[reply.pk])}"
        ),
    )


def _render_reply_refused(message: Message, now: datetime) -> Rendered | Dropped:
    reply = RightOfReply.objects.select_related("article", "organization").one(pk=message.about_id)
    if reply is None or reply.refused_at is None:
        return Dropped("Cette demande n’est plus refusée.")
    return Rendered(
        subject="Votre droit de réponse",
        text=(
            f"Bonjour,\n\nVotre réponse à « {reply.article.title} » n’est pas publiée.\n\nLa raison : {reply.why}\n\n"
            f"Vous pouvez nous écrire de nouveau, ou saisir la justice. {reply.organization.name}"
        ),
    )


def _kind(name: str, label: str, render: Render) -> MessageKind:
    return MessageKind(name=name, label=label, default_text="", render=render, worth_a_call=False)


WAITING = _kind("comments_waiting", "Commentaires à relire", _render_waiting)
REFUSED = _kind("comment_refused", "Commentaire non publié", _render_refused)
ASKED = _kind("right_of_reply_asked", "Droit de réponse demandé", _render_asked)
REPLY_REFUSED = _kind("right_of_reply_refused", "Droit de réponse refusé", _render_reply_refused)
KINDS = (WAITING, REFUSED, ASKED, REPLY_REFUSED)
