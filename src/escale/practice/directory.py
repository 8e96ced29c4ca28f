"""The directory of peers: what one says of oneself, shown or not; a message to one of them, without her address."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from escale.accounts.models import Membership, User
from escale.community.rules import EXCHANGES
from escale.french.plain_text import fold
from escale.places.communes import Commune
from escale.practice import peer_messages
from escale.practice.models import PeerMessage, PeerProfile, PeerProfileQuerySet
from escale.topics import Topic

MOST_A_DAY = 20
DAY = timedelta(days=1)


class NotAPeer(Exception):
    """She shows nothing here, and never wrote to whoever writes to her."""


class TooManyMessages(Exception):
    """One doesn't write to everybody in a day."""


@dataclass(frozen=True, kw_only=True)
class Draft:
    """What a member says of herself."""

    knows: str
    seeks: str
    topics: list[str]
    languages: str
    commune: Commune | None
    mentors: bool


def of(member: Membership) -> PeerProfile | None:
    """Her profile in this organization, shown or not."""
    return PeerProfile.objects.one(membership=member)


@transaction.atomic
def write(member: Membership, draft: Draft, *, now: datetime) -> PeerProfile:
    """Write her profile; whether it is shown doesn't change."""
    values = {
        "knows": draft.knows,
        "seeks": draft.seeks,
        "topics": draft.topics,
        "languages": draft.languages,
        "commune": draft.commune.code if draft.commune else "",
        "commune_name": draft.commune.name if draft.commune else "",
        "mentors": draft.mentors,
        "search_key": _search_key(member, draft),
        "changed_at": now,
    }
    made, _ = PeerProfile.objects.update_or_create(membership=member, defaults=values)
    return made


def show(profile: PeerProfile, *, now: datetime) -> None:
    """Let her peers read it."""
    PeerProfile.objects.filter(pk=profile.pk, shown_at=None).update(shown_at=now)


def hide(profile: PeerProfile) -> None:
    """Keep it to herself."""
    PeerProfile.objects.filter(pk=profile.pk).update(shown_at=None)


def erase(profile: PeerProfile) -> None:
    """Nothing is left of it."""
    PeerProfile.objects.filter(pk=profile.pk).delete()


def found(profiles: PeerProfileQuerySet, words: str) -> PeerProfileQuerySet:
    """Those that hold every word, however it is spelt: accents and capitals don't count, nor a plural."""
    for word in fold(words).split():
        profiles = profiles.filter(search_key__contains=_singular(word))
    return profiles


@transaction.atomic
def send(to: User, text: str, *, member: Membership, submission: UUID, now: datetime) -> PeerMessage:
    """Write to a peer, who is told by mail and reads it here; the same form sent twice writes once.

    Raises `NotAPeer` or `TooManyMessages`.
    """
    sent = PeerMessage.objects.filter(sender=member.user)
    if known := sent.one(submission=submission):
        return known
    if not may_write(member.user, to):
        raise NotAPeer
    if sent.filter(created_at__gt=now - DAY).count() >= MOST_A_DAY:
        raise TooManyMessages
    made = PeerMessage(
        sender=member.user,
        recipient=to,
        organization=member.organization,
        text=text,
        created_at=now,
        submission=submission,
    )
    PeerMessage.objects.bulk_create([made], ignore_conflicts=True)
    made = PeerMessage.objects.get(submission=submission)
    peer_messages.tell(peer_messages.WRITTEN, made.pk, to=to, of=member.organization, now=now)
    return made


def may_write(user: User, to: User) -> bool:
    """To whoever shows herself to her, or wrote to her and still works among peers."""
    if user == to:
        return False
    working = Membership.objects.active().filter(user=to, role__in=EXCHANGES)
    shown = PeerProfile.objects.visible_to(user).filter(membership__user=to)
    wrote = PeerMessage.objects.filter(sender=to, recipient=user)
    return working.exists() and (shown.exists() or wrote.exists())


def read(messages: Iterable[PeerMessage], *, now: datetime) -> None:
    """They were read by whom they were written to."""
    PeerMessage.objects.filter(pk__in=[each.pk for each in messages], read_at=None).update(read_at=now)


def _search_key(member: Membership, draft: Draft) -> str:
    labels = [Topic(topic).label for topic in draft.topics]
    commune = draft.commune.name if draft.commune else ""
    said = [
        draft.knows,
        draft.seeks,
        *labels,
        draft.languages,
        commune,
        member.user.full_name,
        member.organization.name,
    ]
    return " ".join(fold(" ".join(said)).split())[:1500]


def _singular(word: str) -> str:
    return word[:-1] if len(word) > 3 and word.endswith(("s", "x")) else word
