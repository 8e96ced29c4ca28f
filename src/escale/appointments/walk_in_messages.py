"""What is written to somebody who waits without appointment and goes for a walk meanwhile: soon, then now."""

from datetime import datetime, timedelta
from types import MappingProxyType

from escale.appointments.models import WalkIn, WalkInState
from escale.outbox import texts, writing
from escale.outbox.catalogue import Dropped, MessageKind, Rendered
from escale.outbox.models import Message

ABOUT = "walk_in"
NEAR = 1
"""How many people before her make it "soon"."""
SOON_LASTS = timedelta(minutes=15)
TURN_LASTS = timedelta(minutes=10)


def say_it_is_soon(walk_in: WalkIn, *, now: datetime) -> None:
    """Write once that her turn comes, in the transaction that brings it near."""
    _write(WALK_IN_SOON, walk_in, lasts=SOON_LASTS, now=now)


def say_it_is_her_turn(walk_in: WalkIn, *, now: datetime) -> None:
    """Write that she is called, in the transaction that calls her; what said "soon" and has not left is taken back."""
    writing.drop(ABOUT, walk_in.pk, kinds=[WALK_IN_SOON])
    _write(WALK_IN_TURN, walk_in, lasts=TURN_LASTS, now=now)


def _write(kind: MessageKind, walk_in: WalkIn, *, lasts: timedelta, now: datetime) -> None:
    if not walk_in.phone:
        return
    writing.write(
        kind,
        organization=walk_in.organization,
        person=walk_in.person,
        about=ABOUT,
        about_id=walk_in.pk,
        revision=walk_in.revision,
        venue=walk_in.venue,
        phone=walk_in.phone,
        now=now,
        due_at=now,
        expires_at=now + lasts,
    )


def _render_soon(message: Message, now: datetime) -> Rendered | Dropped:
    return _rendered(WALK_IN_SOON, message, WalkInState.WAITING)


def _render_turn(message: Message, now: datetime) -> Rendered | Dropped:
    return _rendered(WALK_IN_TURN, message, WalkInState.CALLED)


def _rendered(kind: MessageKind, message: Message, state: WalkInState) -> Rendered | Dropped:
    walk_in = WalkIn.objects.with_everything_shown().one(pk=message.about_id, revision=message.revision)
    if walk_in is None or walk_in.state != state:
        return Dropped("Cette personne n’attend plus.")
    values = {
        "prenom": walk_in.first_name,
        "numero": walk_in.number,
        "lieu": walk_in.venue.name,
        "ou_aller": walk_in.where,
        "conseiller": walk_in.adviser.first_name if walk_in.adviser else "",
    }
    return Rendered(text=texts.fill(texts.wording(kind, walk_in.organization), values), subject=kind.label)


_EXAMPLE = MappingProxyType(
    {
        "prenom": "Lucette",
        "numero": "A 14",
        "lieu": "Centre social",
        "ou_aller": "bureau 4, au fond à droite",
        "conseiller": "Maëlle",
    }
)

WALK_IN_SOON = MessageKind(
    name="walk_in_soon",
    label="Sans rendez-vous : bientôt à vous",
    default_text="Bonjour {prenom}. C’est bientôt à vous, numéro {numero}. Revenez dans la salle : {lieu}.",
    render=_render_soon,
    urgent=True,
    worth_a_call=False,
    placeholders=_EXAMPLE,
)
WALK_IN_TURN = MessageKind(
    name="walk_in_turn",
    label="Sans rendez-vous : c’est à vous",
    default_text="{prenom}, c’est à vous, numéro {numero}. {conseiller} vous attend. C’est ici : {ou_aller}.",
    render=_render_turn,
    urgent=True,
    worth_a_call=False,
    placeholders=_EXAMPLE,
)
KINDS = (WALK_IN_SOON, WALK_IN_TURN)
