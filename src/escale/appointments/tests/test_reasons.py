import pytest

from escale.accounts.models import Membership, Organization
from escale.appointments import reasons
from escale.appointments.models import BookableBy, Reason
from escale.appointments.starters import STARTERS
from escale.testing import builders
from escale.testing.cast import Reception


def names(organization: Organization) -> list[str]:
    shown = Reason.objects.of_organization(organization).in_use().order_by("position", "pk")
    return list(shown.values_list("name", flat=True))


def test_six_reasons_are_ready():
    assert len(STARTERS) == 6
    assert len({starter.key for starter in STARTERS}) == 6


def test_starters_are_for_the_team_only_until_somebody_opens_them(organization: Organization):
    added = reasons.add_starters(organization, keys=["mails", "photos"])
    assert {reason.bookable_by for reason in added} == {BookableBy.STAFF}
    assert not any(reason.offered_online for reason in added)


@pytest.mark.parametrize("starter", STARTERS, ids=lambda starter: starter.key)
def test_a_starter_fits_its_fields(organization: Organization, starter):
    reasons.add_starters(organization, keys=[starter.key])
    Reason.objects.get().full_clean()


def test_adding_the_starters_twice_adds_nothing(organization: Organization):
    reasons.add_starters(organization, keys=["mails"])
    assert reasons.add_starters(organization, keys=["mails", "unknown"]) == []
    assert names(organization) == ["Mails et documents"]


def test_a_reason_moves_up_and_down_and_stops_at_the_ends(organization: Organization):
    first, second, third = reasons.add_starters(organization, keys=["mails", "photos", "telephone"])
    reasons.move(third, by=-1)
    assert names(organization) == [first.name, third.name, second.name]
    reasons.move(first, by=-1)
    assert names(organization) == [first.name, third.name, second.name]
    reasons.move(first, by=1)
    assert names(organization) == [third.name, first.name, second.name]


def test_a_copy_has_another_name_the_same_permanences_and_is_for_the_team(reception: Reception):
    copied = reasons.duplicate(reception.reason)
    again = reasons.duplicate(reception.reason)
    assert (copied.name, again.name) == ("Mails et documents (2)", "Mails et documents (3)")
    assert list(copied.permanences.order_by("pk")) == list(reception.reason.permanences.order_by("pk"))
    assert (copied.bookable_by, copied.offered_online) == (BookableBy.STAFF, False)


def test_an_archived_reason_frees_its_name(organization: Organization, now):
    reason = builders.reason(organization)
    reasons.archive(reason, now=now)
    assert names(organization) == []
    builders.reason(organization)


def test_one_organization_never_reorders_another(adviser: Membership, outsider: Membership):
    ours = reasons.add_starters(adviser.organization, keys=["mails", "photos"])
    theirs = reasons.add_starters(outsider.organization, keys=["mails", "photos"])
    reasons.move(ours[1], by=-1)
    assert names(outsider.organization) == [reason.name for reason in theirs]
