"""Talking it over with a colleague: she is told that somebody would like to talk, and nothing of why."""

from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.urls import reverse

from escale.accounts.models import Membership, MembershipQuerySet, Organization, User
from escale.community.models import PeerCall
from escale.outbox import writing
from escale.outbox.catalogue import Dropped, MessageKind, Rendered
from escale.outbox.models import Message

ABOUT = "peer-call"
STILL_USEFUL = timedelta(days=7)


class NotAPeer(Exception):
    """Neither of her team nor of a network her organization belongs to; or herself."""


def peers_of(member: Membership) -> MembershipQuerySet:
    """Her colleagues, and the members of the organizations of her networks."""
    near = Organization.objects.filter(networks__organizations=member.organization_id)
    return (
        Membership.objects.active()
        .filter(organization__in=[member.organization_id, *near.order_by("pk").values_list("pk", flat=True)])
        .exclude(user=member.user_id)
        .select_related("user", "organization")
        .order_by("user__first_name", "user__last_name", "pk")
    )


@transaction.atomic
def ask(member: Membership, peer: Membership, *, submission: UUID, now: datetime) -> None:
    """Tell a colleague, by mail and under what she has to do; the same form sent twice tells her once. Raises `NotAPeer`."""
    if not peers_of(member).filter(pk=peer.pk).exists():
        raise NotAPeer
    PeerCall.objects.bulk_create(
        [
            PeerCall(
                asked_by=member.user,
                peer=peer.user,
                organization=member.organization,
                created_at=now,
                submission=submission,
            )
        ],
        ignore_conflicts=True,
    )
    call = PeerCall.objects.select_related("peer", "organization").one(submission=submission)
    if call is not None:
        _write(ASKED, call, to=call.peer, now=now)


@transaction.atomic
def answer(call: PeerCall, *, now: datetime) -> None:
    """Say “on s’appelle”: whoever asked is told by mail."""
    if PeerCall.objects.filter(pk=call.pk, answered_at=None).update(answered_at=now):
        _write(ANSWERED, call, to=call.asked_by, now=now)


def take_back(call: PeerCall) -> None:
    """It waits for an answer again; a mail that has not left won't."""
    PeerCall.objects.filter(pk=call.pk).update(answered_at=None)


def withdraw(call: PeerCall) -> None:
    """Ask nothing any more: nothing is left of it, and a mail that has not left won't."""
    PeerCall.objects.filter(pk=call.pk, answered_at=None).delete()


def _write(kind: MessageKind, call: PeerCall, *, to: User, now: datetime) -> None:
    writing.write_mail(
        kind,
        organization=call.organization,
        about=ABOUT,
        about_id=call.pk,
        to=to.email,
        now=now,
        expires_at=now + STILL_USEFUL,
    )


def _render_asked(message: Message, now: datetime) -> Rendered | Dropped:
    call = PeerCall.objects.select_related("asked_by").one(pk=message.about_id)
    if call is None or call.answered_at:
        return Dropped("Cette demande n’attend plus de réponse.")
    first_name = call.asked_by.first_name
    return Rendered(
        subject=f"{first_name} aimerait vous parler",
        text=(
            f"Bonjour,\n\n{first_name} aimerait parler un moment avec vous, entre collègues. "
            "Rien d’autre n’est écrit, exprès : écouter suffit.\n\n"
            f"Dites « On s’appelle » ici :\n{settings.BASE_URL}{reverse('desk:care')}#pair"
        ),
    )


def _render_answered(message: Message, now: datetime) -> Rendered | Dropped:
    call = PeerCall.objects.select_related("peer").one(pk=message.about_id)
    if call is None or call.answered_at is None:
        return Dropped("La réponse a été reprise.")
    first_name = call.peer.first_name
    return Rendered(
        subject=f"{first_name} vous appelle bientôt",
        text=f"Bonjour,\n\n{first_name} a lu votre demande et répond : « On s’appelle. »",
    )


ASKED = MessageKind(
    name="peer_asked", label="Demande à un pair", default_text="", render=_render_asked, worth_a_call=False
)
ANSWERED = MessageKind(
    name="peer_answered", label="Réponse d’un pair", default_text="", render=_render_answered, worth_a_call=False
)
KINDS = (ASKED, ANSWERED)
