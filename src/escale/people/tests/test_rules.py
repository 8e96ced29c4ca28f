"""Who may do what with a file, by role; who is shown how much of it, by what links them."""

from datetime import timedelta

import pytest

from escale.accounts.models import Membership, Role
from escale.people import reading, rules
from escale.people.models import Beneficiary, FileRead, ReadKind
from escale.people.reading import Access
from escale.testing import builders

READERS = {Role.ADVISER, Role.COORDINATOR, Role.ADMIN}


@pytest.mark.parametrize(
    ("rule", "who"),
    [
        (rules.may_hand_over, READERS),
        (rules.may_forget, READERS),
        (rules.may_inform, set(Role)),
        (rules.may_choose_delay, {Role.COORDINATOR, Role.ADMIN}),
    ],
)
def test_each_role_may_what_its_line_says_and_nothing_else(rule, who):
    assert {role for role in Role if rule(Membership(role=role)) is True} == who


class TestFilesSeen:
    def test_those_of_ones_organization_that_still_say_who(self, adviser, outsider, now):
        lucette, erased = (builders.person(adviser.organization) for _ in range(2))
        Beneficiary.objects.filter(pk=erased.pk).update(erased_at=now)
        builders.person(outsider.organization)
        assert list(Beneficiary.objects.visible_to(adviser.user)) == [lucette]
        assert list(Beneficiary.objects.of_organization(adviser.organization)) == [lucette]


class TestWhoOpenedAFile:
    def access_after(self, person, colleague, now, **line):
        FileRead.objects.create(organization=person.organization, person=person, kind=ReadKind.OPENED, **line)
        return reading.access(person, reader=colleague, now=now)

    @pytest.fixture
    def stranger(self, organization):
        return builders.person(organization, first_name="Odette")

    def test_the_line_of_the_instant_the_file_exists_is_hers(self, stranger, colleague, now):
        assert self.access_after(stranger, colleague, now, by=colleague.user, at=stranger.created_at) == Access.FULL

    def test_a_later_line_does_not_make_her_the_one(self, stranger, colleague, now):
        later = stranger.created_at + timedelta(seconds=1)
        assert self.access_after(stranger, colleague, now, by=colleague.user, at=later) == Access.ASK_REASON

    def test_a_line_with_a_reason_is_that_of_somebody_who_was_asked(self, stranger, colleague, now):
        line = {"by": colleague.user, "at": stranger.created_at, "reason": "Elle m’appelle"}
        assert self.access_after(stranger, colleague, now + timedelta(days=3), **line) == Access.ASK_REASON

    def test_nor_does_the_line_of_somebody_else(self, stranger, colleague, adviser, now):
        assert self.access_after(stranger, colleague, now, by=adviser.user, at=stranger.created_at) == Access.ASK_REASON


class TestAReasonGiven:
    @pytest.mark.parametrize(
        ("ago", "shown"),
        [
            (timedelta(hours=-1), Access.ASK_REASON),
            (timedelta(0), Access.FULL),
            (timedelta(hours=15, minutes=10), Access.FULL),
            (timedelta(hours=15, minutes=11), Access.ASK_REASON),
        ],
    )
    def test_it_serves_from_the_minute_it_is_given_to_midnight_where_she_works(self, organization, now, ago, shown):
        reader = builders.member(organization)
        stranger = builders.person(organization)
        line = reading.note(stranger, by=reader, kind=ReadKind.OPENED, reason="Elle m’appelle", now=now - ago)
        assert line.person == stranger
        assert reading.access(stranger, reader=reader, now=now) == shown

    def test_a_reading_without_one_opens_nothing(self, organization, now):
        reader = builders.member(organization)
        stranger = builders.person(organization)
        reading.note(stranger, by=reader, kind=ReadKind.OPENED, now=now + timedelta(minutes=1))
        assert reading.access(stranger, reader=reader, now=now + timedelta(minutes=2)) == Access.ASK_REASON


def test_a_list_taken_away_says_who_took_it_when_and_why(adviser, now):
    taken = [builders.person(adviser.organization) for _ in range(2)]
    reading.note_all((one.pk for one in taken), by=adviser, kind=ReadKind.EXPORTED, reason="Rapport", now=now)
    lines = FileRead.objects.order_by("pk")
    assert [(line.organization, line.person, line.by, line.at, line.kind, line.reason) for line in lines] == [
        (adviser.organization, one, adviser.user, now, ReadKind.EXPORTED, "Rapport") for one in taken
    ]
