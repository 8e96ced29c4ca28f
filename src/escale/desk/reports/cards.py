"""A report waiting to be confirmed, as a card: three gestures already answered, the rest folded."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.forms.boundfield import BoundWidget
from django.http import QueryDict

from escale.activity.models import ActivityRecord
from escale.desk.reports import reading
from escale.desk.reports.forms import Drafted, ReportForm, as_initial


@dataclass(frozen=True, kw_only=True)
class TopicChips:
    """The subjects of a form: those chosen and the usual ones, then the others behind "Autre…"."""

    first: Sequence[BoundWidget]
    others: Sequence[BoundWidget]

    @classmethod
    def of(cls, form: Drafted, usual: Sequence[str]) -> "TopicChips":
        field = form["topics"]
        chosen = list(field.value() or [])
        besides = [topic for topic in usual if topic not in chosen]
        wanted = dict.fromkeys([*chosen, *besides[: max(reading.FEWEST, reading.USUAL - len(chosen))]])
        by_topic = {str(option.data["value"]): option for option in field}
        first = [by_topic[topic] for topic in wanted if topic in by_topic]
        return cls(first=first, others=[option for topic, option in by_topic.items() if topic not in wanted])


@dataclass(frozen=True, kw_only=True)
class ReportCard:
    """One record to complete, in words, with its form; `again` says that it can be told as the last time."""

    record: ActivityRecord
    form: ReportForm
    topics: TopicChips
    heading: str
    flag: str
    subject: str
    coming: str
    again: bool

    @property
    def opens_fold(self) -> bool:
        """What is wrong is never folded."""
        return bool(set(self.form.errors) - {"topics", "autonomy", "level", "next_step"})


def card(
    record: ActivityRecord,
    around: reading.Around,
    *,
    sees_notes: bool,
    typed: QueryDict | None = None,
    draft: Mapping[str, Sequence[str]] | None = None,
    again: bool = False,
) -> ReportCard:
    """Draw a record read `with_everything_shown`: what was sent, else what was left, else what is proposed."""
    form = form_of(record, around, sees_notes=sees_notes)
    if typed is not None and form.is_sent_in(typed):
        form = form_of(record, around, sees_notes=sees_notes, typed=typed)
    elif draft:
        form.show_draft(draft)
    return ReportCard(
        record=record,
        form=form,
        topics=TopicChips.of(form, around.usual),
        heading=reading.heading(record),
        flag=reading.flag(record),
        subject=reading.subject(record, sees_notes=sees_notes),
        coming=reading.next_words(record, around),
        again=again,
    )


def form_of(
    record: ActivityRecord, around: reading.Around, *, sees_notes: bool, typed: QueryDict | None = None
) -> ReportForm:
    """The form of a record, under a prefix of its own."""
    return ReportForm(
        typed,
        kind=record.kind,
        tags=around.tags,
        sees_notes=sees_notes,
        prefix=prefix_of(record.pk),
        initial=as_initial(reading.proposed(record, around)),
    )


def prefix_of(pk: int) -> str:
    return f"r{pk}"
