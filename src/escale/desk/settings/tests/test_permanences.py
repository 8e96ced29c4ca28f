"""Permanences, on Friday 13 November 2026."""

from datetime import date, time

import pytest

from escale.accounts.models import Membership
from escale.agenda.models import Permanence, PermanenceOccurrence
from escale.appointments.models import Reason
from escale.desk.settings.tests.acting import address, get, post, post_and_read, settled, text_of
from escale.desk.settings.words import days_words
from escale.places.models import Venue
from escale.scheduling import recurrence_text
from escale.scheduling.recurrence import Parity, Recurrence
from escale.testing import builders
from escale.testing.cast import Reception

pytestmark = pytest.mark.usefixtures("friday")


@pytest.fixture
def tuesdays(venue: Venue) -> dict[str, object]:
    """Je reçois le mardi, chaque semaine, de 14 h à 17 h."""
    return {
        "rhythm": "weekly-1",
        "weekdays": ["1"],
        "start_time": "14:00",
        "end_time": "17:00",
        "venue": venue.pk,
        "reception": "appointment",
        "starts_on": "2026-11-13",
        "skips_public_holidays": "on",
        "action": "save",
    }


def test_the_dates_are_shown_before_anything_is_written(adviser: Membership, tuesdays):
    page = text_of(post(adviser, "permanence-add", **(tuesdays | {"action": "preview", "skips_school_holidays": "on"})))
    assert "17 novembre" in page
    assert "<s>22 et 29 décembre</s><br>Vacances de Noël" in page
    assert "Enregistrer les" in page
    assert not Permanence.objects.exists()


def test_a_sentence_opens_a_permanence_with_its_reasons(adviser: Membership, reason: Reason, tuesdays):
    post(adviser, "permanence-add", **tuesdays, reasons=[reason.pk])
    permanence = Permanence.objects.get()
    assert (permanence.adviser.adviser, permanence.rule) == (adviser.user, "FREQ=WEEKLY;BYDAY=TU")
    assert list(permanence.reasons.all()) == [reason]
    assert permanence.occurrences.order_by("starts_at")[0].original_on == date(2026, 11, 17)


@pytest.mark.parametrize(
    ("values", "rule"),
    [
        ({"rhythm": "weekly-2", "weekdays": ["1", "3"]}, "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,TH"),
        ({"rhythm": "monthly-1-first"}, "FREQ=MONTHLY;BYDAY=1TU"),
        ({"rhythm": "monthly-1-last", "ends_on": "2027-06-29"}, "FREQ=MONTHLY;BYDAY=-1TU;UNTIL=20270629"),
        ({"rhythm": "once-1", "weekdays": []}, "FREQ=DAILY;COUNT=1"),
        ({"rhythm": "weekly-1-even"}, f"FREQ=YEARLY;BYWEEKNO={recurrence_text.weeks_of(Parity.EVEN)};BYDAY=TU"),
        ({"rhythm": "weekly-1-odd"}, f"FREQ=YEARLY;BYWEEKNO={recurrence_text.weeks_of(Parity.ODD)};BYDAY=TU"),
    ],
)
def test_every_rhythm_of_the_list_becomes_a_rule_and_comes_back(adviser: Membership, tuesdays, values, rule: str):
    post(adviser, "permanence-add", **(tuesdays | values))
    permanence = Permanence.objects.get()
    assert permanence.rule == rule
    page = text_of(get(adviser, "permanence-change", permanence.pk))
    assert f'value="{values["rhythm"]}" selected' in page


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"weekdays": []}, "Choisissez au moins un jour de la semaine."),
        ({"weekdays": ["9"]}, "Cette réponse n’est plus dans la liste."),
        ({"rhythm": "monthly-1-first", "weekdays": ["1", "2"]}, "choisissez un seul jour de la semaine."),
        ({"rhythm": "daily-1"}, "Cette réponse n’est plus dans la liste."),
        ({"end_time": "13:00"}, "L’heure de fin vient avant l’heure de début."),
        ({"end_time": "25:00"}, "Cette réponse n’est plus dans la liste."),
        ({"ends_on": "2026-11-01"}, "La date de fin vient avant la date de début."),
        ({"starts_on": "bientôt"}, "Écrivez une date comme 17/11/2026."),
        ({"starts_on": "2026-11-12", "rhythm": "once-1"}, "Ce jour est passé."),
        ({"starts_on": "0001-01-01"}, "Vérifiez l’année de cette date."),
        ({"starts_on": "2001-01-01"}, "Ce jour est passé."),
        ({"starts_on": "2072-11-13"}, "C’est dans plus de deux ans."),
        ({"ends_on": "9999-12-31"}, "Vérifiez l’année de cette date."),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_written(adviser: Membership, tuesdays, values, sentence: str):
    response = post(adviser, "permanence-add", **(tuesdays | values))
    assert response.status_code == 422
    assert sentence in text_of(response)
    assert not Permanence.objects.exists()


