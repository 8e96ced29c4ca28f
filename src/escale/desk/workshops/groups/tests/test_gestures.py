"""What the team does with a group, and what it is told when that can't be. Friday 13 November 2026, 15 h 10 in Vitré."""

from datetime import date, timedelta
from uuid import uuid4

import pytest

from escale.accounts.models import Membership
from escale.desk.workshops.groups.tests.conftest import see, send
from escale.people.models import Beneficiary
from escale.places.models import Venue
from escale.testing import builders
from escale.testing.builders import NOW
from escale.workshops import roll
from escale.workshops.models import (
    Attendance,
    CatchUp,
    EnrolledVia,
    Enrollment,
    EnrollmentState,
    Group,
    Mark,
    Session,
    SkippedDay,
    Workshop,
)

pytestmark = pytest.mark.usefixtures("friday")
DAY = timedelta(days=1)


def scheduled(adviser: Membership, venue: Venue, **told: object) -> dict[str, object]:
    """What the page « Programmer un atelier » sends."""
    subject = Workshop.objects.order_by("pk").first() or builders.workshop(adviser.organization)
    given: dict[str, object] = {
        "workshop": subject.pk,
        "on": "2026-11-27",
        "start": "09:30",
        "end": "11:30",
        "venue": venue.pk,
        "adviser": adviser.pk,
        "seats": 8,
        "mode": "on_site",
        "audience": "everyone",
        "access": "public",
        "publish": "on",
        "submission": uuid4(),
    }
    return given | told


def test_a_workshop_is_scheduled_in_one_page(adviser: Membership, venue: Venue) -> None:
    told = scheduled(adviser, venue)
    assert "Il est sur le site." in send(adviser, "group-add", **told)
    send(adviser, "group-add", **told)
    made = Group.objects.get()
    assert (made.title, made.seats, made.is_public) == ("Faire une visio avec sa famille", 8, True)
    assert builders.session_of(made).local_start.isoformat() == "2026-11-27T09:30:00+01:00"


def test_what_stands_in_the_way_is_said_and_may_be_overruled(adviser: Membership, venue: Venue, group: Group) -> None:
    told = scheduled(adviser, venue, on="2026-11-20", workshop=group.workshop_id)
    page = send(adviser, "group-add", **told)
    assert "Programmer quand même" in page
    assert Group.objects.count() == 1
    key = page.split('name="accepted" value="')[1].split('"')[0]
    assert "C’est programmé" in send(adviser, "group-add", **told, accepted=key)


def test_an_incomplete_workshop_loses_nothing(adviser: Membership, venue: Venue) -> None:
    page = send(adviser, "group-add", **scheduled(adviser, venue, on="", price_note="adhésion de 5 €"))
    assert "Remplissez « Quel jour ? »." in page
    assert "adhésion de 5 €" in page
    assert Group.objects.count() == 0


def cycle_told(adviser: Membership, venue: Venue, **told: object) -> dict[str, object]:
    """Ten Tuesdays from 15 September 2026."""
    return scheduled(adviser, venue) | {
        "count": 10,
        "weekdays": "1",
        "first": "2026-09-15",
        "skip_public": "on",
        "skip_school": "on",
        "joins_until": 3,
        **told,
    }


def test_a_cycle_shows_its_dates_before_it_is_written(adviser: Membership, venue: Venue) -> None:
    told = cycle_told(adviser, venue, action="preview")
    page = send(adviser, "cycle-add", **told)
    assert "Du mardi 15 septembre au mardi 1er décembre 2026, 8 places" in page
    assert "2 dates sautées" in page
    assert "Remettre : mardi 20 octobre" in page
    assert "Enregistrer les 10 dates" in page
    assert Group.objects.count() == 0


