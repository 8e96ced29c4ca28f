"""« Maëlle est absente » : Monday 16 November 2026, seen on Friday 13."""

import re
from datetime import UTC, date, datetime, timedelta

import pytest
from django.urls import reverse

from escale.accounts.models import Membership
from escale.agenda.models import Absence, Commitment, PermanenceOccurrence
from escale.appointments import booking
from escale.appointments.models import Appointment, State
from escale.desk.settings.tests.acting import settled, text_of
from escale.outbox.models import Message
from escale.testing import builders
from escale.testing.cast import Reception, signed_in

pytestmark = pytest.mark.usefixtures("friday")

MONDAY = date(2026, 11, 16)
HOURS = [datetime(2026, 11, 16, 8, tzinfo=UTC) + timedelta(minutes=45 * n) for n in range(3)]


@pytest.fixture
def day(reception: Reception, colleague: Membership) -> list[Appointment]:
    """Maëlle is to receive three people on Monday; Yann could."""
    builders.resource_of(colleague)
    return [
        builders.appointment(
            reception.adviser,
            builders.person(reception.organization, first_name=name, phone=f"+3363998005{n}"),
            reception.reason,
            at=reception.venue,
            starts_at=starts_at,
        )
        for n, (name, starts_at) in enumerate(zip(("Lucette", "Odette", "Marc"), HOURS, strict=True))
    ]


def where(member: Membership) -> str:
    return reverse("desk:replace", query={"adviser": member.pk, "du": MONDAY.isoformat(), "au": ""})


def given(appointment: Appointment, to: Membership) -> str:
    return f"give-{int(appointment.starts_at.timestamp())}-{appointment.venue_id}-{to.user_id}"


def occurrence_of(member: Membership) -> PermanenceOccurrence:
    return PermanenceOccurrence.objects.get(adviser=builders.resource_of(member), original_on=MONDAY)


def told() -> list[tuple[str, str]]:
    return list(Message.objects.exclude(kind="reminder").order_by("recipient").values_list("kind", "recipient"))


def test_one_chooses_who_and_when_then_sees_all_she_had(
    reception: Reception, colleague: Membership, day: list[Appointment]
):
    client = settled(colleague)
    assert "Qui est absent ?" in text_of(client.get(reverse("desk:replace")))
    page = text_of(client.get(where(reception.adviser)))
    assert "Maëlle n’est pas là lundi 16 novembre" in page
    assert "3 rendez-vous" in page
    assert "1 permanence" in page
    assert "Confier à Yann, hors de ses permanences" in page


def test_looking_writes_nothing(reception: Reception, colleague: Membership, day: list[Appointment]):
    before = Commitment.objects.count()
    settled(colleague).get(where(reception.adviser))
    assert (Commitment.objects.count(), Absence.objects.exists()) == (before, False)


def test_each_is_decided_alone_and_all_is_saved_at_once(
    reception: Reception, colleague: Membership, day: list[Appointment]
):
    Message.objects.all().delete()
    first, second, third = day
    occurrence = occurrence_of(reception.adviser)
    values = {
        "action": "save",
        "notes_absence": "on",
        f"date-{occurrence.pk}": "cancel",
        f"settle-{first.pk}": given(first, colleague),
        f"settle-{first.pk}-notify": "on",
        f"settle-{second.pk}": "cancel",
        f"settle-{second.pk}-notify": "on",
        f"settle-{third.pk}": "keep",
    }
    assert signed_in(colleague).post(where(reception.adviser), values).status_code == 302
    for each in day:
        each.refresh_from_db()
    assert [each.state for each in day] == [State.EXPECTED, State.REVOKED, State.EXPECTED]
    assert [each.adviser.first_name for each in day] == ["Yann", "Maëlle", "Maëlle"]
    assert told() == [("change", "+33639980050"), ("cancellation", "+33639980051")]
    occurrence.refresh_from_db()
    assert occurrence.canceled_at is not None
    absence = Absence.objects.get()
    assert (absence.adviser.adviser, absence.declared_by, absence.label) == (
        reception.adviser.user,
        colleague.user,
        "",
    )


def test_all_is_given_to_a_colleague_in_one_gesture_then_saved(
    reception: Reception, colleague: Membership, day: list[Appointment]
):
    client = signed_in(colleague)
    page = client.post(
        where(reception.adviser), {"action": "entrust", "colleague": colleague.pk, "notes_absence": "on"}
    )
    assert "Yann est libre pour tout." in text_of(page)
    assert f'value="{given(day[0], colleague)}" id="id_settle-{day[0].pk}_' in page.content.decode()
    assert len(re.findall(r'value="give-[^>]* checked', page.content.decode())) == len(day)
    values = {"action": "save", "notes_absence": "on"}
    values |= {f"settle-{each.pk}": given(each, colleague) for each in day}
    occurrence = occurrence_of(reception.adviser)
    values[f"date-{occurrence.pk}"] = str(builders.resource_of(colleague).pk)
    client.post(where(reception.adviser), values)
    assert {each.adviser for each in Appointment.objects.select_related("adviser")} == {colleague.user}
    occurrence.refresh_from_db()
    assert occurrence.adviser == builders.resource_of(colleague)


