"""Reading again before it leaves: what is typed, what in it could name somebody, what each button does."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Protocol
from uuid import UUID, uuid4

from django.forms import BaseForm

from escale.accounts.access import MemberRequest
from escale.community import anonymising, flagging
from escale.community.anonymising import Passage
from escale.desk.threads.forms import MessageForm
from escale.french import plain_text
from escale.french.secrets import find_secrets
from escale.ui.status import REFUSED

PUBLISH, KEEP, REPLACE, REPLACE_ALL = "publier", "brouillon", "remplacer", "tout-remplacer"
LONGEST_KEPT = 20_000
"""Letters of a field that is kept for later: more than it takes, so that one can shorten it another day."""


class MakeForm(Protocol):
    """Draws the form: bound to what was posted, or with what is known of it."""

    def __call__(self, posted: Any = None, *, initial: dict[str, Any] | None = None) -> MessageForm: ...


@dataclass(frozen=True, kw_only=True)
class Line:
    """One passage to replace: `value` is what its button sends."""

    value: str
    passage: Passage


@dataclass(frozen=True, kw_only=True)
class Review:
    """What is shown above the button: each text with its passages. `read` is sent back with what was read again."""

    previews: list[tuple[str, list[tuple[str, bool]]]]
    lines: list[Line]
    read: str


@dataclass(frozen=True, kw_only=True)
class Attempt:
    """What a post came to: a form to show, with its review if any; or words that may leave (`ready`), or be kept (`draft`)."""

    form: MessageForm
    review: Review | None = None
    ready: bool = False
    draft: dict[str, str] = field(default_factory=dict)


def attempt(request: MemberRequest, make: MakeForm, *, always: bool) -> Attempt:
    """Do what the button says, short of writing. `always`: it is read again even when nothing was found (a case study)."""
    gesture = request.POST.get("geste", PUBLISH)
    form = make(request.POST)
    if gesture == KEEP and not _is_longer(form, LONGEST_KEPT):
        # No column of a database takes a null character.
        return Attempt(form=form, draft={name: request.POST.get(name, "").replace("\x00", "") for name in form.fields})
    if gesture.startswith((REPLACE, REPLACE_ALL)) and not _is_longer(form):
        return _replaced(request, make, gesture)
    if not form.is_valid():
        return Attempt(form=form)
    texts = {name: form.cleaned_data[name] for name in form.TEXTS}
    _refuse_secrets(form, texts)
    found = flagging.flagged(request.membership, texts)
    was_read = request.POST.get("relu", "") == flagging.print_of(texts.values())
    waits = not was_read and (always or any(found.values()))
    if form.errors or waits:
        return Attempt(form=form, review=_review(form, texts, found))
    return Attempt(form=form, ready=True)


def _is_longer(form: MessageForm, most: int = 0) -> bool:
    """Whether something typed is longer than that, or than its field takes when nothing is said."""
    return any(
        len(form.data.get(name, "")) > (most or getattr(field, "max_length", None) or LONGEST_KEPT)
        for name, field in form.fields.items()
    )


def submission_of(request: MemberRequest) -> UUID:
    """The key of the form, or a new one when it is none."""
    try:
        return UUID(request.POST.get("submission", ""))
    except ValueError:
        return uuid4()


def status_of(request: MemberRequest, tried: Attempt) -> int:
    """A passage replaced is no refusal; a text that must be read again is."""
    asked = request.method == "POST" and request.POST.get("geste", PUBLISH) == PUBLISH
    return REFUSED if asked and not tried.ready else 200


def _replaced(request: MemberRequest, make: MakeForm, gesture: str) -> Attempt:
    """The form again, with one passage, or all, said otherwise."""
    typed = {name: plain_text.clean(request.POST.get(name, "")) for name in make().fields}
    names = make().TEXTS
    found = flagging.flagged(request.membership, {name: typed[name] for name in names})
    for name, passages in found.items():
        chosen = [each for each in passages if gesture in {REPLACE_ALL, _value(name, each)}]
        typed[name] = anonymising.replaced(typed[name], chosen)
    texts = {name: typed[name] for name in names}
    form = make(initial=typed)
    return Attempt(form=form, review=_review(form, texts, flagging.flagged(request.membership, texts)))


def _review(form: BaseForm, texts: dict[str, str], found: dict[str, list[Passage]]) -> Review:
    return Review(
        previews=[
            (str(form.fields[name].label), list(anonymising.pieces(texts[name], passages)))
            for name, passages in found.items()
            if passages
        ],
        lines=list(_lines(found)),
        read=flagging.print_of(texts.values()),
    )


def _lines(found: dict[str, list[Passage]]) -> Iterator[Line]:
    for name, passages in found.items():
        for passage in passages:
            yield Line(value=_value(name, passage), passage=passage)


def _value(name: str, passage: Passage) -> str:
    return f"{REPLACE}-{name}-{passage.start}-{passage.end}"


def _refuse_secrets(form: MessageForm, texts: dict[str, str]) -> None:
    for name, text in texts.items():
        for secret in find_secrets(text):
            form.add_error(name, secret.sentence)
