from datetime import UTC, datetime, time, timedelta

import pytest
from django.db import OperationalError, connection
from django.urls import reverse

from escale.agenda import absences
from escale.agenda.models import Closure
from escale.appointments import canceling, outcomes
from escale.appointments.models import Appointment, State
from escale.people.models import Acquisition
from escale.testing import builders
from escale.testing.cast import signed_in
from escale.testing.pages import text

pytestmark = pytest.mark.usefixtures("friday")

FRIDAY_15 = datetime(2026, 11, 13, 14, tzinfo=UTC)
"""Friday 13 November 2026, 15 h in Vitré: ten minutes ago."""


def page(membership, address=None, **query):
    return signed_in(membership).get(address or reverse("desk:my-day"), query)


def test_the_day_says_who_comes_for_what_and_how_to_call_her(adviser, lucette):
    Appointment.objects.filter(pk=lucette.pk).update(subject="Mes photos", acquisition=Acquisition.NEWSPAPER)
    shown = text(page(adviser))
    for words in (
        "Bonjour Maëlle",
        "Vendredi 13 novembre",
        "Lucette B.",
        "1re fois",
        "Mes photos",
        'href="tel:+33639980042"',
        "Nous a connus par le journal",
        "À apporter : votre téléphone, et son chargeur ; le papier à envoyer",
    ):
        assert words in shown


def test_the_appointment_that_has_begun_is_marked(adviser, lucette):
    assert '<li class="k-rdv now"' in text(page(adviser))


def test_the_second_encounter_is_counted(adviser, reception, person, lucette):
    before = builders.appointment(
        adviser, person, reception.reason, at=reception.venue, starts_at=FRIDAY_15 - timedelta(days=7)
    )
    outcomes.settle(before, State.SEEN, by=adviser, now=builders.NOW)
    assert "2e rencontre" in text(page(adviser))


def test_the_words_of_whoever_booked_for_her_are_said(adviser, lucette):
    Appointment.objects.filter(pk=lucette.pk).update(booked_for_by="Claire")
    assert "Réservé par Claire" in text(page(adviser))


def test_permanences_are_bands_on_the_strip_and_lines_of_the_day(adviser, reception):
    shown = page(adviser)
    assert shown.context["day"].strip.bands == ["at-0900 len-12"]
    assert "Permanence : Centre social" in text(shown)
    assert shown.context["day"].sentence.replace("\u00a0", " ") == ("Permanence de 9 h à 12 h avec 0 rendez-vous.")


def test_the_strip_shows_eight_to_nineteen_and_cuts_what_goes_further(adviser, venue):
    builders.permanence(adviser, venue, start=time(6), end=time(21))
    builders.permanence(adviser, venue, start=time(21), end=time(22))
    strip = page(adviser).context["day"].strip
    assert (strip.bands, strip.now) == (["at-0800 len-44"], "at-1500 len-1")


def test_another_day_has_no_now_marker(adviser):
    assert page(adviser, "/equipe/jour/2026-11-16/").context["day"].strip.now == ""


@pytest.mark.parametrize("day", ["2026-02-30", "1999-01-01", "demain", "2026-13-01"])
def test_a_day_that_is_none_does_not_exist(adviser, day):
    assert page(adviser, f"/equipe/jour/{day}/").status_code == 404


def test_the_days_around_are_one_step_away(adviser):
    shown = text(page(adviser, "/equipe/jour/2026-12-31/"))
    assert "/equipe/jour/2026-12-30/" in shown
    assert "/equipe/jour/2027-01-01/" in shown


def test_an_absence_is_shown_with_its_reason_to_oneself_alone(adviser, colleague):
    absences.declare(
        builders.resource_of(adviser),
        starts_at=FRIDAY_15,
        ends_at=FRIDAY_15 + timedelta(hours=1),
        label="Dentiste",
    )
    assert "Absence : Dentiste" in text(page(adviser))
    for query in ({"avec": adviser.pk}, {"avec": "equipe"}):
        shown = text(page(colleague, **query))
        assert "Dentiste" not in shown
        assert "bsence" in shown


def test_a_closed_day_says_so(adviser, organization):
    on = FRIDAY_15.date()
    Closure.objects.create(organization=organization, starts_on=on, ends_on=on, label="travaux")
    assert "Toute la structure : fermeture, travaux" in text(page(adviser))


def test_a_day_without_anything_says_so_and_offers_a_way_out(adviser):
    shown = text(page(adviser))
    assert "Journée libre." in shown
    assert reverse("desk:add") in shown


