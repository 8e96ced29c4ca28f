"""What is decided of comments, one or many at once: each decision keeps its reason, and can be taken back."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from django.db import transaction

from escale.accounts.models import Membership, Organization, User
from escale.media.comments import telling
from escale.media.comments.suspecting import MUCH
from escale.media.models import Comment, CommentDecision, CommentReport, CommentState

ADVERT = "Publicité ou message automatique"
REASONS = (
    ADVERT,
    "Propos blessants",
    "Nomme ou décrit quelqu’un",
    "Donne un numéro, une adresse ou un mot de passe",
    "Ne parle pas de la chronique",
    "À sa demande",
)
"""Said again and again; any other words may be written."""
FROM: Mapping[CommentState, frozenset[CommentState]] = {
    CommentState.PUBLISHED: frozenset({CommentState.WAITING, CommentState.REFUSED, CommentState.REMOVED}),
    CommentState.REFUSED: frozenset({CommentState.WAITING}),
    CommentState.REMOVED: frozenset({CommentState.PUBLISHED}),
    CommentState.WAITING: frozenset({CommentState.REFUSED, CommentState.REMOVED, CommentState.PUBLISHED}),
}
"""From which states each decision is taken."""
BACK = {CommentState.REMOVED: CommentState.PUBLISHED}
"""Where a decision taken back leads; the others lead to be read over again."""
BATCH = 500


class ReasonMissing(Exception):
    """Nothing is refused or taken away without a reason."""


@dataclass(frozen=True)
class Outcome:
    """How many comments were decided, and how many had changed since they were read."""

    done: int
    changed: int


def print_of(comment: Comment) -> str:
    """The print of what is read: a decision about other words, or another state, is not taken."""
    return sha256(f"{comment.state}\n{comment.name}\n{comment.text}".encode()).hexdigest()[:12]


@transaction.atomic
def decide(
    organization: Organization,
    read: Mapping[int, str],
    *,
    state: CommentState,
    why: str = "",
    by: Membership,
    now: datetime,
) -> Outcome:
    """Decide of comments as they were read (their prints by key). Raises `ReasonMissing`.

    A comment corrected meanwhile stays as it is: nobody has read its new words.
    """
    if state in {CommentState.REFUSED, CommentState.REMOVED} and not why:
        raise ReasonMissing
    found = Comment.objects.of_organization(organization).filter(pk__in=read).select_related("organization", "article")
    comments = [one for one in found.list_locked() if one.state in FROM[state]]
    same = [one for one in comments if print_of(one) == read[one.pk] and (one.text or state != CommentState.PUBLISHED)]
    _settle(same, state=state, why=why, by=by.user, now=now)
    return Outcome(done=len(same), changed=len(read) - len(same))


@transaction.atomic
def refuse_doubtful(organization: Organization, *, by: Membership, now: datetime) -> int:
    """Refuse as adverts everything very doubtful that waits, whatever its number; give how many were."""
    done = 0
    while True:
        waiting = Comment.objects.of_organization(organization).waiting().filter(doubt__gte=MUCH)
        comments = waiting.select_related("organization", "article").list_locked(most=BATCH)
        _settle(comments, state=CommentState.REFUSED, why=ADVERT, by=by.user, now=now)
        done += len(comments)
        if len(comments) < BATCH:
            return done


@transaction.atomic
def take_back(organization: Organization, *, at: datetime, by: Membership, now: datetime) -> int:
    """Take back what she decided at this instant, unless something else was decided since; give how many comments."""
    last = CommentDecision.objects.filter(at__gt=at).order_by().values("comment")
    hers = CommentDecision.objects.filter(at=at, by=by.user, comment__organization=organization).exclude(
        comment__in=last
    )
    decided = dict(hers.order_by("pk").values_list("comment", "state"))
    comments = Comment.objects.of_organization(organization).filter(pk__in=decided).list_locked()
    for state, pks in _by_state(comments, decided).items():
        _settle([one for one in comments if one.pk in pks], state=state, why="Décision reprise", by=by.user, now=now)
    return len(comments)


@transaction.atomic
def keep_before(comment: Comment, *, by: Membership, now: datetime) -> bool:
    """Put the words that had been read over in place of the correction, and show them; False when there are none."""
    current = Comment.objects.get_locked(pk=comment.pk)
    if current.state != CommentState.WAITING or not current.text_before:
        return False
    Comment.objects.filter(pk=current.pk).update(text=current.text_before)
    _settle([current], state=CommentState.PUBLISHED, why="Le texte d’avant la correction", by=by.user, now=now)
    return True


@transaction.atomic
def erase(comment: Comment, *, by: Membership, now: datetime) -> None:
    """Erase everything of it at the request of who wrote it: name, address, words. Nothing brings it back."""
    CommentDecision.objects.create(
        comment=comment, state=CommentState.REMOVED, why="Effacé à la demande de son auteur", at=now, by=by.user
    )
    Comment.objects.filter(pk=comment.pk).update(
        state=CommentState.REMOVED,
        name="Quelqu’un",
        email="",
        text="",
        text_before="",
        suspicion="",
        doubt=0,
        decided_at=now,
    )


@transaction.atomic
def keep_shown(comment: Comment, *, by: Membership, now: datetime) -> None:
    """Nothing is wrong with a comment that was reported: its reports are settled, and the log says so."""
    if CommentReport.objects.filter(comment=comment, settled_at=None).update(settled_at=now):
        CommentDecision.objects.create(
            comment=comment, state=CommentState.PUBLISHED, why="Gardé après un signalement", at=now, by=by.user
        )


def _by_state(comments: Iterable[Comment], decided: Mapping[int, str]) -> dict[CommentState, set[int]]:
    found: dict[CommentState, set[int]] = {}
    for one in comments:
        back = BACK.get(CommentState(decided[one.pk]), CommentState.WAITING)
        found.setdefault(back, set()).add(one.pk)
    return found


def _settle(comments: list[Comment], *, state: CommentState, why: str, by: User, now: datetime) -> None:
    """Write the state of all, a line of the log for each, and what their readers are told."""
    pks = [one.pk for one in comments]
    decided_at = None if state == CommentState.WAITING else now
    text_before = {} if state == CommentState.WAITING else {"text_before": ""}
    Comment.objects.filter(pk__in=pks).update(state=state, decided_at=decided_at, **text_before)
    CommentDecision.objects.bulk_create(
        [CommentDecision(comment=one, state=state, why=why, at=now, by=by) for one in comments], batch_size=BATCH
    )
    CommentReport.objects.filter(comment__in=pks, settled_at=None).update(settled_at=now)
    # Whoever sends adverts gives other people's addresses.
    if state in {CommentState.REFUSED, CommentState.REMOVED} and why != ADVERT:
        for one in comments:
            telling.tell_refused(one, now=now)
