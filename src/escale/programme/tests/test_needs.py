"""What people ask for: most asked first, what is placed last, of one public, wherever it was heard."""

from datetime import date

from django.db import connection
from django.test.utils import CaptureQueriesContext

from escale.programme import needs
from escale.programme.tests import planned
from escale.questions.models import HeardFrom
from escale.testing import builders
from escale.workshops.models import EnrollmentState

TODAY = builders.NOW.date()


def read(programme, now, **asked):
    return needs.read(programme, today=TODAY, now=now, **asked)


def test_most_asked_first_and_what_is_placed_last(adviser, venue, now):
    draft = planned.programme(adviser)
    scan = planned.question(adviser, times=17)
    planned.question(adviser, "Créer un mot de passe que je retiens", times=11)
    planned.slot(draft, adviser, venue, title=scan.title, question=scan)
    found = read(draft, now)
    assert [(each.title, each.weight) for each in found] == [
        ("Créer un mot de passe que je retiens", 11),
        ("Scanner et envoyer un document", 17),
    ]
    assert found[1].slot is not None


def test_the_lines_say_the_month_and_that_nothing_was_done_of_it(adviser, now):
    planned.question(adviser, times=5)
    assert read(planned.programme(adviser), now)[0].lines == ("Noté 5\u00a0fois ce mois-ci", "Jamais traité en atelier")


def test_of_one_public_and_the_theme_is_made_for_it(adviser, now):
    young = planned.question(adviser, "Faire un CV sur mon téléphone", times=0)
    planned.heard(young, times=8, from_=HeardFrom.YOUNG)
    planned.question(adviser, times=3)
    (found,) = read(planned.programme(adviser), now, public=HeardFrom.YOUNG)
    assert (found.title, found.publics_words, found.theme.audience) == (young.title, "15–25 ans", "young")


def test_what_was_heard_before_september_counts_no_more(adviser, now):
    planned.question(adviser, on=date(2026, 8, 31))
    assert read(planned.programme(adviser), now) == []
    assert needs.since(date(2026, 9, 15)) == date(2026, 1, 1)


def test_people_who_wait_for_a_seat_or_an_appointment_weigh_too(adviser, venue, reception, now):
    builders.waiting(reception.reason)
    full = builders.group(adviser, venue, subject=builders.workshop(adviser.organization), seats=1)
    builders.enrollment(full, state=EnrollmentState.WAITING)
    builders.enrollment(full, state=EnrollmentState.WAITING)
    planned.question(adviser, "Mails et documents", times=3)
    found = [(each.title, each.weight, each.unit, each.lines[0]) for each in read(planned.programme(adviser), now)]
    assert found == [
        ("Mails et documents", 4, "fois", "1\u00a0personne attend un rendez-vous à ce sujet"),
        ("Faire une visio avec sa famille", 2, "en attente", "2\u00a0personnes attendent une place"),
    ]


def test_the_workshop_of_that_title_comes_with_its_seats_and_its_source(adviser, now):
    workshop = builders.workshop(
        adviser.organization,
        title="Installer une application",
        seats=4,
        sheets="https://www.cybermalveillance.gouv.fr/a",
    )
    planned.question(adviser, "installer une Application", times=1)
    (found,) = read(planned.programme(adviser), now)
    assert (found.theme.workshop, found.theme.seats) == (workshop, 4)
    assert found.lines[-1] == "Ressource : www.cybermalveillance.gouv.fr"


def test_it_reads_as_much_for_one_need_as_for_three(adviser, venue, now):
    draft, counts = planned.programme(adviser), []
    for wanted in (1, 3):
        for number in range(wanted):
            planned.question(adviser, f"Question {wanted} {number}", times=2)
        with CaptureQueriesContext(connection) as queries:
            read(draft, now)
        counts.append(len(queries))
    assert counts[0] == counts[1]
