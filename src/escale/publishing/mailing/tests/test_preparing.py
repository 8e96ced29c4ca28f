"""The mail of next month prepares itself, is written by one person at a time, and leaves only once read over."""

from datetime import date, datetime, timedelta

import pytest

from escale.accounts.models import Membership
from escale.publishing.mailing import preparing, sending
from escale.publishing.mailing.preparing import AlreadyLeft, ChangedMeanwhile, Draft
from escale.publishing.mailing.tests.conftest import DECEMBER, AddRecipient
from escale.publishing.models import MonthlyMail, RecipientList


def draft(**said: object) -> Draft:
    usual = {
        "subject": "",
        "story_title": "",
        "story": "",
        "lists": (),
        "planned_on": date(2026, 11, 25),
        "revision": 0,
    }
    return Draft(**(usual | said))


@pytest.mark.parametrize(
    ("month", "leaves"),
    [
        (date(2026, 12, 1), date(2026, 11, 25)),  # a Wednesday
        (date(2026, 11, 1), date(2026, 10, 23)),  # the 25th of October is a Sunday
        (date(2026, 8, 1), date(2026, 7, 24)),  # the 25th of July is a Saturday
        (date(2027, 1, 1), date(2026, 12, 25)),
    ],
)
def test_it_leaves_on_the_25th_or_the_friday_before(month: date, leaves: date) -> None:
    assert preparing.planned_day(month) == leaves


def test_it_prepares_itself_ten_days_before_once_somebody_would_receive_it(add: AddRecipient, now: datetime) -> None:
    assert preparing.prepare_due(now=now + timedelta(days=2)) == 0
    add("claire@example.org")
    assert preparing.prepare_due(now=now) == 0  # Friday 13
    assert preparing.prepare_due(now=now + timedelta(days=2)) == 1  # Sunday 15
    assert preparing.prepare_due(now=now + timedelta(days=3)) == 0
    made = MonthlyMail.objects.get()
    assert (made.month, made.planned_on, made.lists.count()) == (DECEMBER, date(2026, 11, 25), 1)


def test_prepared_late_it_leaves_today_at_the_earliest(colleagues: RecipientList, now: datetime) -> None:
    made = preparing.prepare(colleagues.organization, date(2026, 11, 1), now=now)
    assert made.planned_on == date(2026, 11, 13)


def test_the_second_to_write_it_is_told(december: MonthlyMail, colleagues: RecipientList) -> None:
    preparing.write(december, draft(story="La première", lists=[colleagues]))
    with pytest.raises(ChangedMeanwhile):
        preparing.write(december, draft(story="La seconde"))
    december.refresh_from_db()
    assert (december.story, december.revision, list(december.lists.all())) == ("La première", 1, [colleagues])


def test_what_has_left_changes_no_more(december: MonthlyMail, add: AddRecipient, now: datetime) -> None:
    add("claire@example.org")
    sending.leave(december, now=now)
    with pytest.raises(AlreadyLeft):
        preparing.write(december, draft())


def test_reading_it_over_is_taken_back(december: MonthlyMail, adviser: Membership, now: datetime) -> None:
    preparing.say_reviewed(december, by=adviser.user, now=now)
    preparing.review_again(december)
    december.refresh_from_db()
    assert (december.reviewed_at, december.reviewed_by) == (None, None)
