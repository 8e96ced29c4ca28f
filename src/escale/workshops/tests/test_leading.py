"""Handing a session over: who may lead it, what it keeps busy afterwards, who hears of it; all settled, or nothing."""

from datetime import time, timedelta

import pytest

from escale.accounts.models import Membership
from escale.agenda import absences, resources
from escale.agenda.models import Commitment
from escale.outbox.models import Message
from escale.places.models import Venue
from escale.testing import builders
from escale.workshops import leading, moving
from escale.workshops.leading import ColleagueTaken, NotFree, SessionDecision
from escale.workshops.models import Session
from escale.workshops.moving import SessionCanceled, SessionOver
from escale.workshops.tests import planned

NOW = builders.NOW


@pytest.fixture
def session(adviser: Membership, colleague: Membership, venue: Venue) -> Session:
    """Maëlle leads it, on Friday 20 November from 14 h to 16 h, with a tablet; three people come."""
    group = planned.workshop(adviser, venue, equipment=(planned.tablet(venue),))
    for name in ("Odette", "Marc", "Lucette"):
        builders.enrollment(group, builders.person(adviser.organization, first_name=name, phone="+33639980042"))
    return builders.session_of(group)


def be_away(member: Membership, session: Session) -> None:
    absences.declare(
        resources.for_adviser(member.user), starts_at=session.starts_at, ends_at=session.ends_at, by=member.user
    )


def names(session: Session, **asked: object) -> list[tuple[str, bool, bool]]:
    found = leading.colleagues([session], **asked)[session.pk]
    return [(each.user.first_name, each.leads_already, each.receives) for each in found]


def test_the_hour_passes_to_the_colleague_and_nobody_is_written_to(
    session: Session, adviser: Membership, colleague: Membership
) -> None:
    be_away(adviser, session)
    moved = leading.hand_over(session, to=colleague.user, by=adviser, now=NOW)
    assert (moved.adviser, moved.revision, moved.starts_at) == (colleague.user, 0, session.starts_at)
    assert sorted(planned.busy(moved)) == [
        (name, session.starts_at, session.ends_at, True) for name in ("Tablette 1", colleague.user.full_name)
    ]
    assert not Message.objects.exists()


def test_whoever_is_busy_or_away_then_is_not_proposed(
    session: Session, adviser: Membership, colleague: Membership, venue: Venue
) -> None:
    other = builders.member(adviser.organization, first_name="Inès")
    assert names(session) == [("Inès", False, False), ("Yann", False, False)]
    be_away(colleague, session)
    planned.workshop(other, venue, start=time(15), end=time(17), accept=True)
    assert names(session) == []
    with pytest.raises(ColleagueTaken):
        leading.hand_over(session, to=colleague.user, by=adviser, now=NOW)
    assert builders.session_of(session.group).adviser == adviser.user


def test_who_leads_already_comes_first_and_who_receives_comes_last(
    adviser: Membership, colleague: Membership, venue: Venue
) -> None:
    other = builders.member(adviser.organization, first_name="Inès")
    builders.permanence(other, venue, weekdays=(4,), start=time(13), end=time(17))
    builders.member(adviser.organization, first_name="Zoé")
    group = planned.workshop(adviser, venue, co_advisers=(colleague.user,))
    session = builders.session_of(group)
    assert names(session, away=adviser.user) == [
        ("Yann", True, False),
        ("Zoé", False, False),
        ("Inès", False, True),
    ]
    moved = leading.hand_over(session, to=colleague.user, by=adviser, now=NOW)
    assert (moved.adviser, list(moved.co_advisers.all())) == (colleague.user, [])
    assert [row[0] for row in planned.busy(moved)] == [colleague.user.full_name]


def test_it_is_taken_back_even_while_she_is_away(session: Session, adviser: Membership, colleague: Membership) -> None:
    be_away(adviser, session)
    leading.hand_over(session, to=colleague.user, by=adviser, now=NOW)
    back = leading.hand_over(session, to=adviser.user, keeps=colleague.user, even_away=True, by=adviser, now=NOW)
    assert (back.adviser, list(back.co_advisers.all())) == (adviser.user, [colleague.user])


