"""The file of a person says what she follows, and leads to another workshop in two gestures."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.urls import reverse

from escale import together
from escale.accounts.models import Membership
from escale.desk.workshops.people import panel
from escale.desk.workshops.people.panel import Line
from escale.outbox.models import Channel, Message, MessageState
from escale.people.models import Beneficiary
from escale.places.models import Venue
from escale.testing import builders
from escale.testing.cast import signed_in
from escale.workshops import catching_up, enrollment, reminders
from escale.workshops.models import (
    Attendance,
    EnrolledVia,
    Enrollment,
    EnrollmentState,
    Group,
    Interest,
    Mark,
    Session,
    WhyLeft,
)

TEN_WEEKS_AGO = builders.NEXT_FRIDAY - timedelta(weeks=11)


@pytest.fixture(autouse=True)
def friday(now: datetime) -> Iterator[datetime]:
    with time_machine.travel(now, tick=False):
        yield now


@pytest.fixture
def visio(adviser: Membership, venue: Venue) -> Group:
    """An isolated workshop of six seats, on Friday 20 November at 9 h 30."""
    return builders.group(adviser, venue, title="Faire une visio")


def cycle(adviser: Membership, venue: Venue, *, starts_at: datetime = TEN_WEEKS_AGO, sessions: int = 10) -> Group:
    return builders.group(adviser, venue, starts_at=starts_at, sessions=sessions, title="Débuter avec l’ordinateur")


def note(at: Enrollment, *marks: Mark | None) -> None:
    """What the roll says of her at the first sessions of her group."""
    for session, mark in zip(Session.objects.filter(group=at.group).by_date(), marks, strict=False):
        if mark:
            Attendance.objects.create(
                session=session, person=at.person, enrollment=at, mark=mark, noted_at=session.ends_at
            )


def read(membership: Membership, person: Beneficiary) -> str:
    page = signed_in(membership).get(reverse("desk:person", args=[person.pk]))
    assert page.status_code == 200
    return str(page.content.decode()).replace("\u00a0", " ")


def said(line: Line) -> tuple[str, ...]:
    state = line.state[0] if line.state else ""
    told = (line.kind_words, line.group.title, state, line.when, line.presence, line.absences)
    return tuple(each.replace("\u00a0", " ") for each in told)


class TestPanel:
    def test_what_comes_is_said_first_the_soonest_first(
        self, person: Beneficiary, adviser: Membership, venue: Venue, visio: Group, now: datetime
    ) -> None:
        other = builders.group(
            adviser, venue, starts_at=builders.NEXT_FRIDAY + timedelta(days=4), title="Mes photos", sessions=3
        )
        third = builders.group(adviser, venue, starts_at=builders.NEXT_FRIDAY + timedelta(days=5), title="Mes mails")
        builders.enrollment(other)
        builders.enrollment(other, state=EnrollmentState.WAITING, at=now - timedelta(days=6))
        builders.enrollment(other, person, state=EnrollmentState.WAITING)
        builders.enrollment(third, person, state=EnrollmentState.OFFERED)
        builders.enrollment(visio, person)
        found = together.read(panel.of(person, now=now))
        assert [said(line) for line in found.coming] == [
            ("Atelier", "Faire une visio", "A une place", "vendredi 20 novembre, de 9 h 30 à 11 h 30", "", ""),
            (
                "Cycle, séance 1 sur 3",
                "Mes photos",
                "En attente, au rang 2",
                "mardi 24 novembre, de 9 h 30 à 11 h 30",
                "",
                "",
            ),
            (
                "Atelier",
                "Mes mails",
                "Place gardée, réponse avant samedi 14 novembre à 11 h 10",
                "mercredi 25 novembre, de 9 h 30 à 11 h 30",
                "",
                "",
            ),
        ]
        assert found.past == []

    def test_a_cycle_says_how_many_sessions_she_came_to(
        self, person: Beneficiary, adviser: Membership, venue: Venue, now: datetime
    ) -> None:
        finished = cycle(adviser, venue)
        at = builders.enrollment(finished, person, at=TEN_WEEKS_AGO - timedelta(days=1))
        note(at, *[Mark.PRESENT] * 4, Mark.EXCUSED, Mark.LATE, *[Mark.PRESENT] * 4)
        [line] = together.read(panel.of(person, now=now)).past
        assert said(line) == (
            "Cycle de 10 séances",
            "Débuter avec l’ordinateur",
            "",
            "du 4 septembre au 6 novembre",
            "9 séances sur 10",
            "",
        )

    def test_two_absences_in_a_row_are_said(
        self, person: Beneficiary, adviser: Membership, venue: Venue, now: datetime
    ) -> None:
        running = cycle(adviser, venue, starts_at=builders.NEXT_FRIDAY - timedelta(weeks=4))
        at = builders.enrollment(running, person, at=now - timedelta(weeks=5))
        note(at, Mark.PRESENT, Mark.ABSENT, Mark.ABSENT)
        [line] = together.read(panel.of(person, now=now)).coming
        assert said(line)[-2:] == ("1 séance sur 3", "2 absences de suite")

    def test_a_session_followed_with_another_group_counts(
        self, person: Beneficiary, adviser: Membership, venue: Venue, now: datetime
    ) -> None:
        running = cycle(adviser, venue, starts_at=builders.NEXT_FRIDAY - timedelta(weeks=2))
        other = cycle(adviser, venue, starts_at=builders.NEXT_FRIDAY + timedelta(days=3, hours=5))
        at = builders.enrollment(running, person, at=now - timedelta(weeks=5))
        note(at, Mark.ABSENT)
        missed, elsewhere = builders.session_of(running), builders.session_of(other)
        catching_up.catch_up(at, missed=missed, session=elsewhere, by=adviser, now=now)
        assert said(together.read(panel.of(person, now=now)).coming[0])[-2] == "0 séance sur 1"
        Attendance.objects.create(session=elsewhere, person=person, enrollment=at, mark=Mark.PRESENT, noted_at=now)
        [line] = together.read(panel.of(person, now=now)).coming
        assert said(line)[-2:] == ("1 séance sur 1", "")

    def test_what_ended_says_how(
        self, person: Beneficiary, adviser: Membership, venue: Venue, visio: Group, now: datetime
    ) -> None:
        last_year = builders.group(adviser, venue, starts_at=builders.NEXT_FRIDAY - timedelta(days=400), title="Mots")
        note(builders.enrollment(last_year, person, at=now - timedelta(days=500)), Mark.PRESENT)
        called_off = builders.group(
            adviser, venue, starts_at=builders.NEXT_FRIDAY + timedelta(days=1), title="Annulé", canceled_at=now
        )
        builders.enrollment(called_off, person)
        builders.enrollment(
            visio,
            person,
            state=EnrollmentState.CANCELED_BY_PERSON,
            left_at=now,
            left_why=WhyLeft.DECLINED,
            joined_at=None,
        )
        walked_in = builders.group(adviser, venue, starts_at=builders.NEXT_FRIDAY - timedelta(weeks=1), title="Passage")
        session = builders.session_of(walked_in)
        Attendance.objects.create(session=session, person=person, mark=Mark.PRESENT, noted_at=session.ends_at)
        assert [said(line) for line in together.read(panel.of(person, now=now)).past] == [
            ("Atelier", "Annulé", "Annulé", "samedi 21 novembre", "", ""),
            ("Atelier", "Faire une visio", "A dit non", "vendredi 20 novembre", "", ""),
            ("Atelier", "Passage", "Sans inscription", "vendredi 13 novembre", "Présence", ""),
            ("Atelier", "Mots", "", "jeudi 16 octobre 2025", "Présence", ""),
        ]

    def test_her_request_to_learn_is_said(self, person: Beneficiary, now: datetime) -> None:
        asked = builders.interest(person.organization, first_name="lucette", phone=person.phone, goals="Les mails")
        found = together.read(panel.of(person, now=now))
        assert (found.asked, found.asked_on.replace("\u00a0", " ")) == (asked, "samedi 24 octobre")
        Interest.objects.update(first_name="Robert")
        assert together.read(panel.of(person, now=now)).asked is None

    @pytest.mark.parametrize("who", ["adviser", "front_desk", "volunteer"])
    def test_everybody_who_books_reads_it(
        self, who: str, person: Beneficiary, visio: Group, request: pytest.FixtureRequest
    ) -> None:
        builders.enrollment(visio, person)
        shown = read(request.getfixturevalue(who), person)
        assert reverse("desk:group", args=[visio.pk]) in shown
        assert "A une place" in shown

    def test_somebody_without_a_workshop_may_be_noted_as_wanting_to_learn(
        self, adviser: Membership, person: Beneficiary
    ) -> None:
        address = f"{reverse('desk:interest-add')}?personne={person.pk}"
        assert address in read(adviser, person)
        form = signed_in(adviser).get(address).content.decode().replace("\u00a0", " ")
        assert 'value="Lucette"' in form
        assert 'value="06 39 98 00 42"' in form

    def test_the_file_costs_the_same_whatever_she_follows(
        self, person: Beneficiary, adviser: Membership, venue: Venue, queries: Callable[[], Any], now: datetime
    ) -> None:
        def seen() -> int:
            with queries() as found:
                together.read(panel.of(Beneficiary.objects.select_related("organization").get(pk=person.pk), now=now))
            return len(found)

        costs = []
        for week in range(3):
            past = cycle(adviser, venue, starts_at=TEN_WEEKS_AGO + timedelta(hours=3 * week), sessions=2)
            note(builders.enrollment(past, person), Mark.PRESENT)
            coming = builders.group(adviser, venue, starts_at=builders.NEXT_FRIDAY + timedelta(weeks=week))
            builders.enrollment(coming, person, state=EnrollmentState.WAITING)
            costs.append(seen())
        assert costs[0] == costs[2]


class TestChoosing:
    def choose(self, membership: Membership, person: Beneficiary) -> Any:
        return signed_in(membership).get(reverse("desk:person-enroll", args=[person.pk]))

    def test_every_group_that_is_not_over_is_proposed_the_soonest_first(
        self, adviser: Membership, person: Beneficiary, venue: Venue, visio: Group, outsider: Membership
    ) -> None:
        running = cycle(adviser, venue, starts_at=builders.NEXT_FRIDAY - timedelta(weeks=2, hours=-3))
        builders.group(adviser, venue, starts_at=builders.NEXT_FRIDAY - timedelta(weeks=2))
        builders.group(adviser, venue, starts_at=builders.NEXT_FRIDAY + timedelta(days=2), canceled_at=builders.NOW)
        builders.group(outsider, builders.venue(outsider.organization))
        small = builders.group(
            adviser, venue, starts_at=builders.NEXT_FRIDAY + timedelta(weeks=1), seats=1, published=False
        )
        builders.enrollment(small)
        builders.enrollment(small, state=EnrollmentState.WAITING)
        builders.enrollment(visio, person)
        choices = self.choose(adviser, person).context["choices"]
        told = [
            (choice.group, choice.seats.replace("\u00a0", " "), choice.is_full, choice.already) for choice in choices
        ]
        assert told == [
            (visio, "1 sur 6 places", False, ("A déjà une place", "ok", "check")),
            (running, "0 sur 6 places", False, None),
            (small, "1 sur 1 place, 1 en attente", True, None),
        ]

    def test_the_second_gesture_enrolls(self, front_desk: Membership, person: Beneficiary, visio: Group) -> None:
        page = self.choose(front_desk, person)
        [choice] = page.context["choices"]
        address = f"{reverse('desk:group-enroll', args=[visio.pk])}?personne={person.pk}"
        assert f'action="{address}"' in page.content.decode()
        typed = {"person": person.pk, "submission": choice.key}
        client = signed_in(front_desk)
        for _ in range(2):
            assert client.post(address, typed).url == reverse("desk:group", args=[visio.pk])
        made = Enrollment.objects.get()
        assert (made.person, made.state, made.via, made.enrolled_by) == (
            person,
            EnrollmentState.ENROLLED,
            EnrolledVia.STAFF,
            front_desk.user,
        )

    def test_a_full_group_takes_her_on_its_list(self, adviser: Membership, person: Beneficiary, visio: Group) -> None:
        for _ in range(6):
            builders.enrollment(visio)
        page = self.choose(adviser, person)
        assert "Mettre sur la liste" in page.content.decode()
        typed = {"person": person.pk, "submission": page.context["choices"][0].key}
        signed_in(adviser).post(reverse("desk:group-enroll", args=[visio.pk]), typed)
        assert Enrollment.objects.get(person=person).state == EnrollmentState.WAITING

    def test_nothing_to_come_leads_to_the_list_of_those_who_want_to_learn(
        self, adviser: Membership, person: Beneficiary
    ) -> None:
        shown = self.choose(adviser, person).content.decode()
        assert "Aucun atelier à venir." in shown
        assert f"{reverse('desk:interest-add')}?personne={person.pk}" in shown

    def test_choosing_costs_the_same_whatever_there_is(
        self, adviser: Membership, person: Beneficiary, venue: Venue, queries: Callable[[], Any]
    ) -> None:
        client, costs = signed_in(adviser), []
        for day in range(3):
            builders.group(adviser, venue, starts_at=builders.NEXT_FRIDAY + timedelta(days=day), sessions=2 * day + 1)
            client.get(reverse("desk:person-enroll", args=[person.pk]))
            with queries() as found:
                client.get(reverse("desk:person-enroll", args=[person.pk]))
            costs.append(len(found))
        assert costs[0] == costs[2]


class TestCorrecting:
    def correct(self, membership: Membership, person: Beneficiary, **values: str) -> None:
        given = {"first_name": person.first_name, "last_name": person.last_name, "phone": person.phone}
        address = reverse("desk:person-correct", args=[person.pk])
        answer = signed_in(membership).post(address, given | {"preference": "sms", "email": person.email} | values)
        assert answer.status_code == 302

    def waiting(self) -> list[tuple[str, str, str]]:
        waiting = Message.objects.filter(state=MessageState.WAITING).order_by("kind")
        return list(waiting.values_list("kind", "channel", "recipient"))

    @pytest.fixture
    def enrolled(self, adviser: Membership, person: Beneficiary, visio: Group, now: datetime) -> Enrollment:
        """Enrolled by the team; her confirmation and her reminder wait."""
        made = enrollment.enroll_by_staff(visio, person, by=adviser, now=now)
        reminders.write_due(now=builders.NEXT_FRIDAY - timedelta(days=2))
        return made

    def test_what_is_to_be_sent_goes_to_the_corrected_number(
        self, adviser: Membership, person: Beneficiary, enrolled: Enrollment
    ) -> None:
        self.correct(adviser, person, phone="06 39 98 00 43")
        assert Enrollment.objects.get().contact_phone == "+33639980043"
        assert self.waiting() == [
            ("enrollment", Channel.SMS, "+33639980043"),
            ("session_reminder", Channel.SMS, "+33639980043"),
        ]

    def test_a_landline_is_called_for_what_is_worth_it(
        self, adviser: Membership, person: Beneficiary, enrolled: Enrollment
    ) -> None:
        self.correct(adviser, person, phone="02 61 91 05 99")
        assert self.waiting() == [("session_reminder", Channel.CALL, "+33261910599")]

    def test_whoever_prefers_mails_gets_mails(
        self, adviser: Membership, person: Beneficiary, enrolled: Enrollment
    ) -> None:
        self.correct(adviser, person, email="lucette@example.org", preference="email")
        assert {(channel, recipient) for _, channel, recipient in self.waiting()} == {
            (Channel.EMAIL, "lucette@example.org")
        }

    def test_a_name_corrected_rewrites_nothing(
        self, adviser: Membership, person: Beneficiary, enrolled: Enrollment
    ) -> None:
        before = list(Message.objects.order_by("pk").values_list("pk", "state", "recipient"))
        self.correct(adviser, person, last_name="Nouveau")
        assert list(Message.objects.order_by("pk").values_list("pk", "state", "recipient")) == before

    def test_what_has_left_stays_as_it_was(
        self, adviser: Membership, person: Beneficiary, enrolled: Enrollment
    ) -> None:
        Message.objects.update(state=MessageState.SENT)
        self.correct(adviser, person, phone="06 39 98 00 43")
        assert set(Message.objects.order_by("pk").values_list("recipient", flat=True)) == {"+33639980042"}

    def test_the_number_of_whoever_enrolled_her_stays(
        self, adviser: Membership, person: Beneficiary, visio: Group
    ) -> None:
        builders.enrollment(visio, person, via=EnrolledVia.PUBLIC, helper_name="Claire")
        other = builders.enrollment(
            builders.group(
                adviser, builders.venue(adviser.organization), starts_at=builders.NEXT_FRIDAY + timedelta(1)
            ),
            person,
            contact_phone="+33639980077",
        )
        self.correct(adviser, person, phone="06 39 98 00 43")
        assert list(Enrollment.objects.order_by("pk").values_list("contact_phone", flat=True)) == [
            "+33639980042",
            other.contact_phone,
        ]

    def test_what_is_over_keeps_the_number_it_had(self, adviser: Membership, person: Beneficiary, venue: Venue) -> None:
        builders.enrollment(builders.group(adviser, venue, starts_at=TEN_WEEKS_AGO), person)
        self.correct(adviser, person, phone="06 39 98 00 43")
        assert Enrollment.objects.get().contact_phone == "+33639980042"

    def test_the_helper_who_gets_the_messages_from_now_on_gets_them(
        self, adviser: Membership, person: Beneficiary, enrolled: Enrollment
    ) -> None:
        self.correct(adviser, person, helper_name="Claire", helper_phone="06 39 98 00 12", messages_to_helper="on")
        assert {recipient for _, _, recipient in self.waiting()} == {"+33639980012"}

    def test_a_seat_to_offer_waits_for_a_call_when_no_sms_can_reach(
        self, adviser: Membership, person: Beneficiary, visio: Group, now: datetime
    ) -> None:
        for _ in range(6):
            leaving = builders.enrollment(visio)
        enrollment.enroll_by_staff(visio, person, by=adviser, now=now)
        from_list = Enrollment.objects.get(person=person)
        signed_in(adviser).post(reverse("desk:enrollment-cancel", args=[leaving.pk]))
        from_list.refresh_from_db()
        assert (from_list.state, from_list.offered_by_call) == (EnrollmentState.OFFERED, False)
        self.correct(adviser, person, phone="02 61 91 05 99")
        from_list.refresh_from_db()
        assert (from_list.offered_by_call, from_list.contact_phone) == (True, "+33261910599")
        assert self.waiting() == []

    def test_her_request_to_learn_has_her_new_number(self, adviser: Membership, person: Beneficiary) -> None:
        builders.interest(person.organization, first_name="Lucette", phone=person.phone, person=person)
        self.correct(adviser, person, phone="06 39 98 00 43")
        assert Interest.objects.get().phone == "+33639980043"
