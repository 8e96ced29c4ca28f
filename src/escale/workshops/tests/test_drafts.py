"""The groups being formed: proposing, moving, changing, undoing; then cycles and invitations, all or nothing."""

from datetime import UTC, date, datetime, time, timedelta

import pytest

from escale.accounts.models import Membership
from escale.outbox.models import Channel, Message, MessageState
from escale.places.models import Room, Venue
from escale.testing import builders
from escale.workshops import drafts, forming, half_days, invitations, proposing, waiting_list
from escale.workshops.drafts import DraftGone, HalfDay
from escale.workshops.forming import Formed, NotReady, Reach
from escale.workshops.grouping import Why
from escale.workshops.invitations import Answer
from escale.workshops.learners import Rules
from escale.workshops.models import DraftGroup, Enrollment, EnrollmentState, Group, Interest, InterestEnd, Session

RULES = Rules(smallest=3, largest=9)
TUESDAY, MONDAY = 1, 0


@pytest.fixture
def classroom(venue: Venue) -> Room:
    return Room.objects.create(venue=venue, name="salle 2", seats=12, computers=4)


def half_day(adviser: Membership, room: Room, **values: object) -> HalfDay:
    given: dict[str, object] = {
        "weekday": TUESDAY,
        "start": time(9, 30),
        "end": time(11, 30),
        "starts_on": date(2027, 1, 5),
        "seats": 4,
    }
    return HalfDay(venue=room.venue, room=room, adviser=adviser.user, **(given | values))


def beginners(adviser: Membership, count: int, *, first: int = 0) -> list[Interest]:
    return [
        builders.interest(
            adviser.organization,
            first_name=f"Prénom{number}",
            level="beginner",
            availability=["tue-morning", "mon-afternoon"],
            phone=f"+336399800{number:02d}",
            created_at=builders.NOW - timedelta(days=40 - number),
        )
        for number in range(first, first + count)
    ]


def draft(adviser: Membership, room: Room, now: datetime, **values: object) -> DraftGroup:
    (added,) = drafts.add(adviser.organization, [half_day(adviser, room, **values)], now=now).added
    return DraftGroup.objects.get(pk=added)


def placed(adviser: Membership) -> dict[str, list[str]]:
    return {
        each.title: [one.first_name for one in each.interests.oldest_first()]
        for each in proposing.pending(adviser.organization)
    }


def test_a_proposal_is_kept_until_it_is_made_again(adviser: Membership, classroom: Room, now: datetime) -> None:
    beginners(adviser, 5)
    draft(adviser, classroom, now)

    drafts.propose(adviser.organization, RULES, keep_by_hand=True, now=now)

    assert placed(adviser) == {"Débuter avec l’ordinateur": ["Prénom0", "Prénom1", "Prénom2", "Prénom3"]}
    board = proposing.read(adviser.organization, rules=RULES, now=now)
    assert [(left.learner.name, left.why, left.rank) for left in board.proposal.left] == [("Prénom4", Why.FULL, 1)]


def test_what_was_moved_by_hand_stays_unless_asked(adviser: Membership, classroom: Room, now: datetime) -> None:
    people = beginners(adviser, 5)
    made = draft(adviser, classroom, now)
    drafts.propose(adviser.organization, RULES, keep_by_hand=True, now=now)
    drafts.move(people[0], to=None)
    drafts.move(people[4], to=made)

    drafts.propose(adviser.organization, RULES, keep_by_hand=True, now=now)
    by_hand = placed(adviser)
    drafts.propose(adviser.organization, RULES, keep_by_hand=False, now=now)

    assert by_hand == {"Débuter avec l’ordinateur": ["Prénom1", "Prénom2", "Prénom3", "Prénom4"]}
    assert placed(adviser) == {"Débuter avec l’ordinateur": ["Prénom0", "Prénom1", "Prénom2", "Prénom3"]}


def test_each_gesture_can_be_undone(adviser: Membership, classroom: Room, now: datetime) -> None:
    people = beginners(adviser, 4)
    made = draft(adviser, classroom, now)
    organization = adviser.organization
    drafts.undo(organization, drafts.propose(organization, RULES, keep_by_hand=True, now=now))
    assert placed(adviser) == {"Groupe à former": []}
    drafts.propose(organization, RULES, keep_by_hand=True, now=now)
    before = placed(adviser)

    drafts.undo(organization, drafts.move(people[0], to=None))
    drafts.undo(organization, drafts.move_to_next_term(people[1], until=date(2027, 4, 1)))
    made.refresh_from_db()
    drafts.undo(organization, drafts.change(made, half_day(adviser, classroom, seats=2), title="Autre", level=""))
    drafts.undo(organization, drafts.add(organization, [half_day(adviser, classroom)], title="De trop", now=now))
    made.refresh_from_db()
    drafts.undo(organization, drafts.remove(made))

    assert placed(adviser) == before
    assert not Interest.objects.filter(placed_by_hand=True).exists()


