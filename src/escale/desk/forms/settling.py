"""What becomes of appointments that no longer fit: one choice for each, with what its person will read."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms.boundfield import BoundField

from escale.appointments import settling_words
from escale.appointments.models import Appointment
from escale.appointments.settling import KEEP, Choice, Decision, Problem, Proposal, Result
from escale.appointments.settling_words import Telling
from escale.french.dates import day, hour_range
from escale.ui.forms import Form

PREFIX = "settle"


class OptionField(forms.ChoiceField):
    """One option of a proposal; an hour shown before the page was drawn again is still an answer.

    While everything may be kept, a colleague who receives nowhere then isn't asked for.
    """

    def __init__(self, proposal: Proposal, *, keeps: bool) -> None:
        self.proposal = proposal
        shown = [option for option in proposal.options if not keeps or option.to is None or option.to.receives]
        options = [(option.key, settling_words.label(option, proposal.appointment)) for option in shown]
        super().__init__(
            choices=options, widget=forms.RadioSelect, label=f"{proposal.appointment.person} : que faire ?"
        )
        self.error_messages["invalid_choice"] = Problem.TAKEN

    def valid_value(self, value: object) -> bool:
        return self.proposal.option(str(value)) is not None


@dataclass(frozen=True, kw_only=True)
class Row:
    """One appointment as the page shows it: who and when, the answers, and what its person is told."""

    appointment: Appointment
    when: str
    choice: BoundField
    notify: BoundField
    telling: Telling
    changes: bool


class SettlingForm(Form):
    """For each appointment, a choice and whether to tell the person: `settle-12`, `settle-12-notify`.

    An appointment the page did not list yet has its usual answer: everything kept when `keeps`, else the first hour
    found, and the person told. `given` may be None: everything has its usual answer.
    """

    apology = forms.CharField(
        label="Une phrase de plus, si vous annulez",
        max_length=Appointment._meta.get_field("apology").max_length,
        required=False,
        help_text="Facultatif. Elle finit le message, par exemple : « Maëlle est souffrante. »",
    )

    def __init__(self, given: Mapping[str, Any] | None, *, proposals: Sequence[Proposal], keeps: bool) -> None:
        self.proposals = proposals
        super().__init__(_completed(given or {}, proposals, keeps=keeps), prefix=PREFIX)
        for proposal in proposals:
            name = _name(proposal)
            self.fields[name] = OptionField(proposal, keeps=keeps)
            self.fields[f"{name}-notify"] = forms.BooleanField(label="Prévenir la personne", required=False)
        # Read at once: what is sent depends on the answers, and the page shows it even when one of them is refused.
        self.full_clean()
        self.words = settling_words.words_for([proposal.appointment for proposal in proposals])

    @property
    def decisions(self) -> list[Decision]:
        """What was decided, appointment by appointment; those whose answer is refused are left out."""
        found = [self._decision(proposal) for proposal in self.proposals]
        return [decision for decision in found if decision]

    @property
    def rows(self) -> list[Row]:
        """The appointments as the page shows them, earliest first."""
        return [self._row(proposal) for proposal in self.proposals]

    @property
    def cancels(self) -> bool:
        """Whether one of them is called off: only then has the sentence of more a message to finish."""
        return any(decision.option.choice == Choice.CANCEL for decision in self.decisions)

    def refuse(self, results: Sequence[Result]) -> None:
        """Say beside each answer why it could not be applied."""
        for result in results:
            if result.problem:
                self.add_error(str(result.decision.appointment.pk), result.problem)

    def _decision(self, proposal: Proposal) -> Decision | None:
        cleaned, name = self.cleaned_data, _name(proposal)
        option = proposal.option(cleaned.get(name, ""))
        if option is None:
            return None
        return Decision(
            appointment=proposal.appointment,
            option=option,
            notify=cleaned[f"{name}-notify"],
            apology=cleaned.get("apology", ""),
        )

    def _row(self, proposal: Proposal) -> Row:
        decision = self._decision(proposal) or Decision(appointment=proposal.appointment, option=KEEP)
        appointment, name = proposal.appointment, _name(proposal)
        zone = appointment.venue.zone
        start, end = appointment.starts_at.astimezone(zone), appointment.ends_at.astimezone(zone)
        return Row(
            appointment=appointment,
            when=f"{day(start)}, {hour_range(start, end)}",
            choice=self[name],
            notify=self[f"{name}-notify"],
            telling=self.words.telling(decision),
            changes=decision.option.choice != Choice.KEEP,
        )


def with_the_rest_kept(given: Mapping[str, Any], proposals: Sequence[Proposal]) -> dict[str, Any]:
    """What was given, and "keep" for the appointments nothing was said of: only what was read is decided."""
    kept = {f"{PREFIX}-{_name(each)}": KEEP.key for each in proposals}
    told = {f"{name}-notify": "on" for name in kept if not given.get(name)}
    return kept | told | {name: given[name] for name in given if given[name] or name not in kept}


def _name(proposal: Proposal) -> str:
    return str(proposal.appointment.pk)


def _completed(given: Mapping[str, Any], proposals: Sequence[Proposal], *, keeps: bool) -> dict[str, Any]:
    """What was given, and the usual answer for the appointments nothing was said of."""
    completed = {name: given[name] for name in given if name.startswith(f"{PREFIX}-")}
    for proposal in proposals:
        name = f"{PREFIX}-{_name(proposal)}"
        if not completed.get(name):
            completed |= {name: (KEEP if keeps else proposal.suggested).key, f"{name}-notify": "on"}
    return completed
