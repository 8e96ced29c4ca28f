"""The reports that wait, as Ma journée shows them: the latest of the day, and how many were left behind."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Count, Min, QuerySet

from escale.accounts.models import Organization, User
from escale.activity import drafts
from escale.activity.models import ActivityRecord, ActivityRecordQuerySet
from escale.desk.day import Scope
from escale.desk.reports import words
from escale.desk.reports.record import RecordPage
from escale.french.plural import plural
from escale.together import Later, later, summed


@dataclass(frozen=True, kw_only=True)
class Late:
    """What was left behind, in words."""

    title: str
    detail: str


def latest_of(scope: Scope, on: date) -> Later[ActivityRecord]:
    """The report of whoever she received last that day, when it waits and the day is her own."""
    return later(_latest, *_hers(scope), on)


def page_of(record: ActivityRecord, scope: Scope, *, now: datetime) -> RecordPage:
    """The page of such a report, to complete beside the day."""
    draft = drafts.read(f"record-{record.pk}", by=scope.reader)
    page = RecordPage.read(record, reader=scope.reader, typed=None, draft=draft, now=now)
    _number_gestures(page)
    return page


def late(scope: Scope, *, today: date) -> Later[dict[str, Any]]:
    """How many reports of past days wait, and since when; nothing when none does."""
    return later(_late, *_hers(scope), today)


def late_words(found: dict[str, Any], *, today: date) -> Late:
    """These late reports, in words."""
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


def _hers(scope: Scope) -> tuple[Organization, User | None]:
    """A day has one adviser: her own, or there is nothing of hers to complete."""
    return scope.organization, scope.adviser if scope.is_own else None


def _to_complete(organization: Organization, adviser: User | None) -> ActivityRecordQuerySet:
    if adviser is None:
        return ActivityRecord.objects.none()
    return ActivityRecord.objects.of_organization(organization).to_complete().of_adviser(adviser)


def _latest(organization: Organization, adviser: User | None, on: date) -> ActivityRecordQuerySet:
    found = _to_complete(organization, adviser).filter(on=on)
    return found.with_everything_shown().order_by("-starts_at", "-pk")[:1]


def _late(organization: Organization, adviser: User | None, today: date) -> QuerySet[ActivityRecord, dict[str, Any]]:
    return summed(_to_complete(organization, adviser).filter(on__lt=today), count=Count("pk"), oldest=Min("on"))
