"""The edges of erasing: the very day, every row once, and what stays."""

from datetime import datetime, timedelta

import pytest
from dateutil.relativedelta import relativedelta
from django.db.models import F

from escale.accounts.models import Invitation, Membership, Organization
from escale.people import retention
from escale.people.models import Beneficiary, FileRead, ReadKind
from escale.people.policy import Rule, policy
from escale.testing import builders
from escale.testing.cast import Reception

DAY = timedelta(days=1)


class TestErasing:
    def rule(self, label: str) -> Rule:
        return next(each for one in policy().categories for each in one.rules if each.model == label)

    def test_what_an_emptied_row_holds_instead(self, now: datetime) -> None:
        values = retention.new_values(retention.file_rule(), now=now)
        assert (values["first_name"], values["notes"], values["erased_at"]) == ("", "", now)
        assert values["birth_year"] == F("birth_year") - F("birth_year") % 10
        assert retention.new_values(self.rule("people.FileRead"), now=now) == {}

    def test_a_reading_leaves_the_very_day_it_is_due_and_not_before(
        self, adviser: Membership, person: Beneficiary, now: datetime
    ) -> None:
        FileRead.objects.all().delete()
        for at in (now - relativedelta(months=12), now - relativedelta(months=12) + timedelta(seconds=1)):
            FileRead.objects.create(
                organization=adviser.organization, person=person, by=adviser.user, at=at, kind=ReadKind.OPENED
            )
        assert retention.apply(now=now) == {"Qui a lu votre fiche": 1}
        assert FileRead.objects.get().at > now - relativedelta(months=12)
        assert retention.apply(now=now) == {}

    def test_batches_of_several_sizes_change_every_row_once(
        self, adviser: Membership, person: Beneficiary, now: datetime, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        FileRead.objects.all().delete()
        monkeypatch.setattr(retention, "BATCH", 2)
        for count in (2, 3):
            for _ in range(count):
                FileRead.objects.create(
                    organization=adviser.organization, person=person, by=adviser.user, at=now - 400 * DAY,
                    kind=ReadKind.OPENED,
                )  # fmt: skip
            assert retention.apply(now=now) == {"Qui a lu votre fiche": count}
        assert not FileRead.objects.exists()

    def test_with_a_file_goes_whatever_still_names_its_person(self, adviser: Membership, now: datetime) -> None:
        old, other = (
            builders.person(adviser.organization, first_name=name, now=now - relativedelta(months=25))
            for name in ("Odette", "Jeanne")
        )
        Beneficiary.objects.filter(pk=other.pk).update(created_at=now)
        for person in (old, other):
            FileRead.objects.create(
                organization=adviser.organization, person=person, by=adviser.user, at=now, kind=ReadKind.OPENED
            )
        assert retention.apply(now=now)["Votre fiche"] == 1
        assert [line.person for line in FileRead.objects.all()] == [other]
        assert list(Beneficiary.objects.not_erased()) == [other]

    def test_what_names_nobody_stays_when_a_file_is_emptied(self, adviser: Membership, now: datetime) -> None:
        waits = Invitation.objects.create(
            organization=adviser.organization, email="nouvelle@example.org", secret_hash="0", created_at=now,
            expires_at=now + DAY,
        )  # fmt: skip
        builders.person(adviser.organization, now=now - relativedelta(months=25))
        assert retention.apply(now=now) == {"Votre fiche": 1}
        assert list(Invitation.objects.all()) == [waits]

    @pytest.mark.parametrize(("months", "kept"), [(6, 0), (12, 0), (13, 1), (24, 1)])
    def test_a_file_is_kept_as_long_as_its_organization_chose(
        self, adviser: Membership, now: datetime, months: int, kept: int
    ) -> None:
        Organization.objects.update(keeps_people_months=months)
        builders.person(adviser.organization, now=now - relativedelta(months=12))
        Beneficiary.objects.update(warned_at=now - 60 * DAY)
        retention.apply(now=now)
        assert Beneficiary.objects.not_erased().count() == kept

    @pytest.mark.parametrize(("told", "kept"), [(29 * DAY, 0), (29 * DAY - timedelta(seconds=1), 1)])
    def test_a_night_started_a_day_early_counts_as_whole_and_no_more(
        self, adviser: Membership, now: datetime, told: timedelta, kept: int
    ) -> None:
        builders.person(adviser.organization, now=now - relativedelta(months=13))
        Beneficiary.objects.update(warned_at=now - told)
        retention.apply(now=now)
        assert Beneficiary.objects.not_erased().count() == kept

    def test_the_last_of_several_instants_counts_to_the_second(self, adviser: Membership, now: datetime) -> None:
        person = builders.person(adviser.organization, now=now)
        rule = retention.file_rule()
        assert list(retention.ended_before(now, rule)) == [person]
        assert not retention.ended_before(now - timedelta(seconds=1), rule).exists()

    def test_each_delay_chosen_is_read_once(self, organization: Organization, db: None) -> None:
        for name, months in (("CCAS", 6), ("Mairie", 24), ("Tiers-lieu", 6)):
            other = builders.organization(name)
            Organization.objects.filter(pk=other.pk).update(keeps_people_months=months)
        assert retention.chosen_delays() == [6, 12, 24]


def test_a_file_of_this_reception_is_kept_while_something_is_to_come(
    reception: Reception, person: Beneficiary, now: datetime
) -> None:
    made = builders.appointment(
        reception.adviser, person, reception.reason, at=reception.venue, starts_at=now + 400 * DAY
    )
    rule = retention.file_rule()
    assert not retention.ended_before(made.ends_at - timedelta(seconds=1), rule).exists()
    assert retention.ended_before(made.ends_at, rule).exists()