def test_a_room_of_another_venue_is_refused(adviser: Membership, tuesdays):
    room = builders.room(builders.venue(adviser.organization, name="CCAS"))
    assert "Cette salle n’est pas au lieu choisi." in text_of(post(adviser, "permanence-add", **tuesdays, room=room.pk))


def test_a_venue_of_another_organization_is_refused(adviser: Membership, outsider: Membership, tuesdays):
    elsewhere = builders.venue(outsider.organization)
    response = post(adviser, "permanence-add", **(tuesdays | {"venue": elsewhere.pk}))
    assert "Cette réponse n’est plus dans la liste." in text_of(response)


def test_an_unknown_school_calendar_is_said(adviser: Membership, tuesdays):
    overseas = builders.venue(adviser.organization, zone="Indian/Reunion", commune="97411")
    values = tuesdays | {"venue": overseas.pk, "skips_school_holidays": "on", "action": "preview"}
    assert "Le calendrier scolaire n’est pas connu" in text_of(post(adviser, "permanence-add", **values))


def test_an_adviser_opens_only_her_own(adviser: Membership, colleague: Membership, tuesdays):
    post(adviser, "permanence-add", **tuesdays, adviser=colleague.user_id)
    assert Permanence.objects.get().adviser.adviser == adviser.user


def test_a_coordinator_opens_for_a_colleague(coordinator: Membership, colleague: Membership, tuesdays):
    post(coordinator, "permanence-add", **tuesdays, adviser=colleague.user_id)
    assert Permanence.objects.get().adviser.adviser == colleague.user


def test_the_permanence_of_a_colleague_is_read_not_changed(reception: Reception, colleague: Membership):
    permanence = Permanence.objects.get()
    occurrence = permanence.occurrences.order_by("starts_at")[0]
    assert get(colleague, "permanence", permanence.pk).status_code == 200
    assert get(colleague, "permanence-change", permanence.pk).status_code == 403
    assert post(colleague, "permanence-end", permanence.pk, last_on="2026-12-01").status_code == 403
    assert post(colleague, "permanence-cancel", occurrence.pk).status_code == 403


def test_changing_moves_the_dates_to_come(reception: Reception, tuesdays):
    permanence = Permanence.objects.get()
    values = tuesdays | {"starts_on": "2026-11-01", "reasons": [reception.reason.pk], "seen": 0, "drawn": "all"}
    post(reception.adviser, "permanence-change", permanence.pk, **values)
    changed = Permanence.objects.get()
    assert (changed.start_time, changed.rule) == (time(14), "FREQ=WEEKLY;BYDAY=TU")
    assert list(changed.reasons.all()) == [reception.reason]


def test_a_date_is_called_off_then_held_again(reception: Reception):
    occurrence = PermanenceOccurrence.objects.get(original_on=date(2026, 11, 17))
    said = post_and_read(reception.adviser, "permanence-cancel", occurrence.pk)
    assert "Pas de permanence le mardi 17 novembre." in said
    assert "<s>mardi 17 novembre</s>" in said
    assert "Le mardi 17 novembre est remis." in post_and_read(reception.adviser, "permanence-restore", occurrence.pk)
    occurrence.refresh_from_db()
    assert occurrence.canceled_at is None