def test_a_skipped_day_is_put_back_and_a_date_added_by_hand(adviser: Membership, venue: Venue) -> None:
    page = send(adviser, "cycle-add", **cycle_told(adviser, venue, put_back="2026-10-20", another="2026-10-01"))
    assert "Sauter : mardi 20 octobre" in page
    assert "Sauter : jeudi 1er octobre" in page
    assert "Du mardi 15 septembre au mardi 17 novembre 2026" in page


def test_a_cycle_is_written_with_its_subjects_and_the_days_it_skips(adviser: Membership, venue: Venue) -> None:
    told = cycle_told(adviser, venue, first="2027-01-05", action="save", charter="Je préviens", has_try_out="on")
    told["subject-2027-01-12"] = "La souris"
    assert "Le cycle est prêt" in send(adviser, "cycle-add", **told)
    made = Group.objects.get()
    sessions = list(Session.objects.filter(group=made).by_date())
    assert [each.number for each in sessions] == list(range(1, 11))
    assert sessions[1].subject == "La souris"
    assert (made.cycle.joins_until, made.cycle.has_try_out, made.cycle.rules) == (3, True, ["Je préviens"])
    assert SkippedDay.objects.filter(cycle=made.cycle).count() == 2


def test_a_cycle_without_any_date_says_so(adviser: Membership, venue: Venue) -> None:
    page = send(adviser, "cycle-add", **cycle_told(adviser, venue, weekdays=[], action="save"))
    assert "Choisissez au moins un jour de la semaine" in page
    assert Group.objects.count() == 0


def test_somebody_known_is_enrolled_in_two_gestures(front_desk: Membership, group: Group, person: Beneficiary) -> None:
    assert "Inscrire<span" in see(front_desk, "group-enroll", group.pk, q="lucette")
    told = {"person": person.pk, "submission": uuid4(), "needs": "près de l’écran"}
    assert "C’est noté : Lucette B. a une place." in send(front_desk, "group-enroll", group.pk, **told)
    send(front_desk, "group-enroll", group.pk, **told)
    made = Enrollment.objects.get()
    assert (made.state, made.person, made.needs) == (EnrollmentState.ENROLLED, person, "près de l’écran")


def test_somebody_new_has_a_file_and_a_seat(adviser: Membership, group: Group) -> None:
    told = {"first_name": "Odette", "phone": "06 39 98 00 71", "submission": uuid4()}
    assert "Odette a une place" in send(adviser, "group-enroll", group.pk, **told)
    assert Enrollment.objects.get().contact_phone == "+33639980071"


def test_somebody_new_sent_twice_at_once_has_one_file(adviser: Membership, group: Group) -> None:
    told = {"first_name": "Odette", "phone": "06 39 98 00 71", "submission": uuid4()}
    send(adviser, "group-enroll", group.pk, **told)
    # The second copy was read before the first had written: it knew nobody alike.
    assert "Odette a une place" in send(adviser, "group-enroll", group.pk, **told, seen=Beneficiary.objects.get().pk)
    assert Enrollment.objects.get().person == Beneficiary.objects.get()


def test_an_invitation_put_back_still_waits_for_her_answer(
    adviser: Membership, group: Group, person: Beneficiary
) -> None:
    invited = builders.enrollment(group, person, state=EnrollmentState.OFFERED, via=EnrolledVia.INVITATION)
    send(adviser, "enrollment-cancel", invited.pk)
    page = send(adviser, "enrollment-restore", invited.pk)
    assert "Lucette B. a de nouveau une place gardée, qui attend sa réponse." in page


def test_somebody_alike_is_asked_about_first(adviser: Membership, group: Group, person: Beneficiary) -> None:
    told = {"first_name": "Lucette", "phone": "06 39 98 00 42", "submission": uuid4()}
    page = send(adviser, "group-enroll", group.pk, **told)
    assert "Vous connaissez peut-être déjà cette personne." in page
    assert Enrollment.objects.count() == 0
    assert "a une place" in send(adviser, "group-enroll", group.pk, **told, seen=person.pk)


