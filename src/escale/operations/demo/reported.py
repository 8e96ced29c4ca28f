"""The days the demonstration has lived, reported: all but the last ones, which wait for whoever looks at it."""

from collections import Counter
from dataclasses import replace
from datetime import datetime, timedelta
from random import Random

from django.db import transaction

from escale.accounts.models import Membership
from escale.activity import participants, prefill, recording
from escale.activity.models import ActivityRecord, Kind
from escale.operations.demo.year import paying
from escale.operations.demo.year_reports import gender_of, said, status_of, with_funder
from escale.people.models import Beneficiary, Gender, SocialStatus

WAITING = timedelta(days=2)
"""What happened since then isn't confirmed yet."""


def fill(members: list[Membership], *, random: Random, now: datetime) -> None:
    """Say who the people met these last weeks are, and confirm what was done with them."""
    met = Beneficiary.objects.filter(gender=Gender.UNSAID, status=SocialStatus.UNSAID).order_by("pk")
    describe(list(met), random=random, now=now)
    confirm(members, random=random, now=now)


@transaction.atomic
def describe(people: list[Beneficiary], *, random: Random, now: datetime) -> None:
    """Write who people are where the days that were lived didn't say, and count them so."""
    for person in people:
        person.gender = gender_of(person.first_name, random=random)
        person.status = status_of(person.birth_year, on=now.date(), random=random)
    Beneficiary.objects.bulk_update(people, ["gender", "status"])
    participants.refresh([person.pk for person in people])


def confirm(members: list[Membership], *, random: Random, now: datetime) -> None:
    """Each adviser has confirmed her reports the same evening, until two days ago."""
    by_user = {member.user_id: member for member in members}
    funders = {member.organization_id: paying(member) for member in members}
    visits = Counter[int]()
    waiting = ActivityRecord.objects.to_complete().filter(starts_at__lt=now - WAITING, adviser__in=by_user)
    for record in waiting.by_date().prefetch_related("participations__person"):
        people = [row.person for row in record.participations.all()]
        report = prefill.as_written(record)
        if record.kind == Kind.INDIVIDUAL:
            before = max((visits[person.pk] for person in people), default=0)
            drawn = said(report.topics, visits=before, random=random)
            report = replace(drawn, unnamed=report.unnamed)
        for person in people:
            visits[person.pk] += 1
            report = with_funder(report, person, funders[record.organization_id], on=record.on)
        recording.complete(record, report, by=by_user[record.adviser_id], now=record.created_at)
