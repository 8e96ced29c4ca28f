"""The review of a cycle: everybody's end, what is proposed, and one gesture that writes it."""

from datetime import timedelta
from uuid import uuid4

import pytest

from escale.testing import builders
from escale.workshops import checks, review, skills
from escale.workshops.models import (
    Attendance,
    Cycle,
    Enrollment,
    EnrollmentState,
    Group,
    Interest,
    Level,
    Mark,
    Mastery,
    Moment,
    Session,
)
from escale.workshops.review import NotOver

NOW = builders.NOW
BEGAN = NOW - timedelta(weeks=3)


@pytest.fixture
def ended(adviser, venue) -> Group:
    return builders.group(adviser, venue, title="Débuter", sessions=3, starts_at=BEGAN, level=Level.BEGINNER)


def joined(group, name, *, came=3, alone=15) -> Enrollment:
    who = builders.person(group.organization, first_name=name, last_name="Besnard", phone="")
    one = builders.enrollment(group, who, at=BEGAN - timedelta(days=3))
    for number, session in enumerate(Session.objects.filter(group=group).order_by("starts_at")):
        mark = Mark.PRESENT if number < came else Mark.ABSENT
        Attendance.objects.create(session=session, person=who, enrollment=one, mark=mark, noted_at=session.ends_at)
    grid = skills.ensure(group.organization)
    said = {skill.pk: Mastery.ALONE if rank < alone else Mastery.NOT_YET for rank, skill in enumerate(grid)}
    checks.fill(one, moment=Moment.LAST, answers=said, by=None, now=NOW)
    return one


def settle(group, choices, adviser, *, submission=None):
    return review.settle(group, choices, submission=submission or uuid4(), by=adviser, now=NOW)


def test_everybody_is_read_with_a_proposal(ended):
    annick, bernard = joined(ended, "Annick"), joined(ended, "Bernard", came=1, alone=2)
    rows = review.read(ended, now=NOW).rows
    assert [(row.enrollment, row.came, row.expected, row.proposed.code) for row in rows] == [
        (annick, 3, 3, "liste-intermediate"),
        (bernard, 1, 3, "liste-beginner"),
    ]


def test_whoever_came_at_half_past_five_is_free_in_the_evening_as_groups_count_it(adviser, ended):
    Session.objects.filter(group=ended).update(starts_at=BEGAN.replace(hour=16, minute=30), ends_at=NOW)
    annick = joined(ended, "Annick")
    settle(ended, {annick.pk: "liste-intermediate"}, adviser)
    assert Interest.objects.get().availability == ["fri-evening"]


def test_one_gesture_lists_enrolls_and_marks_the_cycle_once(adviser, venue, ended):
    annick, bernard, colette = (joined(ended, name) for name in ("Annick", "Bernard", "Colette"))
    coming = builders.group(adviser, venue, title="Reconnaître une arnaque")
    choices = {annick.pk: "liste-intermediate", bernard.pk: f"groupe-{coming.pk}", colette.pk: "heure"}
    key = uuid4()
    for _ in range(2):
        settled = settle(ended, choices, adviser, submission=key)
        assert (settled.listed, settled.enrolled, settled.hours) == ([annick], [bernard], [colette])
    wish = Interest.objects.get()
    assert (wish.person, wish.level, wish.availability) == (annick.person, Level.INTERMEDIATE, ["fri-afternoon"])
    made = Enrollment.objects.get(group=coming)
    assert (made.person, made.state) == (bernard.person, EnrollmentState.ENROLLED)
    assert Cycle.objects.get(group=ended).reviewed_at == NOW


def test_what_she_said_before_is_kept_on_the_list(adviser, ended):
    annick = joined(ended, "Annick")
    said = builders.interest(
        ended.organization, first_name="Annick", phone="", goals="Écrire à sa fille", closed_at=NOW
    )
    Enrollment.objects.filter(pk=annick.pk).update(interest=said)
    settle(ended, {annick.pk: "liste-intermediate"}, adviser)
    wish = Interest.objects.open().get()
    assert (wish.goals, wish.availability) == ("Écrire à sa fille", ["tue-morning", "thu-afternoon"])


def test_a_full_group_gives_a_place_in_its_list(adviser, venue, ended):
    annick = joined(ended, "Annick")
    full = builders.group(adviser, venue, seats=1)
    builders.enrollment(full)
    assert settle(ended, {annick.pk: f"groupe-{full.pk}"}, adviser).waiting == [annick]


def test_what_cannot_be_done_is_said_and_holds_nobody_else(adviser, venue, ended):
    annick, bernard = joined(ended, "Annick"), joined(ended, "Bernard")
    canceled = builders.group(adviser, venue, canceled_at=NOW)
    settled = settle(ended, {annick.pk: f"groupe-{canceled.pk}", bernard.pk: "liste-intermediate"}, adviser)
    assert [(one, why.replace("\u00a0", " ")[:12]) for one, why in settled.refused] == [(annick, "C’est annulé")]
    assert settled.listed == [bernard]


def test_a_group_of_another_organization_does_not_exist(adviser, ended, outsider):
    annick = joined(ended, "Annick")
    elsewhere = builders.group(outsider, builders.venue(outsider.organization))
    assert settle(ended, {annick.pk: f"groupe-{elsewhere.pk}"}, adviser).refused == [
        (annick, "Ce groupe n’existe plus.")
    ]


def test_it_is_too_early_before_the_last_session(adviser, venue):
    running = builders.group(adviser, venue, sessions=3)
    assert not review.is_due(running, now=NOW)
    with pytest.raises(NotOver):
        settle(running, {}, adviser)


def test_whoever_is_expected_elsewhere_is_left_alone(adviser, venue, ended):
    annick = joined(ended, "Annick")
    builders.enrollment(builders.group(adviser, venue, title="Faire une visio"), annick.person)
    (row,) = review.read(ended, now=NOW).rows
    assert row.proposed.code == "rien"
    assert row.proposed.reason == "Déjà inscrit à « Faire une visio »."


def test_a_cycle_over_waits_for_its_review_once(adviser, colleague, ended):
    def waiting(by=None):
        return list(review.to_review(ended.organization, adviser=by, now=NOW))

    assert (waiting(), waiting(adviser.user), waiting(colleague.user)) == ([ended], [ended], [])
    settle(ended, {}, adviser)
    assert waiting() == []


def test_reading_asks_as_much_for_three_people_as_for_one(ended, django_assert_max_num_queries):
    counts = []
    joined(ended, "Annick")
    for _ in range(2):
        with django_assert_max_num_queries(16) as read:
            review.read(ended, now=NOW)
        counts.append(len(read.captured_queries))
        for name in ("Bernard", "Colette"):
            joined(ended, name)
    assert counts[0] == counts[1]