def test_a_date_called_off_lists_the_appointments_to_settle(reception: Reception, person):
    occurrence = PermanenceOccurrence.objects.get(original_on=date(2026, 11, 17))
    taken = builders.appointment(
        reception.adviser, person, reception.reason, at=reception.venue, starts_at=occurrence.starts_at
    )
    said = post_and_read(reception.adviser, "permanence-cancel", occurrence.pk)
    assert "1 rendez-vous à régler ce jour-là" in said
    assert "1 rendez-vous reste hors permanence" in said
    assert address("move", taken.pk) in said


def test_the_end_says_what_remains_before_it_is_done(reception: Reception, person):
    permanence = Permanence.objects.get()
    tuesday = PermanenceOccurrence.objects.get(original_on=date(2026, 11, 17))
    builders.appointment(reception.adviser, person, reception.reason, at=reception.venue, starts_at=tuesday.starts_at)
    read = text_of(post(reception.adviser, "permanence-end", permanence.pk, last_on="2026-11-16"))
    assert "1 rendez-vous reste après cette date." in read
    assert Permanence.objects.get().ends_on is None
    post(reception.adviser, "permanence-end", permanence.pk, last_on="2026-11-16", action="end")
    assert Permanence.objects.get().ends_on == date(2026, 11, 16)


@pytest.mark.parametrize("last_on", ["hier", "2026-11-11", "0001-01-01", "9999-12-31", ""])
def test_a_permanence_never_ends_before_yesterday_nor_on_a_day_nobody_can_read(reception: Reception, last_on: str):
    permanence = Permanence.objects.get()
    kept = permanence.occurrences.count()
    response = post(reception.adviser, "permanence-end", permanence.pk, last_on=last_on, action="end")
    assert response.status_code == 422
    assert permanence.occurrences.count() == kept


def test_the_list_asks_as_many_questions_for_one_permanence_as_for_three(
    reception: Reception, colleague: Membership, queries
):
    client = settled(reception.adviser)
    with queries() as with_one:
        client.get(address("permanences"))
    for _ in range(2):
        builders.permanence(colleague, reception.venue, reasons=(reception.reason,))
    with queries() as with_three:
        client.get(address("permanences"))
    assert len(with_one) == len(with_three)


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        (Recurrence.once(date(2026, 11, 17)), "mardi 17 novembre 2026"),
        (Recurrence.weekly(starts_on=date(2026, 11, 17), weekdays=[1]), "le mardi"),
        (Recurrence.weekly(starts_on=date(2026, 11, 17), weekdays=[0, 1, 3]), "le lundi, le mardi et le jeudi"),
        (Recurrence.weekly(starts_on=date(2026, 11, 17), weekdays=[1], every=2), "le mardi, toutes les deux semaines"),
        (
            Recurrence.weekly(starts_on=date(2026, 11, 17), weekdays=[1], parity=Parity.EVEN),
            "le mardi, semaines paires",
        ),
        (Recurrence.monthly(starts_on=date(2026, 11, 1), weekday=4, nth=-1), "le dernier vendredi du mois"),
        (
            Recurrence.monthly(starts_on=date(2026, 11, 1), weekday=1, nth=1, every=2),
            "le premier mardi tous les deux mois",
        ),
    ],
)
def test_a_rule_is_said_in_words(rule: Recurrence, words: str):
    assert days_words(rule).replace("\u00a0", " ") == words


def test_a_rule_no_list_offers_keeps_its_words_on_screen(reception: Reception):
    Permanence.objects.update(rule="FREQ=WEEKLY;INTERVAL=6;BYDAY=TU")
    page = text_of(get(reception.adviser, "permanence-change", Permanence.objects.get().pk))
    assert 'value="weekly-6" selected>toutes les 6 semaines' in page
