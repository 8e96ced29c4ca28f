"""What each reader sees of an agenda, in words."""

from datetime import UTC, date, datetime, time, timedelta

import pytest

from escale.agenda import absences
from escale.agenda.models import Closure, Commitment, CommitmentKind, PermanenceOccurrence
from escale.appointments import hours, outcomes
from escale.appointments.models import State
from escale.testing import builders

MONDAY_9 = datetime(2026, 11, 16, 8, tzinfo=UTC)
"""Monday 16 November 2026, 9 h in Vitré."""


@pytest.fixture
def lucette(reception, person):
    return builders.appointment(reception.adviser, person, reception.reason, at=reception.venue, starts_at=MONDAY_9)


def said(found, name):
    return [
        " ".join(filter(None, [item.hour_on(item.start.date()), item.title, item.sub]))
        for item in found.items
        if item.name == name
    ]


def plain(texts):
    return [text.replace("\u00a0", " ") for text in texts]


def test_an_appointment_says_its_hour_who_comes_and_what_for(read_week, adviser, lucette):
    assert plain(said(read_week(adviser), "appointment")) == ["9 h Lucette B. · Mails et documents"]


def test_the_front_desk_reads_hours_and_names_but_not_what_for(read_week, front_desk, adviser, lucette):
    found = read_week(front_desk, f"qui={adviser.user_id}")
    assert plain(said(found, "appointment")) == ["9 h Lucette B."]


def test_somebody_who_receives_nobody_reads_the_whole_team(read_week, front_desk, lucette):
    assert len(said(read_week(front_desk), "appointment")) == 1


def test_an_appointment_called_off_leaves_the_grid(read_week, adviser, lucette):
    outcomes.settle(lucette, State.EXCUSED, by=adviser, now=MONDAY_9 + timedelta(hours=1))
    assert said(read_week(adviser), "appointment") == []


def test_somebody_who_did_not_come_is_said_absent(read_week, adviser, lucette):
    outcomes.settle(lucette, State.NO_SHOW, by=adviser, now=MONDAY_9 + timedelta(hours=1))
    assert said(read_week(adviser), "appointment")[0].endswith("absence")


def test_permanences_are_bands_that_name_the_place(read_week, adviser, reception):
    bands = [item for item in read_week(adviser).items if item.name == "permanence"]
    assert [item.title for item in bands] == ["Centre social"] * 5
    assert {item.layer for item in bands} == {"band"}


def test_a_canceled_date_stays_and_says_so_and_offers_nothing(read_week, adviser, reception, now):
    PermanenceOccurrence.objects.filter(starts_at=MONDAY_9).update(canceled_at=now, changed_at=now)
    found = read_week(adviser)
    assert next(item.spoken for item in found.items if item.name == "permanence") == "Permanence annulée"
    assert not [item for item in found.items if item.name == "free" and item.start.date() == date(2026, 11, 16)]


def test_free_hours_are_those_the_public_is_offered(read_week, adviser, reception, lucette, now):
    offered = hours.search(
        reception.reason,
        first=date(2026, 11, 16),
        last=date(2026, 11, 22),
        venues=[reception.venue],
        rule=hours.public_rule(reception.reason, now=now),
        now=now,
    )
    assert [item.start for item in read_week(adviser).items if item.name == "free"] == [hour.start for hour in offered]


def test_hours_only_the_team_may_book_are_said_for_the_team(read_week, adviser, reception):
    type(reception.reason).objects.update(offered_online=False)
    found = read_week(adviser)
    assert said(found, "free") == []
    assert {item.sub for item in found.items if item.name == "free-for-team"} == {"Pour l’équipe"}


def test_a_second_reason_fills_only_what_the_first_leaves(read_week, adviser, reception):
    short = builders.reason(reception.organization, name="Un conseil", duration=30, position=1)
    permanence = reception.reason.permanences.get()
    short.permanences.add(permanence)
    free = [item for item in read_week(adviser).items if item.name == "free" and item.start.date() == MONDAY_9.date()]
    assert [item.minutes for item in free] == [45, 45, 45, 45]


def test_short_hours_in_a_row_are_told_together(read_week, adviser, venue, organization):
    quick = builders.reason(organization, name="Un conseil", duration=15)
    builders.permanence(adviser, venue, weekdays=(0,), reasons=(quick,))
    [free] = [item for item in read_week(adviser).items if item.name == "free"]
    assert (free.minutes, free.count) == (180, 12)
    assert "12\u00a0heures" in free.sub


