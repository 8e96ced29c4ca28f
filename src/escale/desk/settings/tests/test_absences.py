"""One's own absences, on Friday 13 November 2026."""

from datetime import UTC, date, datetime, time, timedelta

import pytest

from escale.accounts.models import Membership
from escale.agenda import absences, repeated_absences, resources
from escale.agenda.models import Absence, Commitment, RepeatedAbsence
from escale.appointments import moving
from escale.appointments.models import Appointment, State
from escale.desk.settings.tests.acting import address, get, post, post_and_read, settled, text_of
from escale.desk.settings.words import absence_words, repeated_words
from escale.people.models import Beneficiary
from escale.scheduling.recurrence import Recurrence
from escale.testing import builders
from escale.testing.cast import Reception, signed_in

pytestmark = pytest.mark.usefixtures("friday")

TUESDAY_9 = datetime(2026, 11, 17, 8, tzinfo=UTC)


@pytest.fixture
def taken(reception: Reception, person: Beneficiary) -> Appointment:
    """Lucette is expected on Tuesday at 9."""
    return builders.appointment(reception.adviser, person, reception.reason, at=reception.venue, starts_at=TUESDAY_9)


def away(member: Membership, day: int = 17, month: int = 11) -> Absence:
    start, end = datetime(2026, month, day, 8, tzinfo=UTC), datetime(2026, month, day, 11, tzinfo=UTC)
    return absences.declare(resources.for_adviser(member.user), starts_at=start, ends_at=end)


def plain(words: str) -> str:
    return words.replace("\u00a0", " ")


