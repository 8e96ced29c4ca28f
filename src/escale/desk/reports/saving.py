"""Confirming reports: one, or all those of a day, with the questions heard."""

from dataclasses import replace
from datetime import datetime

from django.db import transaction

from escale.accounts.models import Membership
from escale.activity import drafts, hearing, prefill, recording
from escale.activity.models import ActivityRecord
from escale.desk.reports.day import DayPage, PassersBy
from escale.desk.reports.forms import ReportForm
from escale.desk.reports.record import RecordPage
from escale.questions import noting
from escale.questions.models import HeardHow


@transaction.atomic
def save_day(page: DayPage, *, key: str, by: Membership, now: datetime) -> int:
    """Confirm every report that was sent, at once or not at all; give how many. Its draft is forgotten."""
    sent = [card for card in page.cards if card.form.is_bound]
    for each in sent:
        save(each.record, each.form, by=by, now=now)
    saved = len(sent)
    if page.passers_by and page.passers_by.form.is_bound:
        _save_passers_by(page.passers_by, by=by, now=now)
        saved += len(page.passers_by.records)
    drafts.forget(key, by=by)
    return saved


@transaction.atomic
def save_record(page: RecordPage, *, key: str, by: Membership, now: datetime) -> None:
    """Confirm or correct the report of a page, with its counters and its circumstances. Its draft is forgotten."""
    recording.complete(page.record, page.report(), by=by, now=now, circumstances=page.circumstances())
    note_question(page.card.form.cleaned_data["question"], page.record, by=by, now=now)
    if answer := page.first_heard_by:
        hearing.note_of_visit(page.record, answer)
    drafts.forget(key, by=by)


@transaction.atomic
def save(record: ActivityRecord, form: ReportForm, *, by: Membership, now: datetime) -> None:
    """Confirm one report, and note the question heard there."""
    before = prefill.as_written(record).without_counters()
    recording.complete(record, form.over(before), by=by, now=now)
    note_question(form.cleaned_data["question"], record, by=by, now=now)


def note_question(text: str, record: ActivityRecord, *, by: Membership, now: datetime) -> None:
    """Note a question heard during an activity, where and when it was heard; nothing when there was none."""
    if text:
        noting.note(text, heard_how=HeardHow.REPORT, venue=record.venue, on=record.on, by=by, now=now)


def _save_passers_by(passers_by: PassersBy, *, by: Membership, now: datetime) -> None:
    topics = passers_by.form.cleaned_data["topics"]
    shares = passers_by.form.shares(len(passers_by.records))
    for record, minutes in zip(passers_by.records, shares, strict=True):
        before = prefill.as_written(record).without_counters()
        recording.complete(record, replace(before, topics=topics, minutes=minutes), by=by, now=now)