def test_it_is_not_taken_back_over_something_else(
    session: Session, adviser: Membership, colleague: Membership, venue: Venue
) -> None:
    leading.hand_over(session, to=colleague.user, by=adviser, now=NOW)
    planned.workshop(adviser, venue, start=time(15), end=time(17), accept=True)
    with pytest.raises(ColleagueTaken):
        leading.hand_over(session, to=adviser.user, even_away=True, by=adviser, now=NOW)


def test_what_is_over_or_called_off_is_handed_to_nobody(
    session: Session, adviser: Membership, colleague: Membership
) -> None:
    with pytest.raises(SessionOver):
        leading.hand_over(session, to=colleague.user, by=adviser, now=session.ends_at)
    cycle = planned.cycle(adviser, session.venue, start=time(9), end=time(10))
    off = moving.cancel_session(builders.session_of(cycle, number=2), by=adviser, now=NOW)
    with pytest.raises(SessionCanceled):
        leading.hand_over(off, to=colleague.user, by=adviser, now=NOW)


def test_those_who_lead_with_her_go_on_without_her(adviser: Membership, colleague: Membership, venue: Venue) -> None:
    session = builders.session_of(planned.workshop(adviser, venue, co_advisers=(colleague.user,)))
    be_away(colleague, session)
    left = leading.lead_without(session, leaves=colleague.user, by=adviser, now=NOW)
    assert (left.adviser, list(left.co_advisers.all())) == (adviser.user, [])
    assert [row[0] for row in planned.busy(left)] == [adviser.user.full_name]


def test_a_room_overbooked_before_stays_so_and_nothing_more(
    adviser: Membership, colleague: Membership, venue: Venue
) -> None:
    room = builders.room(venue)
    planned.workshop(builders.member(adviser.organization, first_name="Inès"), venue, room=room, group={"seats": 2})
    session = builders.session_of(planned.workshop(adviser, venue, room=room, accept=True, group={"seats": 2}))
    leading.hand_over(session, to=colleague.user, by=adviser, now=NOW)
    assert {name: is_exclusive for name, _, _, is_exclusive in planned.busy(session)} == {
        str(room): False,
        colleague.user.full_name: True,
    }


def test_all_is_settled_or_nothing(session: Session, adviser: Membership, colleague: Membership, venue: Venue) -> None:
    other = builders.session_of(planned.workshop(adviser, venue, start=time(9), end=time(11)))
    before = list(Commitment.objects.order_by("pk").values_list("pk", flat=True))
    be_away(colleague, session)
    decisions = [
        SessionDecision(session=other, is_called_off=True),
        SessionDecision(session=session, to=colleague.user),
    ]
    with pytest.raises(NotFree) as refused:
        leading.settle(decisions, by=adviser, now=NOW)
    assert (refused.value.session, refused.value.sentence) == (
        session,
        "Yann vient d’avoir autre chose à cette heure. Choisissez encore.",
    )
    assert builders.session_of(other.group).canceled_at is None
    assert list(Commitment.objects.filter(pk__in=before).order_by("pk").values_list("pk", flat=True)) == before


def test_whoever_expects_a_session_called_off_hears_once(session: Session, adviser: Membership) -> None:
    leading.settle([SessionDecision(session=session, is_called_off=True)], by=adviser, now=NOW)
    assert [(kind, name) for kind, name, _ in planned.told()] == [
        ("group_canceled", name) for name in ("Lucette", "Marc", "Odette")
    ]


def test_called_off_by_mistake_while_its_adviser_is_away_it_comes_back(session: Session, adviser: Membership) -> None:
    be_away(adviser, session)
    leading.settle([SessionDecision(session=session, is_called_off=True)], by=adviser, now=NOW)
    moving.restore_group(session.group, by=adviser, now=NOW + timedelta(minutes=2))
    assert builders.session_of(session.group).canceled_at is None
    assert len(planned.busy(session)) == 2
