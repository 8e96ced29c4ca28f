"""Every text this app sends to peers, the digest apart."""

from datetime import datetime, timedelta

from django.conf import settings
from django.urls import reverse

from escale.accounts.models import Organization, User
from escale.community.models import CircleGuest, DecisionKind, Mention, PostDecision, PostReport, Thread
from escale.outbox import writing
from escale.outbox.catalogue import Dropped, MessageKind, Rendered
from escale.outbox.models import Message

STILL_USEFUL = timedelta(days=7)


def write(
    kind: MessageKind, organization: Organization, *, to: User, about_id: int, revision: int = 0, now: datetime
) -> None:
    """Write a mail to a peer, inside the transaction of what it tells."""
    writing.write_mail(
        kind,
        organization=organization,
        about=kind.name,
        about_id=about_id,
        revision=revision,
        to=to.email,
        now=now,
        expires_at=now + STILL_USEFUL,
    )


def address(name: str, *args: object) -> str:
    """A page of the team, as a mail says it."""
    return f"{settings.BASE_URL}{reverse(name, args=args)}"


def _render_mentioned(message: Message, now: datetime) -> Rendered | Dropped:
    named = Mention.objects.filter(pk=message.about_id).select_related("post__thread", "post__author", "user")
    mention = named.first()
    if mention is None or not mention.post.is_shown:
        return Dropped("Le message a été retiré.")
    post, thread = mention.post, mention.post.thread
    if not Thread.objects.visible_to(mention.user).listed().filter(pk=thread.pk).exists():
        return Dropped("Cette personne ne lit plus ce fil.")
    who = post.author.first_name if post.author else "Un pair"
    return Rendered(
        subject=f"{who} vous nomme entre pairs",
        text=(
            f"Bonjour,\n\n{who} vous nomme dans « {thread.title} ».\n\n"
            f"Lisez son message et répondez ici :\n{address('desk:thread', thread.pk)}#message-{post.pk}"
        ),
    )


def _render_hidden(message: Message, now: datetime) -> Rendered | Dropped:
    decision = PostDecision.objects.select_related("post__thread", "circle").one(pk=message.about_id)
    if decision is None or decision.post.hidden_at is None or decision.kind != DecisionKind.HIDDEN:
        return Dropped("Le message a été remis.")
    return Rendered(
        subject="Votre message n’est plus montré",
        text=(
            f"Bonjour,\n\nVotre message dans « {decision.post.thread.title} » n’est plus montré aux membres de "
            f"« {decision.circle.name} ».\n\nPourquoi : {decision.why}\n\n"
            "Vous pouvez encore le lire, et en parler avec qui modère ce cercle :\n"
            f"{address('desk:thread', decision.post.thread_id)}#message-{decision.post_id}"
        ),
    )


def _render_reported(message: Message, now: datetime) -> Rendered | Dropped:
    report = PostReport.objects.select_related("post__thread__circle").one(pk=message.about_id)
    if report is None or report.settled_at:
        return Dropped("Le signalement est réglé.")
    circle = report.post.thread.circle
    return Rendered(
        subject="Un message est signalé",
        text=(
            f"Bonjour,\n\nUn message de « {circle.name} » est signalé.\n\nPourquoi : {report.why}\n\n"
            f"Lisez-le, puis décidez ici :\n{address('desk:circle-moderation', circle.pk)}"
        ),
    )


def _render_invited(message: Message, now: datetime) -> Rendered | Dropped:
    guest = CircleGuest.objects.select_related("circle__organization", "invited_by").one(pk=message.about_id)
    if guest is None or guest.joined_at or guest.left_at or guest.circle.closed_at:
        return Dropped("L’invitation n’attend plus de réponse.")
    who = guest.invited_by.full_name if guest.invited_by else str(guest.circle.organization)
    return Rendered(
        subject=f"{who} vous invite dans un cercle de pairs",
        text=(
            f"Bonjour,\n\n{who} ({guest.circle.organization}) vous invite dans « {guest.circle.name} ». "
            "On y parle entre pairs, rien n’est public.\n\n"
            f"Répondez ici :\n{address('desk:circles')}"
        ),
    )


MENTIONED = MessageKind(
    name="peer_mentioned", label="Mention entre pairs", default_text="", render=_render_mentioned, worth_a_call=False
)
HIDDEN = MessageKind(
    name="peer_hidden", label="Message entre pairs masqué", default_text="", render=_render_hidden, worth_a_call=False
)
REPORTED = MessageKind(
    name="peer_reported", label="Signalement entre pairs", default_text="", render=_render_reported, worth_a_call=False
)
INVITED = MessageKind(
    name="peer_invited", label="Invitation dans un cercle", default_text="", render=_render_invited, worth_a_call=False
)
KINDS = (MENTIONED, HIDDEN, REPORTED, INVITED)
