"""The reports that wait, as Ma journée shows them: the latest of the day, and how many were left behind."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, Min

from escale.activity import drafts
from escale.activity.models import ActivityRecord, ActivityRecordQuerySet
from escale.desk.day import Scope
from escale.desk.reports import words
from escale.desk.reports.record import RecordPage
from escale.french.plural import plural


@dataclass(frozen=True, kw_only=True)
class Late:
    """What was left behind, in words."""

    title: str
    detail: str


def latest_of(scope: Scope, on: date, *, now: datetime) -> RecordPage | None:
    """The report of whoever she received last that day, when it waits and the day is her own."""
    if not scope.is_own:
        return None
    record = _hers(scope).filter(on=on).with_everything_shown().order_by("-starts_at", "-pk").first()
    if record is None:
        return None
    draft = drafts.read(f"record-{record.pk}", by=scope.reader)
    page = RecordPage.read(record, reader=scope.reader, typed=None, draft=draft, now=now)
    _number_gestures(page)
    return page


def late(scope: Scope, *, today: date) -> Late | None:
    """How many reports of past days wait, and since when. One query."""
    if not scope.is_own:
        return None
    found = _hers(scope).filter(on__lt=today).aggregate(count=Count("pk"), oldest=Min("on"))
    if not found["count"]:
        return None
    return Late(
        title=f"{plural(found['count'], 'compte rendu', 'comptes rendus')} à compléter",
        detail=f"Le plus ancien attend {words.age((today - found['oldest']).days)}.",
    )


def _number_gestures(page: RecordPage) -> None:
    """The panel counts its gestures, and calls the person by her name."""
    form, known = page.card.form, [row.person.first_name for row in page.record.participations.all()]
    who = known[0] if len(known) == 1 and known[0] else "la personne"
    said = {"topics": "1. Sujets abordés", "autonomy": f"2. À la fin, {who}…", "next_step": "3. La suite"}
    for name, label in said.items():
        if name in form.fields:
            form[name].label = label


def _hers(scope: Scope) -> ActivityRecordQuerySet:
    """A day has one adviser: her own."""
    found = ActivityRecord.objects.of_organization(scope.organization).to_complete()
    return found.of_adviser(scope.reader.user)