def test_a_title_given_by_hand_is_kept(adviser: Membership, classroom: Room, now: datetime) -> None:
    beginners(adviser, 4)
    made = draft(adviser, classroom, now)
    drafts.change(made, half_day(adviser, classroom), title="Les matinales", level="beginner")

    drafts.propose(adviser.organization, RULES, keep_by_hand=True, now=now)

    assert placed(adviser) == {"Les matinales": ["Prénom0", "Prénom1", "Prénom2", "Prénom3"]}


def test_whoever_is_put_off_to_the_next_term_is_no_longer_to_place(
    adviser: Membership, classroom: Room, now: datetime
) -> None:
    (one,) = beginners(adviser, 1)
    draft(adviser, classroom, now)

    drafts.move_to_next_term(one, until=date(2027, 4, 1))

    assert proposing.to_place(adviser.organization, now=now) == []


def test_whoever_is_put_off_is_to_place_from_the_first_hour_of_that_day_where_one_lives(
    adviser: Membership, classroom: Room, now: datetime
) -> None:
    (one,) = beginners(adviser, 1)
    drafts.move_to_next_term(one, until=date(2027, 1, 1))
    new_year = datetime(2026, 12, 31, 23, tzinfo=UTC)

    assert proposing.to_place(adviser.organization, now=new_year - timedelta(minutes=1)) == []
    assert proposing.to_place(adviser.organization, now=new_year) == [one]


def formed(adviser: Membership, room: Room, now: datetime, *, people: int = 5) -> Formed:
    everybody = beginners(adviser, people)
    made = draft(adviser, room, now)
    for each in everybody:
        drafts.move(each, to=made)
    (one,) = forming.create(adviser.organization, by=adviser, now=now)
    return one


@pytest.mark.django_db
def test_a_cycle_is_created_and_everybody_invited_those_beyond_the_seats_wait(
    adviser: Membership, classroom: Room, now: datetime
) -> None:
    made = formed(adviser, classroom, now)

    assert (made.invited, made.waiting) == (4, 1)
    assert Session.objects.filter(group=made.group).count() == 10
    states = [each.state for each in Enrollment.objects.filter(group=made.group).order_by("pk")]
    assert states == [EnrollmentState.OFFERED] * 4 + [EnrollmentState.WAITING]
    assert proposing.pending(adviser.organization) == []
    assert proposing.to_place(adviser.organization, now=now) == []
    assert Message.objects.filter(kind="group_invitation", channel=Channel.SMS).count() == 4


def test_saying_yes_leaves_the_list_and_saying_no_goes_back_to_it_with_the_reason(
    adviser: Membership, classroom: Room, now: datetime
) -> None:
    made = formed(adviser, classroom, now, people=4)
    first, second, *_ = Enrollment.objects.filter(group=made.group).with_everything_shown().order_by("pk")

    waiting_list.accept(first, now=now)
    waiting_list.decline(second, now=now)

    joined = Interest.objects.get(enrollments=first)
    assert joined.why_closed == InterestEnd.JOINED
    (back,) = proposing.to_place(adviser.organization, now=now)
    assert back.pk == second.interest_id
    assert proposing.answers_before([back]) == {back.pk: f"A dit non à «\u00a0{made.group}\u00a0»."}
    (answers,) = invitations.read(adviser.organization, now=now)
    assert [answers.count(answer) for answer in (Answer.YES, Answer.NO, Answer.AWAITED)] == [1, 1, 2]


def test_whoever_no_message_reaches_is_to_be_called(adviser: Membership, classroom: Room, now: datetime) -> None:
    made = draft(adviser, classroom, now)
    for phone in ("+33261910599", "", "+33639980090", "+33639980091"):
        drafts.move(builders.interest(adviser.organization, first_name=f"Ana{phone[-2:]}", phone=phone), to=made)
    forming.create(adviser.organization, by=adviser, now=now)
    Message.objects.filter(recipient="+33639980091").update(state=MessageState.FAILED, problem="Numéro non attribué.")

    (answers,) = invitations.read(adviser.organization, now=now)

    assert [(each.enrollment.contact_phone[-2:], each.answer, each.problem) for each in answers.invited] == [
        ("", Answer.TO_CALL, "Ni téléphone ni adresse mail."),
        ("91", Answer.TO_CALL, "Numéro non attribué."),
        ("99", Answer.TO_CALL, "Ne reçoit pas de SMS."),
        ("90", Answer.AWAITED, ""),
    ]