def test_the_same_person_twice_is_said_and_nobody_is_added(
    adviser: Membership, group: Group, person: Beneficiary
) -> None:
    builders.enrollment(group, person)
    page = send(adviser, "group-enroll", group.pk, person=person.pk, submission=uuid4())
    assert "Lucette B. a déjà une place." in page
    assert Enrollment.objects.count() == 1


def test_a_full_group_says_the_rank_before(adviser: Membership, group: Group, person: Beneficiary) -> None:
    builders.enrollment(group)
    builders.enrollment(group)
    assert "au rang 1" in see(adviser, "group-enroll", group.pk)
    page = send(adviser, "group-enroll", group.pk, person=person.pk, submission=uuid4())
    assert "Lucette B. est sur la liste d’attente, au rang 1." in page


def test_a_seat_more_for_her(adviser: Membership, group: Group, person: Beneficiary) -> None:
    builders.enrollment(group)
    builders.enrollment(group)
    told = {"person": person.pk, "submission": uuid4(), "over_capacity": "on"}
    assert "a une place" in send(adviser, "group-enroll", group.pk, **told)
    assert Group.objects.get().seats == 3


def test_what_is_over_takes_nobody_more_and_opens_no_file(adviser: Membership, venue: Venue) -> None:
    past = builders.group(adviser, venue, starts_at=NOW - DAY)
    page = send(adviser, "group-enroll", past.pk, first_name="Odette", submission=uuid4())
    assert "Il n’y a plus de séance à venir." in page
    assert Beneficiary.objects.count() == 0


def test_an_enrollment_is_called_off_and_put_back(adviser: Membership, group: Group, person: Beneficiary) -> None:
    gone = builders.enrollment(group, person)
    page = send(adviser, "enrollment-cancel", gone.pk)
    assert "L’inscription de Lucette B. est annulée." in page
    assert "Retiré par l’équipe" in page
    assert "a de nouveau sa place" in send(adviser, "enrollment-restore", gone.pk)
    assert "déjà dans le groupe" in send(adviser, "enrollment-restore", gone.pk)


@pytest.mark.parametrize(
    ("said", "state"),
    [("oui", EnrollmentState.ENROLLED), ("non", EnrollmentState.CANCELED_BY_PERSON), ("absente", "canceled_by_us")],
)
def test_the_answer_given_on_the_telephone_is_noted(adviser: Membership, group: Group, said: str, state: str) -> None:
    held = builders.enrollment(group, state=EnrollmentState.OFFERED, offered_by_call=True)
    assert "C’est noté" in send(adviser, "enrollment-answer", held.pk, reponse=said, depuis="journee")
    held.refresh_from_db()
    assert held.state == state


def test_an_offer_accepted_too_late_says_so(adviser: Membership, group: Group) -> None:
    held = builders.enrollment(group, state=EnrollmentState.OFFERED, answer_by=NOW - DAY)
    assert "Trop tard" in send(adviser, "enrollment-answer", held.pk, reponse="oui")


def test_a_seat_is_offered_by_hand_with_a_reason(adviser: Membership, group: Group) -> None:
    builders.enrollment(group, state=EnrollmentState.WAITING, seats=2, with_companion=True)
    second = builders.enrollment(group, state=EnrollmentState.WAITING)
    builders.enrollment(group)
    assert "Remplissez « Pourquoi devant les autres ? »." in send(adviser, "enrollment-offer", second.pk, why="")
    page = send(adviser, "enrollment-offer", second.pk, why="Dossier à rendre")
    assert "Une place est gardée pour" in page
    third = builders.enrollment(group, state=EnrollmentState.WAITING)
    assert "Aucune place n’est libre." in send(adviser, "enrollment-offer", third.pk, why="Pressé")


def test_somebody_passes_before_the_others(adviser: Membership, group: Group) -> None:
    builders.enrollment(group, seats=2)
    builders.enrollment(group, state=EnrollmentState.WAITING)
    second = builders.enrollment(group, state=EnrollmentState.WAITING)
    page = send(adviser, "enrollment-raise", second.pk, why="Dossier à rendre")
    assert "passe devant" in page
    assert "Dossier à rendre" in page


