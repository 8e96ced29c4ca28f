"""What becomes of the sessions an absence or closed days meet: one choice each; and who a session is handed to."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Self

from django import forms
from django.forms.boundfield import BoundField

from escale.accounts.models import User
from escale.desk.workshops.leading.words import handed_words, people_words, told_words
from escale.ui.forms import Form
from escale.workshops import leading, stranded
from escale.workshops.leading import Colleague, NotFree, SessionDecision
from escale.workshops.models import Session
from escale.workshops.stranded import Met

PREFIX = "session"
KEEP, CANCEL, LEAVE, GIVE = "keep", "cancel", "leave", "give-"
TAKEN = "Ce n’est plus possible. Choisissez encore."


@dataclass(frozen=True, kw_only=True)
class Row:
    """One session as the page shows it: who is expected, the answers, and who hears of it."""

    session: Session
    people: str
    choice: BoundField
    told: str


class SessionsForm(Form):
    """For each session, a choice: `session-12`. One nothing was said of stays as it is.

    `given` may be None: each then has its usual answer, a colleague who is free when there is one. Without anybody `away`,
    the place is closed: who leads changes nothing.
    """

    def __init__(
        self,
        given: Mapping[str, Any] | None,
        *,
        met: Sequence[Met],
        colleagues: Mapping[int, Sequence[Colleague]],
        away: User | None = None,
    ) -> None:
        self.met, self.colleagues, self.away = list(met), colleagues, away
        answers = {name: given[name] for name in given if given[name]} if given is not None else {}
        usual = {_name(each): self._usual(each) if given is None else KEEP for each in self.met}
        super().__init__({f"{PREFIX}-{name}": answer for name, answer in usual.items()} | answers, prefix=PREFIX)
        for each in self.met:
            self.fields[_name(each)] = forms.ChoiceField(
                label=f"{each.session.group} : que faire ?",
                choices=self._choices(each),
                widget=forms.RadioSelect,
                error_messages={"invalid_choice": TAKEN},
            )
        # Read at once: the page says who hears of each answer, even when one of them is refused.
        self.full_clean()

    @property
    def decisions(self) -> list[SessionDecision]:
        """What was decided, session by session; those whose answer is refused are left out."""
        return [self._decision(each) for each in self.met if _name(each) in self.cleaned_data]

    @property
    def rows(self) -> list[Row]:
        """The sessions as the page shows them, earliest first."""
        return [
            Row(
                session=each.session,
                people=people_words(each.people),
                choice=self[_name(each)],
                told=self._told(each),
            )
            for each in self.met
        ]

    def answered(self, given: Mapping[str, Any]) -> Self:
        """The same with these answers."""
        return type(self)(given, met=self.met, colleagues=self.colleagues, away=self.away)

    def led_together(self, decision: SessionDecision) -> bool:
        """Whether the colleague a session is given to leads it already."""
        possible = self.colleagues.get(decision.session.pk, ())
        return any(each.leads_already for each in possible if each.user == decision.to)

    def given_to(self, colleague: User) -> tuple[dict[str, str], int]:
        """The answers that give her all she can take, to be sent as if they were typed; and how many she can't."""
        answers, left = {}, 0
        for each in self.met:
            if self._joins(each):
                answers[f"{PREFIX}-{_name(each)}"] = LEAVE
            elif any(one.user == colleague for one in self.colleagues.get(each.session.pk, ())):
                answers[f"{PREFIX}-{_name(each)}"] = f"{GIVE}{colleague.pk}"
            else:
                left += 1
        return answers, left

    def refuse(self, problem: NotFree) -> None:
        """Say beside its answer why nothing could be written."""
        self.add_error(str(problem.session.pk), problem.sentence)

    def _joins(self, met: Met) -> bool:
        """Whether whoever is away only leads it with the adviser."""
        return self.away is not None and met.session.adviser_id != self.away.pk

    def _usual(self, met: Met) -> str:
        if self._joins(met):
            return LEAVE
        free = [one for one in self.colleagues.get(met.session.pk, ()) if not one.receives]
        return f"{GIVE}{free[0].user.pk}" if free else KEEP

    def _choices(self, met: Met) -> list[tuple[str, str]]:
        if self.away is not None and self._joins(met):
            return [
                (LEAVE, f"{met.session.adviser.first_name} anime sans {self.away.first_name}"),
                (KEEP, "Ne rien changer"),
            ]
        given = [(f"{GIVE}{each.user.pk}", handed_words(each)) for each in self.colleagues.get(met.session.pk, ())]
        return [*given, (CANCEL, "Annuler la séance"), (KEEP, "Décider plus tard")]

    def _decision(self, met: Met) -> SessionDecision:
        answer = self.cleaned_data[_name(met)]
        to = next(
            (one.user for one in self.colleagues.get(met.session.pk, ()) if answer == f"{GIVE}{one.user.pk}"), None
        )
        return SessionDecision(
            session=met.session,
            to=to,
            leaves=self.away if answer == LEAVE else None,
            is_called_off=answer == CANCEL,
        )

    def _told(self, met: Met) -> str:
        if _name(met) not in self.cleaned_data:
            return ""
        decision = self._decision(met)
        is_kept = not decision.changes
        if is_kept and self._joins(met):
            return ""
        return told_words(decision, count=len(met.people), is_closed=self.away is None)


class HandForm(Form):
    """Who will lead a session."""

    to = forms.ChoiceField(label="Qui l’animera ?", widget=forms.RadioSelect, error_messages={"invalid_choice": TAKEN})

    def __init__(self, given: Mapping[str, Any] | None, *, colleagues: Sequence[Colleague]) -> None:
        super().__init__(given)
        self.colleagues = {str(each.user.pk): each for each in colleagues}
        choices = [(pk, handed_words(each)) for pk, each in self.colleagues.items()]
        self.fields["to"].choices = choices  # type: ignore[attr-defined]

    @property
    def chosen(self) -> User:
        return self.colleagues[self.cleaned_data["to"]].user


def _name(met: Met) -> str:
    return str(met.session.pk)


def sessions_form(
    given: Mapping[str, Any] | None, sessions: Sequence[Session], *, away: User | None = None
) -> SessionsForm:
    """What to ask of these sessions while `away` can't lead them, or while they would meet a closed day."""
    return SessionsForm(
        given,
        met=stranded.met(sessions, away=away),
        colleagues=leading.colleagues(sessions, away=away) if away is not None else {},
        away=away,
    )