def test_nothing_past_is_free(read_week, adviser, reception):
    assert said(read_week(adviser, on=date(2026, 11, 9)), "free") == []


def test_an_absence_tells_its_reason_to_oneself_alone(read_week, adviser, colleague, reception):
    absences.declare(
        builders.resource_of(adviser), starts_at=MONDAY_9, ends_at=MONDAY_9 + timedelta(hours=1), label="Dentiste"
    )
    assert plain(said(read_week(adviser), "absence")) == ["9 h Absence Dentiste"]
    assert plain(said(read_week(colleague, f"qui={adviser.user_id}"), "absence")) == ["9 h Absence"]


def test_the_title_of_another_calendar_is_read_by_its_owner_alone(read_week, adviser, colleague, reception):
    Commitment.objects.create(
        resource=builders.resource_of(adviser),
        kind=CommitmentKind.EXTERNAL,
        label="Banque",
        starts_at=MONDAY_9,
        ends_at=MONDAY_9 + timedelta(hours=1),
    )
    assert plain(said(read_week(adviser), "external")) == ["9 h Banque Autre agenda"]
    assert plain(said(read_week(colleague, f"qui={adviser.user_id}"), "external")) == ["9 h Autre agenda"]


def test_what_another_organization_holds_is_an_hour_without_a_name(read_week, adviser, outsider, lucette):
    twin = builders.member(outsider.organization, first_name="Omar")
    twin.user = adviser.user
    twin.save()
    elsewhere, why = builders.venue(outsider.organization), builders.reason(outsider.organization)
    stranger = builders.person(outsider.organization, first_name="Inconnue")
    builders.appointment(twin, stranger, why, at=elsewhere, starts_at=MONDAY_9 + timedelta(hours=6))
    found = read_week(adviser)
    assert plain(said(found, "elsewhere")) == ["15 h Hors de la structure"]
    assert not any("Inconnue" in item.sub for item in found.items)
    everywhere = read_week(adviser, "structures=toutes")
    assert any("Inconnue" in text for text in said(everywhere, "appointment"))


def test_a_public_holiday_is_named_and_says_nothing_is_offered(read_week, adviser, reception):
    notes = read_week(adviser, on=date(2026, 11, 9)).notes
    assert [(note.title, note.sub) for note in notes[date(2026, 11, 11)]] == [
        ("Jour férié", "Armistice. Aucun créneau proposé au public")
    ]


def test_a_closed_day_is_said_and_offers_nothing(read_week, adviser, reception):
    on = MONDAY_9.date()
    Closure.objects.create(organization=reception.organization, starts_on=on, ends_on=on, label="travaux")
    found = read_week(adviser)
    assert [(note.title, note.sub) for note in found.notes[on]] == [("Fermeture", "travaux")]
    assert not [item for item in found.items if item.name == "free" and item.start.date() == on]


def test_each_hour_is_read_on_the_clock_of_its_place(read_week, adviser, reception, person):
    island = builders.venue(reception.organization, name="Saint-Denis", zone="Indian/Reunion", commune="97411")
    builders.appointment(adviser, person, reception.reason, at=island, starts_at=datetime(2026, 11, 17, 5, tzinfo=UTC))
    assert plain(said(read_week(adviser), "appointment")) == [
        "9 h, heure de La Réunion Lucette B. · Mails et documents"
    ]


def test_a_venue_shows_whoever_receives_there_and_nothing_else(read_week, adviser, colleague, reception, person):
    other = builders.venue(reception.organization, name="Médiathèque")
    builders.permanence(colleague, other, weekdays=(1,), start=time(14), end=time(17), reasons=(reception.reason,))
    found = read_week(adviser, f"lieu={other.pk}")
    assert {item.title for item in found.items if item.name == "permanence"} == {"Yann Le Goff"}
    assert {item.venue_id for item in found.items} == {other.pk}


def test_a_room_shows_who_is_received_in_it(read_week, adviser, reception, person):
    room = builders.room(reception.venue)
    builders.permanence(adviser, reception.venue, weekdays=(5,), room=room, reasons=(reception.reason,))
    [shown] = {item.title for item in read_week(adviser, f"salle={room.pk}").items}
    assert shown == "Maëlle Garnier"


def test_a_free_hour_leads_to_adding_somebody_then(read_week, adviser, reception):
    free = next(item for item in read_week(adviser).items if item.name == "free")
    assert f"venue={reception.venue.pk}" in free.href
    assert f"reason={reception.reason.pk}" in free.href
    assert f"hour={int(free.start.timestamp())}-{reception.venue.pk}-{adviser.user_id}" in free.href
