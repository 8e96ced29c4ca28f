"""Finding one's appointments and workshops again with a number: the answer is the same whether it is known or not."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from escale.accounts.models import Membership
from escale.appointments.models import Appointment
from escale.french.sms import Encoding, segments, to_gsm
from escale.outbox import lost_links as composing
from escale.outbox.catalogue import Dropped, Rendered
from escale.outbox.models import Message, OptOut
from escale.people.models import Beneficiary
from escale.places.models import Venue
from escale.portal import lost_links
from escale.portal.tests.acting import text_of
from escale.testing import builders
from escale.workshops import links as enrollment_links
from escale.workshops.models import Enrollment, EnrollmentState, Group

LUCETTE = "+33639980042"
LONGEST_LINK = "rendez-vous.ville-de-vitre.bzh/i/k7QmZx2LtB9vRw4NcJ6yAg"


@pytest.fixture(autouse=True)
def short_site(settings: Any) -> None:
    settings.BASE_URL = "https://escale.example"


@pytest.fixture
def lucette(adviser: Membership) -> Beneficiary:
    return builders.person(adviser.organization, phone=LUCETTE)


@pytest.fixture
def visio(adviser: Membership, venue: Venue) -> Group:
    """On Friday 20 November at 9 h 30."""
    return builders.group(adviser, venue, title="Faire une visio")


def ask(client: Client, phone: str = "06 39 98 00 42") -> Any:
    return client.post("/mon-rendez-vous/", {"phone": phone}, follow=True)


def said() -> list[str]:
    """What the telephones that were written to would read."""
    messages = Message.objects.filter(kind="lost_link").order_by("pk")
    rendered = [lost_links.LOST_LINK.render(message, builders.NOW) for message in messages]
    return [to_gsm(each.text) for each in rendered if isinstance(each, Rendered)]


def address(enrollment: Enrollment) -> str:
    return f"escale.example/i/{enrollment_links.secret_of(enrollment)}"


def test_a_known_number_gets_its_link_by_sms(client: Client, appointment: Appointment, secret: str) -> None:
    ask(client)
    assert [message.recipient for message in Message.objects.filter(kind="lost_link")] == [LUCETTE]
    [text] = said()
    assert text == (
        "Bonjour Lucette. Votre rendez-vous : lundi 16 novembre à 9 h. Pour le voir, le changer, l'annuler : "
        f"escale.example/m/{secret}"
    )
    assert segments(text).count == 1


@pytest.mark.parametrize(
    ("state", "told"),
    [
        (EnrollmentState.ENROLLED, "Faire une visio, vendredi 20 novembre à 9 h 30. Pour voir ou annuler"),
        (
            EnrollmentState.WAITING,
            "Vous attendez une place : Faire une visio, vendredi 20 novembre à 9 h 30. Pour voir votre rang ou annuler",
        ),
        (
            EnrollmentState.OFFERED,
            "Une place vous attend : Faire une visio, vendredi 20 novembre à 9 h 30. Répondez avant demain à 11 h 10",
        ),
    ],
)
def test_a_workshop_is_found_again_too(
    client: Client, lucette: Beneficiary, visio: Group, state: EnrollmentState, told: str
) -> None:
    enrollment = builders.enrollment(visio, lucette, state=state)
    ask(client)
    assert said() == [f"Bonjour Lucette. {told} : {address(enrollment)}"]


def test_one_sms_carries_everything_to_come(
    client: Client, appointment: Appointment, secret: str, adviser: Membership, venue: Venue, visio: Group
) -> None:
    cycle = builders.group(adviser, venue, sessions=3, starts_at=builders.NEXT_FRIDAY + timedelta(days=3))
    workshop = builders.enrollment(visio, appointment.person)
    waiting = builders.enrollment(cycle, appointment.person, state=EnrollmentState.WAITING)
    ask(client)
    [text] = said()
    assert text == (
        "Bonjour Lucette.\n"
        f"Rendez-vous lundi 16 novembre à 9 h : escale.example/m/{secret}\n"
        f"Atelier vendredi 20 novembre à 9 h 30 : {address(workshop)}\n"
        f"Liste d'attente, lundi 23 novembre à 9 h 30 : {address(waiting)}"
    )
    assert segments(text).count == 2


def test_a_number_two_people_share_says_who_comes(client: Client, lucette: Beneficiary, visio: Group) -> None:
    robert = builders.person(visio.organization, first_name="Robert", phone=LUCETTE)
    hers, his = builders.enrollment(visio, lucette), builders.enrollment(visio, robert)
    ask(client)
    assert said() == [
        "Bonjour.\n"
        f"Lucette, atelier vendredi 20 novembre à 9 h 30 : {address(hers)}\n"
        f"Robert, atelier vendredi 20 novembre à 9 h 30 : {address(his)}"
    ]
    assert Message.objects.get(kind="lost_link").person is None


def test_what_does_not_fit_in_two_segments_is_told_by_telephone(
    client: Client, lucette: Beneficiary, adviser: Membership, venue: Venue
) -> None:
    for week in range(6):
        later = builders.NEXT_FRIDAY + timedelta(weeks=week)
        builders.enrollment(builders.group(adviser, venue, starts_at=later), lucette)
    ask(client)
    [text] = said()
    assert text.count("Atelier vendredi") == 3
    assert text.endswith("\nEt 3 autres : appelez le 02 61 91 05 13.")
    assert segments(text).count == 2


def test_each_organization_writes_its_own(client: Client, lucette: Beneficiary, visio: Group) -> None:
    ccas = builders.member(builders.organization("CCAS"))
    there = builders.group(
        ccas, builders.venue(ccas.organization), starts_at=builders.NEXT_FRIDAY - timedelta(days=1), title="Mes mails"
    )
    here = builders.enrollment(visio, lucette)
    elsewhere = builders.enrollment(there, builders.person(ccas.organization, phone=LUCETTE))
    ask(client)
    assert said() == [
        f"Bonjour Lucette. Mes mails, jeudi 19 novembre à 9 h 30. Pour voir ou annuler : {address(elsewhere)}",
        f"Bonjour Lucette. Faire une visio, vendredi 20 novembre à 9 h 30. Pour voir ou annuler : {address(here)}",
    ]


def over(visio: Group, lucette: Beneficiary) -> None:
    past = builders.group(builders.member(visio.organization), builders.venue(visio.organization))
    past.sessions.update(starts_at=builders.NOW - timedelta(hours=3), ends_at=builders.NOW - timedelta(hours=1))
    builders.enrollment(past, lucette)


def called_off(visio: Group, lucette: Beneficiary) -> None:
    Group.objects.filter(pk=visio.pk).update(canceled_at=builders.NOW)
    builders.enrollment(visio, lucette)


def left(visio: Group, lucette: Beneficiary) -> None:
    builders.enrollment(visio, lucette, state=EnrollmentState.CANCELED_BY_PERSON)


def unanswered(visio: Group, lucette: Beneficiary) -> None:
    builders.enrollment(visio, lucette, state=EnrollmentState.OFFERED, answer_by=builders.NOW)


def for_another_number(visio: Group, lucette: Beneficiary) -> None:
    builders.enrollment(visio, lucette, contact_phone="+33639980077")


def refused_sms(visio: Group, lucette: Beneficiary) -> None:
    builders.enrollment(visio, lucette)
    OptOut.objects.create(phone=LUCETTE, asked_at=builders.NOW)


@pytest.mark.parametrize("case", [over, called_off, left, unanswered, for_another_number, refused_sms])
def test_nothing_is_sent_when_nothing_comes_or_nobody_may_be_written_to(
    client: Client, lucette: Beneficiary, visio: Group, case: Any
) -> None:
    case(visio, lucette)
    ask(client)
    assert not Message.objects.filter(kind="lost_link").exists()


def test_what_was_called_off_since_is_no_longer_said(client: Client, lucette: Beneficiary, visio: Group) -> None:
    enrollment = builders.enrollment(visio, lucette)
    ask(client)
    Enrollment.objects.filter(pk=enrollment.pk).update(state=EnrollmentState.CANCELED_BY_PERSON)
    message = Message.objects.get(kind="lost_link")
    assert lost_links.LOST_LINK.render(message, builders.NOW) == Dropped("Il n’y a plus rien à venir pour ce numéro.")


def test_the_answer_is_the_same_for_an_unknown_number(client: Client, appointment: Appointment) -> None:
    known, unknown = ask(client), ask(client, "06 39 98 00 77")
    assert text_of(known) == text_of(unknown)
    assert Message.objects.filter(kind="lost_link").count() == 1


def test_nothing_is_sent_about_a_discreet_subject(client: Client, appointment: Appointment) -> None:
    appointment.reason.discreet = True
    appointment.reason.save()
    ask(client)
    assert not Message.objects.filter(kind="lost_link").exists()


def test_a_number_is_sent_its_link_three_times_a_day_at_most(client: Client, appointment: Appointment) -> None:
    statuses = [ask(client).status_code for _ in range(4)]
    assert statuses == [200, 200, 200, 429]
    assert Message.objects.filter(kind="lost_link").count() == 3


def test_asking_costs_the_same_whatever_comes(
    client: Client, lucette: Beneficiary, adviser: Membership, venue: Venue, queries: Any
) -> None:
    def asked() -> int:
        with queries() as found:
            lost_links.send_again(LUCETTE, now=builders.NOW)
        return len(found)

    costs: list[int] = []
    for week in range(3):
        later = builders.NEXT_FRIDAY + timedelta(weeks=week)
        builders.enrollment(builders.group(adviser, venue, starts_at=later), lucette)
        asked()
        costs.append(asked())
    assert costs[0] == costs[2]


def coming(number: int) -> Sequence[composing.Coming]:
    """As long as French data get."""
    of = builders.organization()
    person = Beneficiary(pk=1, first_name="Marie-Françoise-Élisabeth")
    start = builders.NEXT_FRIDAY.replace(month=9, day=30, hour=10, minute=45)
    one = composing.Coming(
        organization=of,
        person=person,
        venue=builders.venue(of),
        about="enrollment",
        about_id=1,
        starts_at=start,
        local_start=start,
        alone="Une place vous attend : Mes photos : du téléphone à l’ordinateur, mercredi 30 septembre à 10 h 45. "
        "Répondez avant mercredi 30 septembre à 12 h",
        what="Place à confirmer,",
        link=LONGEST_LINK,
    )
    return [one] * number


@pytest.mark.django_db
@pytest.mark.parametrize("number", [1, 2, 3, 8])
def test_the_text_takes_two_segments_at_worst(number: int) -> None:
    cost = segments(to_gsm(composing.text(coming(number))))
    assert (cost.encoding, cost.count <= 2) == (Encoding.GSM_7, True), cost
