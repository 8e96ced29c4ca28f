"""Lending equipment, on Friday 13 November 2026."""

from datetime import date, datetime, timedelta

import pytest

from escale.accounts.models import Membership
from escale.agenda import commitments, loans, resources
from escale.agenda.commitments import Hold
from escale.agenda.models import Commitment, CommitmentKind, Equipment, Loan
from escale.people.models import Beneficiary

DECEMBER_4 = date(2026, 12, 4)


@pytest.fixture
def tablet(adviser: Membership, now: datetime) -> Equipment:
    return Equipment.objects.create(organization=adviser.organization, name="Tablette 1", created_at=now)


def lend(tablet: Equipment, adviser: Membership, now: datetime, **values: object) -> Loan:
    given: dict[str, object] = {"person": None, "borrower": "Jeanne", "due_on": DECEMBER_4, "condition": ""}
    return loans.lend(tablet, by=adviser, now=now, **(given | values))


def test_a_thing_is_busy_until_it_comes_back(tablet: Equipment, adviser: Membership, now: datetime) -> None:
    loan = lend(tablet, adviser, now)
    assert Commitment.objects.get(kind=CommitmentKind.LOAN).resource.equipment == tablet
    loans.give_back(loan, condition="rayée", by=adviser, now=now + timedelta(days=3))
    assert not Commitment.objects.exists()
    assert Loan.objects.get().return_condition == "rayée"


def test_what_is_out_is_not_lent_twice(tablet: Equipment, adviser: Membership, now: datetime) -> None:
    lend(tablet, adviser, now)
    with pytest.raises(loans.NotAvailable):
        lend(tablet, adviser, now + timedelta(days=30))


def test_what_is_late_is_still_out(tablet: Equipment, adviser: Membership, now: datetime) -> None:
    lend(tablet, adviser, now)
    long_after = now + timedelta(days=60)
    assert Loan.objects.late(on=long_after.date()).exists()
    with pytest.raises(loans.NotAvailable):
        lend(tablet, adviser, long_after, due_on=date(2027, 2, 1))
    assert loans.keep_late_busy(now=long_after) == 1
    assert Commitment.objects.get().ends_at > long_after


def test_what_is_kept_for_something_else_is_not_lent_over_it(
    tablet: Equipment, adviser: Membership, now: datetime
) -> None:
    session = Hold(starts_at=now + timedelta(days=5), ends_at=now + timedelta(days=6), kind=CommitmentKind.SESSION)
    commitments.hold_free(resources.for_equipment(tablet).pk, session)
    with pytest.raises(loans.NotAvailable):
        lend(tablet, adviser, now)
    loan = lend(tablet, adviser, now, due_on=date(2026, 11, 16))
    with pytest.raises(loans.NotAvailable):
        loans.prolong(loan, due_on=DECEMBER_4)


def test_a_loan_is_prolonged(tablet: Equipment, adviser: Membership, now: datetime) -> None:
    loan = lend(tablet, adviser, now)
    later = loans.prolong(loan, due_on=date(2026, 12, 18))
    assert later.due_on == date(2026, 12, 18)
    assert Commitment.objects.get().ends_at.date() == date(2026, 12, 18)


def test_a_return_noted_by_mistake_is_undone_unless_it_left_again(
    tablet: Equipment, adviser: Membership, now: datetime
) -> None:
    loan = lend(tablet, adviser, now)
    loans.give_back(loan, condition="", by=adviser, now=now)
    loans.take_back_return(loan)
    assert Loan.objects.running().get() == loan
    loans.give_back(loan, condition="", by=adviser, now=now)
    lend(tablet, adviser, now, borrower="Marc")
    with pytest.raises(loans.NotAvailable):
        loans.take_back_return(loan)


def test_what_is_over_changes_no_more(tablet: Equipment, adviser: Membership, now: datetime) -> None:
    loan = lend(tablet, adviser, now)
    loans.give_back(loan, condition="", by=adviser, now=now)
    with pytest.raises(loans.AlreadyBack):
        loans.give_back(loan, condition="", by=adviser, now=now)
    with pytest.raises(loans.AlreadyBack):
        loans.prolong(loan, due_on=DECEMBER_4)


def test_a_thing_retires_once_it_is_back(tablet: Equipment, adviser: Membership, now: datetime) -> None:
    loan = lend(tablet, adviser, now)
    with pytest.raises(loans.StillOut):
        loans.retire(tablet, now=now)
    loans.give_back(loan, condition="", by=adviser, now=now)
    loans.retire(tablet, now=now)
    with pytest.raises(loans.NotAvailable):
        lend(tablet, adviser, now)
    assert Loan.objects.count() == 1


def test_the_borrower_is_a_person_with_a_file_or_a_first_name(
    tablet: Equipment, adviser: Membership, person: Beneficiary, now: datetime
) -> None:
    loan = lend(tablet, adviser, now, person=person)
    assert (loan.borrower_name, loan.borrower) == ("Lucette B.", "")