def test_whoever_is_called_again_keeps_her_seat_two_days_more(
    adviser: Membership, classroom: Room, now: datetime
) -> None:
    made = formed(adviser, classroom, now, people=4)
    enrollment = Enrollment.objects.filter(group=made.group).with_everything_shown().order_by("pk")[0]
    assert enrollment.answer_by is not None
    late = enrollment.answer_by - timedelta(hours=1)

    assert invitations.give_more_time(enrollment, now=late) == late + timedelta(days=2)


def test_a_conflict_stops_everything_until_it_was_read(adviser: Membership, classroom: Room, now: datetime) -> None:
    everybody = beginners(adviser, 4)
    first, second = draft(adviser, classroom, now), draft(adviser, classroom, now, start=time(10), end=time(12))
    for number, each in enumerate(everybody):
        drafts.move(each, to=second if number % 2 else first)

    with pytest.raises(NotReady) as refused:
        forming.create(adviser.organization, by=adviser, now=now)

    assert not Group.objects.exists()
    problems = [each.problems for each in refused.value.ready]
    assert problems == [[], ["Maëlle Garnier anime déjà «\u00a0Groupe à former\u00a0» à la même heure."]]
    keys = [each.key for each in refused.value.ready if each.key]
    assert len(forming.create(adviser.organization, accepted=keys, by=adviser, now=now)) == 2


def test_an_adviser_who_is_busy_is_said_before(
    adviser: Membership, venue: Venue, classroom: Room, now: datetime
) -> None:
    builders.group(adviser, venue, starts_at=datetime.fromisoformat("2027-01-12T10:00:00+01:00"))
    (one,) = beginners(adviser, 1)
    drafts.move(one, to=draft(adviser, classroom, now))

    (ready,) = forming.prepare(adviser.organization, now=now)

    assert ready.problems[0].startswith("Mardi 12\u00a0janvier\u00a0: Maëlle Garnier a déjà un atelier")


def test_a_group_that_began_already_is_never_created(adviser: Membership, classroom: Room, now: datetime) -> None:
    (one,) = beginners(adviser, 1)
    drafts.move(one, to=draft(adviser, classroom, now, starts_on=date(2026, 11, 3)))

    with pytest.raises(NotReady) as refused:
        forming.create(adviser.organization, by=adviser, now=now)

    (ready,) = refused.value.ready
    assert ready.impossible == "La première séance est déjà passée. Choisissez une date plus tard."


def test_a_group_removed_in_the_meantime_takes_nobody(adviser: Membership, classroom: Room, now: datetime) -> None:
    (one,) = beginners(adviser, 1)
    made = draft(adviser, classroom, now)
    DraftGroup.objects.filter(pk=made.pk).delete()

    for gesture in (lambda: drafts.move(one, to=made), lambda: drafts.remove(made)):
        with pytest.raises(DraftGone):
            gesture()


def test_how_each_is_told(adviser: Membership, now: datetime) -> None:
    people = [
        *beginners(adviser, 2),
        builders.interest(adviser.organization, phone="+33261910599"),
        builders.interest(adviser.organization, phone=""),
    ]

    assert forming.reach(people) == Reach(by_sms=2, by_email=0, by_call=1, nobody=1)


@pytest.mark.parametrize(
    ("today", "first"),
    [
        ("2026-08-25", "2026-09-08"),
        ("2026-09-01", "2026-09-15"),
        ("2026-09-20", "2026-10-04"),
        ("2026-11-13", "2027-01-04"),
        ("2027-01-05", "2027-01-19"),
        ("2027-06-15", "2027-09-04"),
    ],
)
def test_groups_formed_while_a_term_begins_are_of_this_term(today: str, first: str) -> None:
    assert half_days.first_day(date.fromisoformat(today)) == date.fromisoformat(first)


def test_half_days_come_from_cycles_then_from_usual_hours(
    adviser: Membership, venue: Venue, classroom: Room, now: datetime
) -> None:
    builders.group(adviser, venue, starts_at=datetime.fromisoformat("2026-09-16T14:30:00+02:00"), sessions=3)

    suggested = half_days.suggest(adviser.organization, adviser.user, now=now)

    assert [(each.weekday, each.start) for each in suggested] == [
        (2, time(14, 30)),
        (1, time(9, 30)),
        (0, time(14)),
        (3, time(14)),
        (3, time(18)),
    ]
    assert suggested[1].starts_on == date(2027, 1, 5)
    assert suggested[1].seats == 4