def test_seats_go_down_to_those_taken_at_most(adviser: Membership, group: Group) -> None:
    builders.enrollment(group)
    builders.enrollment(group)
    page = send(adviser, "group-resize", group.pk, seats=1)
    assert "2 places sont déjà prises ou gardées. Écrivez 2 ou plus" in page
    assert Group.objects.get().seats == 2
    assert "C’est enregistré : 5 places." in send(adviser, "group-resize", group.pk, seats=5)


def test_it_is_published_and_taken_off_the_site(adviser: Membership, venue: Venue) -> None:
    hidden = builders.group(adviser, venue, published=False)
    assert "Publier sur le site" in see(adviser, "group", hidden.pk)
    assert "L’adresse à partager" in send(adviser, "group-publish", hidden.pk)
    assert "n’est plus sur le site" in send(adviser, "group-unpublish", hidden.pk)


def move_told(adviser: Membership, venue: Venue, on: date) -> dict[str, object]:
    told = {"on": on.isoformat(), "start": "09:30", "end": "11:30", "venue": venue.pk, "adviser": adviser.pk}
    return told | {"mode": "on_site", "notify": "on"}


def test_a_session_moved_onto_a_holiday_asks_first(adviser: Membership, venue: Venue, group: Group) -> None:
    session = builders.session_of(group)
    told = move_told(adviser, venue, date(2026, 12, 25))
    page = send(adviser, "session-move", session.pk, **told)
    assert "C’est un jour férié : Noël" in page
    assert builders.session_of(group).starts_at == session.starts_at
    key = page.split('name="accepted" value="')[1].split('"')[0]
    assert "vendredi 25 décembre" in send(adviser, "session-move", session.pk, **told, accepted=key)


def test_a_session_with_people_says_who_is_told_then_is_called_off(adviser: Membership, venue: Venue) -> None:
    cycle = builders.group(adviser, venue, sessions=3)
    builders.enrollment(cycle)
    first = builders.session_of(cycle)
    assert "1 personne est prévenue" in see(adviser, "session-cancel", first.pk)
    page = send(adviser, "session-cancel", first.pk, why="Salle fermée", notify="on")
    assert "est annulée" in page
    assert "Salle fermée" in page
    assert "a bien lieu" in send(adviser, "session-restore", first.pk)


def test_a_session_called_off_is_caught_up_with_another_group(adviser: Membership, venue: Venue) -> None:
    cycle = builders.group(adviser, venue, sessions=3)
    parallel = builders.group(adviser, venue, sessions=3, subject=cycle.workshop, starts_at=NOW + 8 * DAY)
    enrolled, first = builders.enrollment(cycle), builders.session_of(cycle)
    there = builders.session_of(parallel)
    assert "La rattraper avec un autre groupe" in see(adviser, "session-cancel", first.pk)
    assert "est annulée" in send(adviser, "session-cancel", first.pk, catch_up_in=there.pk, notify="on")
    caught = CatchUp.objects.get()
    assert (caught.enrollment, caught.missed, caught.session) == (enrolled, first, there)


def test_a_group_is_called_off_and_stands_again(adviser: Membership, group: Group) -> None:
    builders.enrollment(group)
    page = send(adviser, "group-cancel", group.pk, why="Animatrice absente", notify="on")
    assert "Faire une visio avec sa famille : c’est annulé." in page
    assert "a bien lieu" in send(adviser, "group-restore", group.pk)


def test_two_half_empty_groups_become_one(adviser: Membership, venue: Venue, group: Group) -> None:
    other = builders.group(adviser, venue, starts_at=NOW + 9 * DAY, seats=1)
    builders.enrollment(group)
    builders.enrollment(group)
    page = send(adviser, "group-merge", group.pk, into=other.pk)
    assert "Il manque 1 place dans" in page
    Group.objects.filter(pk=other.pk).update(seats=4)
    assert "Tout le monde est dans" in send(adviser, "group-merge", group.pk, into=other.pk)
    assert Enrollment.objects.enrolled().filter(group=other).count() == 2