def test_an_appointment_we_called_off_leaves_the_day(adviser, reception, person):
    called_off = builders.appointment(
        adviser, person, reception.reason, at=reception.venue, starts_at=FRIDAY_15 + timedelta(hours=1)
    )
    canceling.cancel_by_staff(called_off, by=adviser, notify=False, now=builders.NOW)
    assert "Lucette" not in text(page(adviser))


def test_what_is_busy_elsewhere_is_shown_without_its_content(adviser, outsider, lucette):
    twin = builders.member(outsider.organization, first_name="Omar")
    twin.user = adviser.user
    twin.save()
    other_venue, other_reason = builders.venue(outsider.organization), builders.reason(outsider.organization)
    stranger = builders.person(outsider.organization, first_name="Inconnue")
    builders.appointment(twin, stranger, other_reason, at=other_venue, starts_at=FRIDAY_15 + timedelta(hours=2))
    shown = text(page(adviser))
    assert "Hors de la structure" in shown
    assert "Inconnue" not in shown


def test_the_front_desk_sees_the_whole_team_hours_and_identity_only(front_desk, lucette):
    Appointment.objects.filter(pk=lucette.pk).update(subject="Mon dossier", acquisition=Acquisition.NEWSPAPER)
    shown = text(page(front_desk))
    assert "Toute l’équipe" in shown
    assert "Lucette B." in shown
    assert "Maëlle Garnier" in shown
    for hidden in ("Mon dossier", "Mails et documents", "À apporter", "par le journal"):
        assert hidden not in shown


def test_a_colleagues_day_can_be_chosen(colleague, adviser, lucette):
    assert "Lucette" not in text(page(colleague))
    shown = text(page(colleague, avec=adviser.pk))
    assert "La journée de Maëlle Garnier" in shown
    assert "Lucette B." in shown


@pytest.mark.parametrize("whose", ["0", "x", "99999999999999999999"])
def test_the_day_of_nobody_does_not_exist(adviser, whose):
    assert page(adviser, avec=whose).status_code == 404


def test_the_day_of_another_organization_does_not_exist(adviser, outsider, lucette):
    assert page(outsider, avec=adviser.pk).status_code == 404
    assert "Lucette" not in text(page(outsider, avec="equipe"))


def test_the_day_prints_on_a_sheet(adviser, lucette):
    shown = text(page(adviser, imprimer=""))
    assert "day-sheet" in shown
    assert "Lucette B." in shown


def test_the_next_day_with_appointments_is_announced(adviser, reception, person):
    builders.appointment(
        adviser, person, reception.reason, at=reception.venue, starts_at=datetime(2026, 11, 16, 8, tzinfo=UTC)
    )
    coming = page(adviser).context["upcoming"]
    assert coming.title.replace("\u00a0", " ") == "lundi 16 novembre"
    assert [each.name for each in coming.appointments] == ["Lucette B."]


@pytest.mark.parametrize("query", [{}, {"avec": "equipe"}, {"imprimer": ""}])
def test_the_day_costs_the_same_whatever_it_holds(adviser, reception, queries, query):
    client = signed_in(adviser)

    def seen(number):
        start = datetime(2026, 11, 13, 8, tzinfo=UTC) + timedelta(minutes=45 * number)
        for days in (0, 3, -1):
            who = builders.person(reception.organization, phone=f"+3326191051{number}")
            builders.appointment(
                adviser, who, reception.reason, at=reception.venue, starts_at=start + timedelta(days=days)
            )
        with queries() as found:
            client.get(reverse("desk:my-day"), query)
        return len(found)

    seen(0)
    one = seen(1)
    seen(2)
    assert seen(3) == one


@pytest.mark.parametrize("who", ["front_desk", "volunteer"])
def test_the_menu_leaves_out_what_is_closed_to_the_reader(who, request):
    shown = text(page(request.getfixturevalue(who)))
    assert "Personnes" in shown
    for closed in ("desk:settings", "desk:permanences"):
        assert reverse(closed) not in shown


def test_the_menu_leads_whoever_sets_up_to_the_settings(adviser):
    assert reverse("desk:settings") in text(page(adviser))


def test_sqlite_plans_the_lists_of_the_day_once(adviser, lucette):
    """A word sent apart, which the condition of a partial index may say, makes it plan all of them at every page."""
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL plans otherwise")
    for _ in range(3):
        page(adviser)
    with connection.cursor() as cursor:
        try:
            cursor.execute("SELECT run, reprep FROM sqlite_stmt WHERE sql LIKE 'SELECT 0, +%'")
        except OperationalError:
            pytest.skip("This SQLite does not tell what it planned")
        statements = cursor.fetchall()
    assert max(runs for runs, _ in statements) >= 3
    assert {planned_again for _, planned_again in statements} == {0}
