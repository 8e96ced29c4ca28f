"""Forty words of one person planted everywhere she may be named: once forgotten, none is left, and figures stay."""

import csv
import json
import logging
from datetime import date, datetime, timedelta
from io import BytesIO, StringIO
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from escale.activity.models import ActivityRecord, CoordinationKind, CoordinationRecord, Draft, Kind, Participation
from escale.agenda.models import Equipment, Loan
from escale.appointments.models import Appointment, AppointmentChange, CallbackRequest, WalkIn
from escale.outbox.models import Message
from escale.people import reading, registration, retention, rights, warning
from escale.people.models import Beneficiary, Merge, PeopleImport, ReadKind
from escale.people.tests.canary import everything_stored
from escale.questions.models import NotedQuestion
from escale.statistics import figures
from escale.statistics.models import Release, ReleaseKind
from escale.statistics.scopes import Scope
from escale.testing import builders
from escale.testing.cast import Reception
from escale.workshops.models import Enrollment

NAME = "Zéphyrine Quetzal"
DAY = timedelta(days=1)


class Canaries:
    """Words found nowhere else, each given once."""

    def __init__(self) -> None:
        self.numbers = count(1)
        self.words = ["Zéphyrine", "Quetzal", "zephyrine", "639984271", "639984272"]

    def word(self) -> str:
        self.words.append(f"canari{next(self.numbers):03d}x")
        return self.words[-1]

    def about_her(self) -> str:
        return f"{NAME} {self.word()}"

    def left(self) -> set[str]:
        stored = everything_stored()
        return {word for word in self.words if word in stored}


@pytest.fixture
def planted(reception: Reception, now: datetime) -> tuple[Beneficiary, Canaries]:
    """She came yesterday; everything that could be written about her was."""
    canaries = Canaries()
    word = canaries.word
    organization, adviser, past = reception.organization, reception.adviser, now - DAY
    person = registration.register(
        organization=organization, first_name="Zéphyrine", last_name="Quetzal", phone="+33639984271", now=past - DAY
    )
    Beneficiary.objects.filter(pk=person.pk).update(
        other_phone="+33639984272",
        email=f"{word()}@example.org",
        helper_name=word(),
        goals=word(),
        needs=word(),
        notes=word(),
    )
    plant_appointment(reception, person, canaries, at=past)
    plant_workshop(reception, person, canaries, at=past)
    CallbackRequest.objects.create(
        organization=organization, first_name="Zéphyrine", phone=person.phone, wish=word(), created_at=past
    )
    offered = builders.waiting(reception.reason, first_name="Zéphyrine", phone=person.phone)
    type(offered).objects.filter(pk=offered.pk).update(person=person, raised_why=word())
    builders.offer(offered)
    WalkIn.objects.filter(pk=builders.walk_in(reception.venue).pk).update(
        person=person, first_name="Zéphyrine", phone=person.phone, where=word(), urgent_why=word()
    )
    Loan.objects.create(
        equipment=Equipment.objects.create(organization=organization, name="Tablette", created_at=past),
        person=person, borrower=word(), condition=word(), return_condition=word(), lent_at=past, lent_by=adviser.user,
        due_on=past.date(), returned_at=past,
    )  # fmt: skip
    record = ActivityRecord.objects.create(
        organization=organization, kind=Kind.INDIVIDUAL, adviser=adviser.user, on=past.date(), minutes=45,
        note=word(), procedure=word(), created_at=past,
    )  # fmt: skip
    Participation.objects.create(record=record, person=person)
    reading.note(person, by=adviser, kind=ReadKind.OPENED, reason=word(), now=past)
    other = builders.person(organization, first_name="Colette")
    Merge.objects.create(
        organization=organization,
        kept=person,
        gone=other,
        at=past,
        undo_until=now,
        remembered={"gone": {"notes": word()}},
    )
    plant_free_words(reception, record, canaries, at=past)
    return Beneficiary.objects.get(pk=person.pk), canaries


def plant_appointment(reception: Reception, person: Beneficiary, canaries: Canaries, *, at: datetime) -> None:
    word = canaries.word
    appointment = builders.appointment(
        reception.adviser, person, reception.reason, at=reception.venue, starts_at=at, now=at - DAY
    )
    Appointment.objects.filter(pk=appointment.pk).update(
        subject=word(),
        booked_for_by=word(),
        visit_address=word(),
        apology=word(),
        contact_email=f"{word()}@example.org",
    )
    AppointmentChange.objects.create(
        appointment=appointment, kind="moved", at=at, why=word(), revision=1, from_state="expected", to_state="expected",
        from_starts_at=at, to_starts_at=at, from_ends_at=at, to_ends_at=at, from_venue=reception.venue,
        to_venue=reception.venue, from_adviser=reception.adviser.user, to_adviser=reception.adviser.user,
    )  # fmt: skip
    Message.objects.update(text=word(), problem=word(), provider_id=word(), sent_at=at)


