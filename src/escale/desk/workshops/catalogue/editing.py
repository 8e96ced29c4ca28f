"""The sheet one writes a workshop on: its form, the rows of its plan, and what helps to write simply."""

from dataclasses import dataclass
from typing import Any

from django.http import QueryDict

from escale.desk.workshops.catalogue import steps as plan
from escale.desk.workshops.catalogue.forms import READ_BY_THE_PUBLIC, StepForm, WorkshopForm
from escale.desk.workshops.catalogue.steps import Row
from escale.french.plain_language import hints
from escale.topics import ADMINISTRATIVE
from escale.workshops.catalogue import Description

MULTIPLE = ("topics", "procedures")
USUAL_LENGTH = 120


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """What the page shows; `focus` is the row to go to after a gesture."""

    form: WorkshopForm
    steps: list[StepForm]
    comparison: str
    hints: list[tuple[str, str]]
    focus: int | None = None

    def is_valid(self) -> bool:
        """Whether everything can be written: the form and each row, all read so that every error is said at once."""
        return all([self.form.is_valid(), *(step.is_valid() for step in self.steps)])

    @property
    def errors(self) -> bool:
        return bool(self.form.errors) or any(step.errors for step in self.steps)

    def description(self) -> Description:
        """The workshop as described, once the sheet is valid."""
        return self.form.described(tuple(step.step for step in self.steps if step.step is not None))


def opened(description: Description) -> Sheet:
    """The sheet of a workshop already described."""
    values = vars(description) | {
        "topics": [topic for topic in description.topics if topic not in ADMINISTRATIVE],
        "procedures": [topic for topic in description.topics if topic in ADMINISTRATIVE],
    }
    return _unchecked(values, plan.of(description.steps))


def rearranged(sent: QueryDict, gesture: str) -> Sheet:
    """The sheet after a button of its plan: nothing is checked, nothing typed is lost."""
    values = {name: sent.getlist(name) if name in MULTIPLE else sent.get(name, "") for name in WorkshopForm.base_fields}
    moved = plan.after(plan.typed(sent), gesture)
    return _unchecked(values, moved.rows, focus=moved.focus)


def sent_sheet(sent: QueryDict) -> Sheet:
    """The sheet as it was sent, to be checked and written."""
    rows = plan.typed(sent)
    bound = [StepForm(_prefixed(row, at), prefix=f"etape-{at}") for at, row in enumerate(rows)]
    form = WorkshopForm(sent)
    return Sheet(form=form, steps=bound, comparison=_comparison(rows, sent.get("minutes")), hints=_hints(form))


def _unchecked(values: dict[str, Any], rows: list[Row], *, focus: int | None = None) -> Sheet:
    form = WorkshopForm(initial=values)
    steps = [StepForm(initial=row, prefix=f"etape-{at}") for at, row in enumerate(rows)]
    if focus is not None and not any(rows[focus].values()):
        # One goes on typing in a row just added.
        steps[focus].fields["minutes"].widget.attrs["autofocus"] = True
        focus = None
    return Sheet(
        form=form,
        steps=steps,
        comparison=_comparison(rows, values["minutes"]),
        hints=_hints(form),
        focus=focus,
    )


def _prefixed(row: Row, at: int) -> dict[str, str]:
    return {f"etape-{at}-{name}": value for name, value in row.items()}


def _comparison(rows: list[Row], minutes: Any) -> str:
    said = str(minutes)
    readable = said.isascii() and said.isdecimal() and len(said) < 4
    return plan.compared(plan.total(rows), whole=int(said) if readable else USUAL_LENGTH)


def _hints(form: WorkshopForm) -> list[tuple[str, str]]:
    """What would make each text easier to read: its label, then the advice."""
    texts = [(str(form[name].label), str(form[name].value() or "")) for name in READ_BY_THE_PUBLIC]
    return [(label, hint) for label, text in texts if text.strip() for hint in hints(text)]