def test_the_roll_is_ticked_in_the_grid(adviser: Membership, venue: Venue) -> None:
    cycle = builders.group(adviser, venue, sessions=3, starts_at=NOW - timedelta(hours=1))
    here, away = builders.enrollment(cycle), builders.enrollment(cycle)
    assert "Enregistrer la séance 1" in see(adviser, "group", cycle.pk)
    session = builders.session_of(cycle)
    assert "1 personne là" in send(adviser, "session-present", session.pk, present=here.person_id)
    marks = dict(Attendance.objects.values_list("person", "mark"))
    assert marks == {here.person_id: Mark.PRESENT, away.person_id: Mark.ABSENT}
    assert "vient d’être fait par quelqu’un d’autre" in send(adviser, "session-present", session.pk)


def test_what_waits_is_under_a_regler(adviser: Membership, venue: Venue, group: Group) -> None:
    builders.enrollment(group, state=EnrollmentState.OFFERED, offered_by_call=True)
    builders.enrollment(group)
    builders.enrollment(group)
    builders.group(adviser, venue, starts_at=NOW - DAY)
    page = see(adviser, "my-day")
    assert "Proposer une place à" in page
    assert "plus de personnes que de places" in page
    assert "3 pour 2 places" in page
    assert "Faire l’appel : Atelier" in page


def test_a_missed_session_is_caught_up_in_a_parallel_group_and_taken_back(adviser: Membership, venue: Venue) -> None:
    subject = builders.workshop(adviser.organization)
    cycle = builders.group(adviser, venue, sessions=3, starts_at=NOW - DAY, subject=subject)
    parallel = builders.group(adviser, venue, sessions=3, starts_at=NOW + 2 * DAY, subject=subject, seats=1)
    away, missed, other = builders.enrollment(cycle), builders.session_of(cycle), builders.session_of(parallel)
    assert "Rattraper" not in see(adviser, "group", cycle.pk)
    roll.call_roll(missed, marks={away.person_id: Mark.ABSENT}, unnamed=0, by=adviser, now=NOW)
    assert "Rattraper" in see(adviser, "group", cycle.pk)
    assert "reste 1 place" in see(adviser, "catch-up", away.pk)
    page = send(adviser, "catch-up", away.pk, missed=missed.pk, session=other.pk)
    assert "Un message part." in page
    made = CatchUp.objects.get()
    assert (made.enrollment, made.missed, made.session) == (away, missed, other)
    assert "Rien à rattraper." in see(adviser, "catch-up", away.pk)
    assert "C’est déjà noté" in send(adviser, "catch-up", away.pk, missed=missed.pk, session=other.pk)
    send(adviser, "catch-up-undo", made.pk)
    assert not CatchUp.objects.exists()


def test_a_session_that_filled_in_the_meantime_is_not_overfilled(adviser: Membership, venue: Venue) -> None:
    subject = builders.workshop(adviser.organization)
    cycle = builders.group(adviser, venue, sessions=3, starts_at=NOW - DAY, subject=subject)
    parallel = builders.group(adviser, venue, sessions=3, starts_at=NOW + 2 * DAY, subject=subject, seats=1)
    away, missed = builders.enrollment(cycle), builders.session_of(cycle)
    roll.call_roll(missed, marks={away.person_id: Mark.ABSENT}, unnamed=0, by=adviser, now=NOW)
    builders.enrollment(parallel)
    assert "Aucune séance à venir d’un groupe parallèle" in see(adviser, "catch-up", away.pk)
    page = send(adviser, "catch-up", away.pk, missed=missed.pk, session=builders.session_of(parallel).pk)
    assert "Il manque 1 place" in page
    assert not CatchUp.objects.exists()