def plant_workshop(reception: Reception, person: Beneficiary, canaries: Canaries, *, at: datetime) -> None:
    word = canaries.word
    builders.interest(
        reception.organization, first_name="Zéphyrine", phone=person.phone, person=person, goals=word(), note=word()
    )
    group = builders.group(reception.adviser, reception.venue, starts_at=at - DAY)
    Enrollment.objects.filter(pk=builders.enrollment(group, person).pk).update(
        helper_name=word(), needs=word(), raised_why=word(), contact_email=f"{word()}@example.org"
    )


def plant_free_words(reception: Reception, record: ActivityRecord, canaries: Canaries, *, at: datetime) -> None:
    """What belongs to the organization, in which somebody wrote her name all the same."""
    organization, adviser, about_her = reception.organization, reception.adviser, canaries.about_her
    for key, content in (
        (f"record-{record.pk}", {"note": [canaries.word()]}),
        ("day-2026-11-12", {f"r{record.pk}-note": [canaries.word()]}),
        ("spontaneous", {"first_name": ["Zéphyrine"], "last_name": ["Quetzal"], "note": [canaries.word()]}),
    ):
        Draft.objects.create(organization=organization, user=adviser.user, key=key, content=content, saved_at=at)
    for brought in (csv_list(canaries), xlsx_list()):
        PeopleImport.objects.create(organization=organization, file_name="liste", content=brought, made_at=at)
    PeopleImport.objects.create(
        organization=organization, file_name="fautes", problems=[["3", "06 39 98 42 71", canaries.word()]], made_at=at
    )
    NotedQuestion.objects.create(organization=organization, text=about_her(), on=at.date(), noted_at=at)
    CoordinationRecord.objects.create(
        organization=organization, adviser=adviser.user, kind=CoordinationKind.ANIMATION, on=at.date(), created_at=at,
        name=about_her(), note=about_her(), other=about_her(),
    )  # fmt: skip
    ActivityRecord.objects.create(
        organization=organization, kind=Kind.COLLECTIVE, adviser=adviser.user, on=at.date(), minutes=60, people=0,
        title=about_her(), note=about_her(), created_at=at,
    )  # fmt: skip
    Release.objects.create(
        organization=organization, kind=ReleaseKind.REPORT, title=about_her(), objectives=about_her(),
        comments=about_her(), since=at.date(), until=at.date(), made_at=at,
    )  # fmt: skip


def csv_list(canaries: Canaries) -> bytes:
    written = StringIO()
    csv.writer(written).writerow(["Zéphyrine", "Quetzal", canaries.word()])
    return written.getvalue().encode()


def xlsx_list() -> bytes:
    book = Workbook()
    book.active.append(["Zéphyrine", "Quetzal", "kept in a file of cells"])
    written = BytesIO()
    book.save(written)
    return written.getvalue()


def counted(reception: Reception, now: datetime) -> Any:
    scope = Scope(organization=reception.organization, since=date(2026, 1, 1), until=date(2027, 12, 31))
    return figures.read(scope, now=now)


def test_forty_words_are_planted_and_none_is_left(
    planted: tuple[Beneficiary, Canaries],
    reception: Reception,
    now: datetime,
    tmp_path: Path,
    settings: Any,
    caplog: pytest.LogCaptureFixture,
    django_capture_on_commit_callbacks: Any,
) -> None:
    settings.DATA_DIR = tmp_path
    person, canaries = planted
    assert len(canaries.words) >= 40
    assert canaries.left() == set(canaries.words)  # The control: each is there before.
    before = counted(reception, now)
    with caplog.at_level(logging.DEBUG), django_capture_on_commit_callbacks(execute=True):
        rights.forget(person, now=now)
    assert canaries.left() == set()
    assert not PeopleImport.objects.exists()
    assert counted(reception, now) == before
    written = caplog.text + "".join(file.read_text() for file in tmp_path.rglob("*") if file.is_file())
    assert [word for word in canaries.words if word in written] == []


def test_the_words_of_her_file_leave_by_themselves_after_a_year(
    planted: tuple[Beneficiary, Canaries], reception: Reception, now: datetime
) -> None:
    person, _ = planted
    hers = [word for row in rights.copy_of(person).values() for word in json.dumps(row, ensure_ascii=False).split('"')]
    assert any("canari" in word for word in hers)
    year = now + timedelta(days=370)
    before = counted(reception, now)
    warning.announce(now=year - warning.WARNING)
    retention.apply(now=year)
    stored = everything_stored()
    assert [word for word in hers if "canari" in word and word in stored] == []
    assert counted(reception, now) == before
