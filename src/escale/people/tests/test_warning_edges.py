"""The edges of telling before a file is emptied: the very day, whose, and the mark taken back."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from dateutil.relativedelta import relativedelta

from escale.accounts.models import Membership
from escale.people import warning
from escale.people.models import Beneficiary
from escale.testing import builders

DAY = timedelta(days=1)


class TestTelling:
    ZONE = ZoneInfo("Europe/Paris")

    def test_a_file_is_told_to_the_very_day_and_its_mark_taken_back(self, adviser: Membership, now: datetime) -> None:
        person = builders.person(adviser.organization, now=now)
        due = now + relativedelta(months=12) - warning.WARNING
        assert warning.announce(now=due - timedelta(seconds=1)) == 0
        assert warning.announce(now=due) == 1
        assert Beneficiary.objects.get().warned_at == due
        assert list(warning.announced(adviser.organization, now=due)) == [person]
        assert not warning.announced(builders.organization("CCAS"), now=due).exists()
        Beneficiary.objects.update(created_at=due)
        assert warning.announce(now=due + DAY) == 0
        assert Beneficiary.objects.get().warned_at is None

    def test_only_whoever_was_told_about_is_announced(self, adviser: Membership, now: datetime) -> None:
        builders.person(adviser.organization, now=now)
        assert not warning.announced(adviser.organization, now=now + relativedelta(months=12)).exists()

    def test_an_erased_file_is_told_of_no_more(self, adviser: Membership, now: datetime) -> None:
        builders.person(adviser.organization, now=now)
        Beneficiary.objects.update(erased_at=now)
        assert warning.announce(now=now + relativedelta(months=30)) == 0

    def test_the_last_contact_of_each_is_hers(self, adviser: Membership, now: datetime) -> None:
        first, second = (builders.person(adviser.organization, now=at) for at in (now, now + DAY))
        assert warning.last_contacts([first, second], zone=self.ZONE) == {
            first.pk: date(2026, 11, 13), second.pk: date(2026, 11, 14)
        }  # fmt: skip
        assert warning.last_contacts([second], zone=self.ZONE)[second.pk] == date(2026, 11, 14)

    def test_the_last_contact_is_a_day_where_she_lives(self, adviser: Membership) -> None:
        late = datetime(2026, 11, 13, 23, 30, tzinfo=ZoneInfo("UTC"))
        person = builders.person(adviser.organization, now=late)
        assert warning.last_contacts([person], zone=self.ZONE)[person.pk] == date(2026, 11, 14)

    def test_a_file_nobody_was_told_about_empties_after_the_months_chosen(
        self, adviser: Membership, now: datetime
    ) -> None:
        person = builders.person(adviser.organization, now=now)
        assert warning.empties_on(person, last=date(2026, 11, 13)) == date(2027, 11, 13)
        person.warned_at = datetime(2027, 11, 1, tzinfo=ZoneInfo("UTC"))
        assert warning.empties_on(person, last=date(2026, 11, 13)) == date(2027, 12, 1)
