"""What the page of one report is made of."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Self

from django.http import QueryDict

from escale.accounts import rules
from escale.accounts.models import Membership
from escale.activity import prefill
from escale.activity.models import ActivityRecord, Kind
from escale.activity.reports import Circumstances, Report
from escale.desk.reports import reading
from escale.desk.reports.cards import ReportCard, card
from escale.desk.reports.forms import Drafted
from escale.desk.reports.forms_heard import HeardForm, is_asked
from escale.desk.reports.forms_passing import WhereForm
from escale.desk.reports.forms_unnamed import UnnamedForm, initial_of
from escale.french.dates import day, day_hour
from escale.people.models import Acquisition
from escale.places.zones import zone_of


@dataclass(frozen=True, kw_only=True)
class RecordPage:
    """A report with its forms: the three gestures, the counters, and where and when when nothing else says it."""

    record: ActivityRecord
    card: ReportCard
    unnamed: UnnamedForm | None
    where: WhereForm | None
    heard_by: HeardForm | None
    reader: Membership
    has_draft: bool

    @classmethod
    def read(
        cls,
        record: ActivityRecord,
        *,
        reader: Membership,
        typed: QueryDict | None,
        draft: Mapping[str, Sequence[str]],
        now: datetime,
    ) -> Self:
        """Read a record `with_everything_shown`: what was sent, else what was left, else what it says."""
        around = reading.Around.read(reader, [record], now=now)
        shown = card(record, around, sees_notes=rules.may_see_notes(reader), typed=typed, draft=draft)
        is_whole = typed is not None and "entier" in typed
        return cls(
            record=record,
            card=shown,
            unnamed=_drafted(_unnamed(record, typed if is_whole else None), draft),
            heard_by=_drafted(_heard_by(record, typed, reader=reader), draft),
            where=_drafted(_where(record, typed if is_whole else None, reader=reader, now=now), draft),
            reader=reader,
            has_draft=bool(draft) and typed is None,
        )

    @property
    def is_right(self) -> bool:
        """Whether everything sent can be saved. Every form is read, so that each says what it lacks."""
        forms = (self.card.form, self.unnamed, self.where, self.heard_by)
        wrong = [form for form in forms if form and form.is_bound and not form.is_valid()]
        return self.card.form.is_bound and not wrong

    @property
    def key(self) -> str:
        """Under which name a browser keeps what isn't sent yet."""
        return f"escale-compte-rendu-{self.record.pk}-{self.reader.pk}"

    @property
    def when(self) -> str:
        record = self.record
        if record.starts_at and record.venue:
            return day_hour(record.starts_at.astimezone(record.venue.zone))
        return day(record.on)

    @property
    def people(self) -> list[tuple[int, str]]:
        """Those with a file who took part: their files, and their names."""
        rows = self.record.participations.all()
        return [(row.person_id, row.person.short_name) for row in rows if row.person.first_name]

    @property
    def heard(self) -> str:
        """What was asked, in the words of the team: those of the person may hold a name."""
        return reading.subject(self.record, sees_notes=False)

    @property
    def is_passing(self) -> bool:
        return self.where is not None

    def report(self) -> Report:
        """Everything the page says."""
        before = prefill.as_written(self.record)
        said = self.card.form.over(before.without_counters())
        if self.where and self.where.is_bound and "unnamed" in self.where.fields:
            said = replace(said, unnamed=self.where.cleaned_data["unnamed"])
        if self.unnamed and self.unnamed.is_bound:
            known = self.unnamed.cleaned_data["known"] or 0
            said = replace(said, unnamed_known=known, counts=self.unnamed.counts(before.counts or {}))
        return said

    @property
    def first_heard_by(self) -> Acquisition | None:
        """How she heard of us, when it is asked here and answered."""
        said = self.heard_by.cleaned_data["acquisition"] if self.heard_by and self.heard_by.is_bound else ""
        return Acquisition(said) if said else None

    def circumstances(self) -> Circumstances | None:
        """Where and when, when the page says it."""
        if self.where is None or not self.where.is_bound:
            return None
        said, record = self.where.cleaned_data, self.record
        is_same_day = said["on"] == record.on
        return Circumstances(
            adviser=record.adviser,
            kind=_kind(record, said.get("unnamed")),
            on=said["on"],
            minutes=self.card.form.cleaned_data["minutes"],
            starts_at=record.starts_at if is_same_day else None,
            hour=record.hour if is_same_day else None,
            place=said["place"],
            venue=said["venue"],
        )


def _kind(record: ActivityRecord, unnamed: int | None) -> Kind:
    """Several people without a name make a group, as when help in passing is written."""
    if unnamed is None:
        return Kind(record.kind)
    return Kind.COLLECTIVE if unnamed > 1 else Kind.INDIVIDUAL


def _unnamed(record: ActivityRecord, typed: QueryDict | None) -> UnnamedForm | None:
    if not record.unnamed:
        return None
    said = typed.get("ou-unnamed", "") if typed else ""
    total = int(said) if said.isascii() and said.isdecimal() and len(said) < 5 else record.unnamed
    return UnnamedForm(typed, prefix="sans-nom", total=total, initial=initial_of(record))


def _where(record: ActivityRecord, typed: QueryDict | None, *, reader: Membership, now: datetime) -> WhereForm | None:
    """Only what nothing else announced can be moved."""
    if record.appointment_id or record.session_id or record.walk_in_id or record.external_id:
        return None
    return WhereForm(
        typed,
        prefix="ou",
        organization=reader.organization,
        today=now.astimezone(zone_of(reader.organization)).date(),
        is_named=not record.unnamed,
        initial={"place": record.place, "venue": record.venue_id, "on": record.on, "unnamed": record.unnamed},
    )


def _heard_by(record: ActivityRecord, typed: QueryDict | None, *, reader: Membership) -> HeardForm | None:
    return HeardForm(typed, prefix="connu", organization=reader.organization) if is_asked(record) else None


def _drafted[F: Drafted](form: F | None, draft: Mapping[str, Sequence[str]]) -> F | None:
    if form and not form.is_bound and draft:
        form.show_draft(draft)
    return form
