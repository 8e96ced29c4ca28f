"""The rows of the list, the tabs, what is said of a decision."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from escale.desk.comments.finding import VIEWS
from escale.desk.comments.forms import chosen
from escale.french.plural import plural
from escale.media.comments.moderating import Outcome, print_of
from escale.media.comments.reading import Waiting
from escale.media.comments.suspecting import MUCH
from escale.media.models import Comment, CommentState

DONE = {
    CommentState.PUBLISHED: ("publié", "publiés"),
    CommentState.REFUSED: ("refusé", "refusés"),
    CommentState.REMOVED: ("retiré", "retirés"),
    CommentState.WAITING: ("remis à relire", "remis à relire"),
}


@dataclass(frozen=True, kw_only=True)
class Row:
    """A comment, the value of its box, whether it is ticked."""

    comment: Comment
    value: str
    is_ticked: bool

    @property
    def is_doubtful(self) -> bool:
        return self.comment.doubt >= MUCH


@dataclass(frozen=True, kw_only=True)
class Tab:
    key: str
    label: str
    is_current: bool


def rows(comments: Iterable[Comment], *, ticked: Collection[str] = (), all_ticked: bool = False) -> list[Row]:
    """What the list shows; `ticked` are the values sent back by a form that was refused."""
    valued = [(comment, chosen(comment, print_of(comment))) for comment in comments]
    return [Row(comment=comment, value=value, is_ticked=all_ticked or value in ticked) for comment, value in valued]


def tabs(waiting: Waiting, current: str) -> list[Tab]:
    """The lists, with how many wait in those that wait."""
    counts = {"a-relire": waiting.comments, "signales": waiting.reported}
    return [
        Tab(key=key, label=f"{label} ({counts[key]})" if counts.get(key) else label, is_current=key == current)
        for key, label in VIEWS.items()
    ]


def said(outcome: Outcome, state: CommentState) -> str:
    """What was decided, and what was not because it had changed."""
    one, several = DONE[state]
    parts = [f"{plural(outcome.done, 'commentaire', 'commentaires')} {one if outcome.done < 2 else several}."]
    if outcome.changed:
        parts.append(
            f"{plural(outcome.changed, 'commentaire a changé', 'commentaires ont changé')} entre-temps : relisez-les."
            if outcome.changed > 1
            else "Un commentaire a changé entre-temps : relisez-le."
        )
    return " ".join(parts)
