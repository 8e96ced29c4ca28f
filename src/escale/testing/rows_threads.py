"""Rows of exchanges among peers, by the names the access matrix gives them."""

from typing import Any
from uuid import UUID

from escale.accounts.models import Membership
from escale.community import drafts, inviting, posting
from escale.community.models import Circle, CircleGuest, Post, Theme, Thread, ThreadKind
from escale.community.posting import Opening, Words
from escale.testing import builders
from escale.testing.cast import Reception


def of_threads(reception: Reception, *, coordinator: Membership) -> dict[str, Any]:
    """A question of the adviser's in her team with an answer, an open circle of hers, an invitation and a draft."""
    adviser, now = reception.adviser, builders.NOW
    opening = Opening(kind=ThreadKind.QUESTION, theme=Theme.POSTURE, title="Garder un mot de passe ?")
    key = f"equipe-{adviser.organization_id}"
    thread = posting.open_thread(adviser, key, opening, Words(text="Non."), submission=UUID(int=31), now=now)
    answer = posting.answer(coordinator, thread, Words(text="Un carnet."), submission=UUID(int=32), now=now)
    drafts.keep(adviser, {"text": "Je disais"}, thread=None, submission=UUID(int=33), now=now)
    opened = inviting.open_circle(adviser, name="Posture", rules="", now=now)
    other = inviting.open_circle(coordinator, name="Coordination", rules="", now=now)
    guest = CircleGuest.objects.create(circle=other, user=adviser.user, invited_by=coordinator.user, invited_at=now)
    return {
        "thread": Thread.objects.get(pk=thread.pk),
        "own_post": Post.objects.get(thread=thread, opens=True),
        "peer_post": answer,
        "peer_draft": drafts.of(adviser).get(),
        "team_circle": Circle.objects.get(pk=thread.circle_id),
        "open_circle": opened,
        "circle_guest": guest,
    }
