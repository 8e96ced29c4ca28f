"""The edges of forgetting somebody: what is hers, what is another’s, and what a copy holds."""

from datetime import datetime, timedelta

import pytest

from escale.accounts.models import Membership
from escale.appointments.models import Appointment
from escale.outbox.models import Channel, Message, MessageState
from escale.people import ledger, rights
from escale.people.models import Beneficiary, FileRead, ReadKind
from escale.questions.models import NotedQuestion
from escale.testing import builders
from escale.testing.cast import Reception

DAY = timedelta(days=1)


class TestForgetting:
    def test_it_says_how_many_rows_changed_her_name_in_others_included(
        self, adviser: Membership, now: datetime
    ) -> None:
        person = builders.person(adviser.organization, first_name="Odette", last_name="Le Goff")
        FileRead.objects.create(
            organization=adviser.organization, person=person, by=adviser.user, at=now, kind=ReadKind.OPENED
        )
        NotedQuestion.objects.create(
            organization=adviser.organization, text="Que veut Odette Le Goff ?", on=now.date(), noted_at=now
        )
        assert rights.forget(person, now=now) == 3
        assert not FileRead.objects.exists()

    def test_what_only_holds_her_number_goes_once_over_and_what_holds_another_stays(
        self, adviser: Membership, now: datetime
    ) -> None:
        person = builders.person(adviser.organization, phone="+33639980042")
        stories = {"hers": ("+33639980042", now - DAY), "another": ("+33639980043", now - DAY)}
        for number, (kind, (recipient, sent_at)) in enumerate(stories.items()):
            Message.objects.create(
                organization=adviser.organization, kind=kind, about="appointment", about_id=number, channel=Channel.SMS,
                recipient=recipient, state=MessageState.SENT, text="Bonjour", created_at=now - 2 * DAY,
                due_at=sent_at, sent_at=sent_at, expires_at=now,
            )  # fmt: skip
        coming = Message.objects.create(
            organization=adviser.organization, kind="coming", about="appointment", about_id=9, channel=Channel.SMS,
            recipient="+33639980042", created_at=now, due_at=now + DAY, expires_at=now + 2 * DAY,
        )  # fmt: skip
        rights.forget(person, now=now + timedelta(hours=1))
        left = Message.objects.exclude(recipient="").order_by("kind").values_list("kind", flat=True)
        assert list(left) == ["another", coming.kind]

    def test_a_copy_holds_nothing_only_the_software_reads(self, reception: Reception, now: datetime) -> None:
        person = builders.person(reception.organization)
        builders.appointment(
            reception.adviser, person, reception.reason, at=reception.venue, starts_at=now + DAY, now=now
        )
        copy = rights.copy_of(person)
        names = {name for rows in copy.values() for row in rows for name in row}
        fields = [*Beneficiary._meta.concrete_fields, *Appointment._meta.concrete_fields]
        ours = {str(field.verbose_name) for field in fields if field.primary_key or not field.editable}
        hers = {str(field.verbose_name) for field in fields if field.editable and not field.primary_key}
        assert "prénom" in names
        assert (ours - hers) & names == set()

    def test_only_the_file_of_that_number_is_erased_again(
        self, adviser: Membership, now: datetime, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        first, back = (builders.person(adviser.organization, first_name=name) for name in ("Odette", "Jeanne"))
        assert first.created_at == back.created_at
        monkeypatch.setattr(ledger, "read", lambda: iter([(back.pk, back.created_at)]))
        assert rights.forget_again(now=now) == 1
        assert list(Beneficiary.objects.not_erased()) == [first]