def test_what_a_colleague_can_not_take_stays_to_be_decided(
    reception: Reception, colleague: Membership, day: list[Appointment]
):
    other = builders.person(reception.organization, phone="+33639980059")
    builders.appointment(colleague, other, reception.reason, at=reception.venue, starts_at=HOURS[0])
    page = signed_in(colleague).post(where(reception.adviser), {"action": "entrust", "colleague": colleague.pk})
    assert "Yann n’est pas libre pour 1 rendez-vous" in text_of(page)


def test_when_an_hour_is_taken_meanwhile_nothing_at_all_is_written(
    reception: Reception, colleague: Membership, day: list[Appointment]
):
    client = signed_in(reception.adviser)
    values = {"action": "save", "notes_absence": "on"}
    values |= {f"settle-{each.pk}": given(each, colleague) for each in day}
    other = builders.person(reception.organization, phone="+33639980059")
    builders.appointment(colleague, other, reception.reason, at=reception.venue, starts_at=HOURS[1])
    response = client.post(where(reception.adviser), values)
    assert response.status_code == 422
    assert "vient d’être prise" in text_of(response)
    assert not Absence.objects.exists()
    assert Appointment.objects.filter(adviser=colleague.user).count() == 1


def test_whoever_was_to_join_leaves_the_other_alone(reception: Reception, colleague: Membership):
    booking.book_by_staff(
        by=colleague,
        adviser=colleague.user,
        co_adviser=reception.adviser.user,
        person=builders.person(reception.organization),
        reason=reception.reason,
        venue=reception.venue,
        starts_at=HOURS[0],
        accept_warnings=True,
        now=builders.NOW,
    )
    client = signed_in(colleague)
    assert "Yann reçoit, sans Maëlle" in text_of(client.get(where(reception.adviser)))
    client.post(where(reception.adviser), {"action": "save", "notes_absence": "on"})
    left = Appointment.objects.get()
    assert (left.adviser, left.co_adviser) == (colleague.user, None)


def test_the_reason_of_an_absence_already_noted_is_not_told(reception: Reception, front_desk: Membership):
    signed_in(reception.adviser).post(
        reverse("desk:settings-absence-declare"), {"starts_on": MONDAY.isoformat(), "label": "Rendez-vous médical"}
    )
    page = text_of(signed_in(front_desk).get(where(reception.adviser)))
    assert "Absence déjà notée" in page
    assert "médical" not in page
    assert "Retirer cette absence" not in page


def test_an_absence_noted_for_a_colleague_is_taken_back_by_whoever_noted_it(
    reception: Reception, colleague: Membership, front_desk: Membership
):
    client = signed_in(front_desk)
    client.post(where(reception.adviser), {"action": "save", "notes_absence": "on"})
    noted = Absence.objects.get()
    assert signed_in(colleague).post(reverse("desk:replace-withdraw", args=[noted.pk])).status_code == 404
    client.post(reverse("desk:replace-withdraw", args=[noted.pk]))
    assert not Absence.objects.standing().exists()


@pytest.mark.parametrize("bad", ["", "\x00", "\ufffd", "9" * 5000, "0", "-1"])
def test_bad_input_is_never_a_breakdown(reception: Reception, day: list[Appointment], bad: str):
    client = signed_in(reception.adviser)
    assert client.get(reverse("desk:replace"), {"adviser": bad, "du": bad, "au": bad}).status_code == 422
    values = {f"settle-{day[0].pk}": bad, f"date-{occurrence_of(reception.adviser).pk}": bad, "action": "save"}
    assert client.post(where(reception.adviser), values).status_code in {302, 422}


def test_nobody_of_another_organization_is_replaced(reception: Reception, outsider: Membership):
    assert signed_in(outsider).get(where(reception.adviser)).status_code == 422


def test_the_page_asks_as_many_questions_for_one_appointment_as_for_three(
    reception: Reception, colleague: Membership, queries
):
    def one(n: int) -> None:
        who = builders.person(reception.organization, phone=f"+3363998005{n}")
        builders.appointment(reception.adviser, who, reception.reason, at=reception.venue, starts_at=HOURS[n])

    one(0)
    client = settled(colleague)
    client.get(where(reception.adviser))
    with queries() as with_one:
        client.get(where(reception.adviser))
    one(1)
    one(2)
    with queries() as with_three:
        client.get(where(reception.adviser))
    assert len(with_one) == len(with_three)