def test_a_whole_day_away_goes_from_midnight_to_midnight_on_the_clock_of_the_venue(reception: Reception):
    post(reception.adviser, "settings-absence-declare", starts_on="2026-11-17", label="Formation")
    absence = Absence.objects.get()
    assert absence.starts_at == datetime(2026, 11, 16, 23, tzinfo=UTC)
    assert absence.ends_at == datetime(2026, 11, 17, 23, tzinfo=UTC)
    assert "Mardi 17 novembre" in text_of(get(reception.adviser, "settings-absences"))


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"start_time": "09:00", "end_time": "12:00"}, "mardi 17 novembre de 9 h à 12 h"),
        ({"part": "morning"}, "mardi 17 novembre de 0 h à 13 h"),
        ({"part": "afternoon"}, "du mardi 17 novembre à 13 h au mardi 17 novembre au soir"),
        ({"part": "day", "start_time": "09:00"}, "mardi 17 novembre"),
        ({"ends_on": "2026-11-20"}, "du 17 au 20 novembre"),
    ],
)
def test_a_few_hours_half_a_day_or_several_days(reception: Reception, values: dict[str, str], words: str):
    post(reception.adviser, "settings-absence-declare", starts_on="2026-11-17", **values)
    assert plain(absence_words(Absence.objects.get(), builders.PARIS)) == words


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"starts_on": ""}, "Remplissez « Du »."),
        ({"starts_on": "2026-02-30"}, "Écrivez une date comme 17/11/2026."),
        ({"starts_on": "9999-12-31"}, "Vérifiez l’année de cette date."),
        ({"starts_on": "2026-11-12"}, "Ce jour est passé."),
        ({"starts_on": "2026-11-17", "ends_on": "2026-11-16"}, "Le dernier jour vient avant le premier."),
        ({"starts_on": "2026-11-17", "ends_on": "2072-11-17"}, "Cela fait plus d’un an."),
        ({"starts_on": "2026-11-17", "start_time": "12:00", "end_time": "09:00"}, "L’heure de fin vient avant"),
        ({"starts_on": "2026-11-17", "ends_on": "2026-11-18", "rhythm": "weekly-1"}, "tient dans une journée"),
        ({"starts_on": "2026-11-17", "until": "2026-11-16", "rhythm": "weekly-1"}, "La date de fin vient avant"),
        ({"starts_on": "2026-11-17", "label": "mot de passe : Vitre35!"}, "mot de passe"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_written(adviser: Membership, values: dict[str, str], sentence: str):
    response = post(adviser, "settings-absence-declare", **values)
    assert response.status_code == 422
    assert sentence in text_of(response)
    assert not Absence.objects.exists()


@pytest.mark.parametrize("bad", ["\x00", "\ufffd", "é" * 5000])
def test_bad_input_is_never_a_breakdown(adviser: Membership, bad: str):
    values = dict.fromkeys(("starts_on", "ends_on", "part", "start_time", "rhythm", "weekdays", "until", "label"), bad)
    assert post(adviser, "settings-absence-declare", **values).status_code == 422


def test_appointments_are_shown_before_anything_is_written(reception: Reception, taken: Appointment):
    shown = post(reception.adviser, "settings-absence-declare", starts_on="2026-11-17")
    assert shown.status_code == 200
    assert "1 rendez-vous à régler" in text_of(shown)
    assert "Lucette B." in text_of(shown)
    assert not Absence.objects.exists()


def test_who_receives_is_said_to_the_second_adviser(reception: Reception, taken: Appointment, colleague: Membership):
    moving.move_by_staff(
        taken,
        by=reception.adviser,
        venue=reception.venue,
        starts_at=TUESDAY_9,
        co_adviser=colleague.user,
        keeps_second=False,
        accept_warnings=True,
        now=builders.NOW,
    )
    shown = text_of(post(colleague, "settings-absence-declare", starts_on="2026-11-17"))
    assert "Maëlle reçoit, Yann est là aussi" in shown


def test_an_absence_and_what_it_strands_are_saved_together(reception: Reception, taken: Appointment):
    values = {"action": "save", "starts_on": "2026-11-17", f"settle-{taken.pk}": "cancel"}
    post(reception.adviser, "settings-absence-declare", **values, **{f"settle-{taken.pk}-notify": "on"})
    taken.refresh_from_db()
    assert taken.state == State.REVOKED
    assert Absence.objects.standing().exists()


def test_whole_days_lead_to_being_replaced_and_a_few_hours_do_not(reception: Reception, taken: Appointment):
    start = datetime(2026, 11, 16, 23, tzinfo=UTC)
    own = absences.declare(
        resources.for_adviser(reception.adviser.user), starts_at=start, ends_at=start + timedelta(days=2)
    )
    link = address("replace") + f"?adviser={reception.adviser.pk}&amp;du=2026-11-17&amp;au=2026-11-18"
    assert f'href="{link}"' in get(reception.adviser, "settings-absences").content.decode()
    page = signed_in(reception.adviser).get(link.replace("&amp;", "&"))
    assert "Maëlle n’est pas là du 17 au 18 novembre" in text_of(page)
    absences.change(own, starts_at=TUESDAY_9, ends_at=TUESDAY_9 + timedelta(hours=2), label="")
    assert "Me faire remplacer" not in text_of(get(reception.adviser, "settings-absences"))


def test_no_hour_of_the_absence_is_proposed_instead(reception: Reception, taken: Appointment):
    shown = text_of(post(reception.adviser, "settings-absence-declare", starts_on="2026-11-17"))
    assert "Reculer à 9 h 45" not in shown
    assert "Déplacer au lundi 16 novembre" in shown


def test_when_an_appointment_changes_meanwhile_nothing_is_written(reception: Reception, taken: Appointment):
    values = {"action": "save", "starts_on": "2026-11-17", f"settle-{taken.pk}": "move-1-2-3"}
    assert post(reception.adviser, "settings-absence-declare", **values).status_code == 422
    assert not Absence.objects.exists()


def test_every_wednesday_afternoon_until_a_day(reception: Reception):
    values = {"starts_on": "2026-11-18", "part": "afternoon", "rhythm": "weekly-1", "until": "2026-12-16"}
    shown = post(reception.adviser, "settings-absence-declare", **values)
    assert "5 dates" in text_of(shown)
    assert not RepeatedAbsence.objects.exists()
    post(reception.adviser, "settings-absence-declare", action="save", **values)
    repeated = RepeatedAbsence.objects.get()
    assert plain(repeated_words(repeated)) == "le mercredi, dès 13 h, jusqu’au mercredi 16 décembre 2026"
    assert repeated.dates.count() == Commitment.objects.filter(kind="absence").count() == 5
    assert "Le mercredi, dès 13 h" in text_of(get(reception.adviser, "settings-absences"))


def test_one_date_is_taken_back_alone_and_put_back(reception: Reception):
    repeated = wednesdays(reception.adviser)
    date_of = repeated.dates.order_by("starts_at")[1]
    post(reception.adviser, "settings-absence-withdraw", date_of.pk)
    assert repeated.dates.standing().count() == 4
    assert "Remettre" in text_of(get(reception.adviser, "settings-absences"))
    post(reception.adviser, "settings-absence-restore", date_of.pk)
    assert repeated.dates.standing().count() == Commitment.objects.count() == 5


def test_changing_what_comes_back_keeps_the_date_taken_back(reception: Reception):
    repeated = wednesdays(reception.adviser)
    absences.withdraw(repeated.dates.order_by("starts_at")[1], now=builders.NOW)
    values = {
        "starts_on": "2026-11-18",
        "part": "morning",
        "rhythm": "weekly-1",
        "until": "2026-12-16",
        "action": "save",
    }
    post(reception.adviser, "settings-absence-repeated", repeated.pk, **values)
    repeated.refresh_from_db()
    assert (repeated.start_time, repeated.end_time) == (None, time(13))
    assert [each.original_on.day for each in repeated.dates.standing().order_by("starts_at")] == [18, 2, 9, 16]


def test_what_comes_back_ends_on_a_day(reception: Reception):
    repeated = wednesdays(reception.adviser)
    post(reception.adviser, "settings-absence-repeated-end", repeated.pk, last_on="2026-11-25")
    assert [each.original_on for each in repeated.dates.order_by("starts_at")] == [
        date(2026, 11, 18),
        date(2026, 11, 25),
    ]
    assert Commitment.objects.count() == 2


def test_an_absence_is_changed_in_place(reception: Reception):
    absence = away(reception.adviser)
    values = {"starts_on": "2026-11-19", "part": "day", "label": "Congé"}
    post(reception.adviser, "settings-absence", absence.pk, **values)
    absence.refresh_from_db()
    commitment = Commitment.objects.get()
    assert (absence.starts_at, absence.label) == (datetime(2026, 11, 18, 23, tzinfo=UTC), "Congé")
    assert (commitment.starts_at, commitment.ends_at) == (absence.starts_at, absence.ends_at)


def test_one_sees_and_withdraws_only_ones_own_absences(reception: Reception, colleague: Membership):
    absence = away(reception.adviser)
    assert post(colleague, "settings-absence-withdraw", absence.pk).status_code == 404
    assert get(colleague, "settings-absence", absence.pk).status_code == 404
    post(reception.adviser, "settings-absence-withdraw", absence.pk)
    assert not Absence.objects.standing().exists()
    assert not Commitment.objects.exists()


def test_an_absence_taken_back_is_put_back_at_once(reception: Reception):
    absence = away(reception.adviser)
    said = post_and_read(reception.adviser, "settings-absence-withdraw", absence.pk)
    assert "Absence retirée : mardi 17 novembre de 9 h à 12 h." in said
    post(reception.adviser, "settings-absence-restore", absence.pk)
    assert Absence.objects.standing().get().commitment is not None


def test_volunteers_note_their_own_and_see_no_other_setting(volunteer: Membership):
    page = text_of(get(volunteer, "settings-absences"))
    assert 'aria-label="Réglages"' not in page
    post(volunteer, "settings-absence-declare", starts_on="2026-11-17")
    assert Absence.objects.of_user(volunteer.user).exists()


def test_absences_of_some_days(reception: Reception):
    away(reception.adviser, day=17)
    away(reception.adviser, day=15, month=12)
    client = settled(reception.adviser)
    page = text_of(client.get(address("settings-absences"), {"du": "2026-12-01", "au": "2026-12-31"}))
    assert "Mardi 15 décembre" in page
    assert "Mardi 17 novembre" not in page


def test_the_page_asks_as_many_questions_for_one_absence_as_for_three(reception: Reception, queries):
    away(reception.adviser, day=1, month=12)
    wednesdays(reception.adviser)
    client = settled(reception.adviser)
    with queries() as with_one:
        client.get(address("settings-absences"))
    away(reception.adviser, day=2, month=12)
    away(reception.adviser, day=3, month=12)
    wednesdays(reception.adviser)
    with queries() as with_three:
        client.get(address("settings-absences"))
    assert len(with_one) == len(with_three)


def wednesdays(member: Membership) -> RepeatedAbsence:
    """Five Wednesday afternoons."""
    rule = Recurrence.weekly(starts_on=date(2026, 11, 18), weekdays=[2], until=date(2026, 12, 16))
    return repeated_absences.declare(
        resources.for_adviser(member.user),
        recurrence=rule,
        zone=builders.PARIS,
        start_time=time(13),
        end_time=None,
        label="Garde d’enfant",
        now=builders.NOW,
    )


def test_dates_that_enter_the_horizon_are_written_once(reception: Reception):
    rule = Recurrence.weekly(starts_on=date(2026, 11, 18), weekdays=[2])
    repeated = repeated_absences.declare(
        resources.for_adviser(reception.adviser.user),
        recurrence=rule,
        zone=builders.PARIS,
        start_time=None,
        end_time=None,
        now=builders.NOW,
    )
    written = repeated.dates.count()
    later = builders.NOW + timedelta(days=14)
    assert repeated_absences.top_up(now=later) == 2
    assert repeated_absences.top_up(now=later) == 0
    assert repeated.dates.count() == written + 2
