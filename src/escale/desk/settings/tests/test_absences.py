"""Absences and closures, on Friday 13 November 2026."""

from datetime import UTC, date, datetime

import pytest

from escale.accounts.models import Membership
from escale.agenda import absences, closures, resources
from escale.agenda.models import Absence, Closure
from escale.desk.settings.tests.acting import address, get, post, post_and_read, settled, text_of
from escale.desk.settings.words import absence_words
from escale.testing import builders
from escale.testing.cast import Reception

pytestmark = pytest.mark.usefixtures("friday")


def test_a_whole_day_away_goes_from_midnight_to_midnight_on_the_clock_of_the_venue(reception: Reception):
    post(reception.adviser, "settings-absence-declare", starts_on="2026-11-17", label="Formation")
    absence = Absence.objects.get()
    assert absence.starts_at == datetime(2026, 11, 16, 23, tzinfo=UTC)
    assert absence.ends_at == datetime(2026, 11, 17, 23, tzinfo=UTC)
    assert "Mardi 17 novembre" in text_of(get(reception.adviser, "settings-absences"))


def test_a_few_hours_away(reception: Reception):
    values = {"starts_on": "2026-11-17", "start_time": "09:00", "end_time": "12:00"}
    post(reception.adviser, "settings-absence-declare", **values)
    assert absence_words(Absence.objects.get(), builders.PARIS).replace("\u00a0", " ") == (
        "mardi 17 novembre de 9 h à 12 h"
    )


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"starts_on": ""}, "Remplissez « Du »."),
        ({"starts_on": "2026-02-30"}, "Écrivez une date comme 17/11/2026."),
        ({"starts_on": "9999-12-31"}, "Vérifiez l’année de cette date."),
        ({"starts_on": "2026-11-17", "ends_on": "2026-11-16"}, "Le dernier jour vient avant le premier."),
        ({"starts_on": "2026-11-17", "ends_on": "2072-11-17"}, "Cela fait plus d’un an."),
        ({"starts_on": "2026-11-17", "start_time": "12:00", "end_time": "09:00"}, "L’heure de fin vient avant"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_written(adviser: Membership, values, sentence: str):
    response = post(adviser, "settings-absence-declare", **values)
    assert response.status_code == 422
    assert sentence in text_of(response)
    assert not Absence.objects.exists()


def test_an_absence_lists_the_appointments_to_settle(reception: Reception, person):
    taken = builders.appointment(
        reception.adviser,
        person,
        reception.reason,
        at=reception.venue,
        starts_at=datetime(2026, 11, 17, 8, tzinfo=UTC),
    )
    said = post_and_read(reception.adviser, "settings-absence-declare", starts_on="2026-11-17")
    assert "réglez-les" in said
    assert "1 rendez-vous à régler" in said
    assert address("cancel", taken.pk) in said


def test_one_sees_and_withdraws_only_ones_own_absences(reception: Reception, colleague: Membership):
    start, end = datetime(2026, 11, 17, 8, tzinfo=UTC), datetime(2026, 11, 17, 11, tzinfo=UTC)
    absence = absences.declare(resources.for_adviser(reception.adviser.user), starts_at=start, ends_at=end)
    assert post(colleague, "settings-absence-withdraw", absence.pk).status_code == 404
    post(reception.adviser, "settings-absence-withdraw", absence.pk)
    assert not Absence.objects.exists()


def test_the_organization_closes_then_opens_again(reception: Reception):
    values = {"c-starts_on": "2026-12-24", "c-ends_on": "2026-12-31", "c-label": "Congés d’hiver"}
    assert "Congés d’hiver" in post_and_read(reception.adviser, "settings-closure-add", **values)
    closure = Closure.objects.get()
    assert (closure.venue, closure.starts_on, closure.ends_on) == (None, date(2026, 12, 24), date(2026, 12, 31))
    post(reception.adviser, "settings-closure-reopen", closure.pk)
    assert not Closure.objects.exists()


def test_one_venue_closes_for_one_day(reception: Reception):
    values = {"c-venue": reception.venue.pk, "c-starts_on": "2026-12-24", "c-label": "Travaux"}
    post(reception.adviser, "settings-closure-add", **values)
    assert (Closure.objects.get().venue, Closure.objects.get().ends_on) == (reception.venue, date(2026, 12, 24))


def test_the_venue_of_another_organization_is_not_closed(adviser: Membership, outsider: Membership):
    elsewhere = builders.venue(outsider.organization)
    values = {"c-venue": elsewhere.pk, "c-starts_on": "2026-12-24", "c-label": "Travaux"}
    assert post(adviser, "settings-closure-add", **values).status_code == 422
    assert not Closure.objects.exists()


def test_the_page_asks_as_many_questions_for_one_absence_as_for_three(reception: Reception, queries):
    adviser = resources.for_adviser(reception.adviser.user)

    def away(day: int) -> None:
        start, end = datetime(2026, 12, day, 8, tzinfo=UTC), datetime(2026, 12, day, 11, tzinfo=UTC)
        absences.declare(adviser, starts_at=start, ends_at=end)
        closures.close_days(
            organization=reception.organization,
            venue=reception.venue,
            first=start.date(),
            last=end.date(),
            label="Pont",
        )

    away(1)
    client = settled(reception.adviser)
    with queries() as with_one:
        client.get(address("settings-absences"))
    away(2)
    away(3)
    with queries() as with_three:
        client.get(address("settings-absences"))
    assert len(with_one) == len(with_three)
