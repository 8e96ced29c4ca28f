"""The page of the roll without JavaScript: what it asks, what it keeps, what it refuses."""

from datetime import timedelta
from uuid import uuid4

import pytest
import time_machine
from django.urls import reverse

from escale.testing import builders
from escale.testing.cast import signed_in
from escale.testing.pages import text
from escale.workshops import roll
from escale.workshops.models import Attendance, Mark, RollCall, Session

THE_DAY = builders.NEXT_FRIDAY + timedelta(minutes=10)


@pytest.fixture(autouse=True)
def _friday():
    with time_machine.travel(THE_DAY, tick=False):
        yield


@pytest.fixture
def group(adviser, venue):
    return builders.group(adviser, venue, title="Faire une visio", seats=8)


@pytest.fixture
def session(group):
    return builders.session_of(group)


@pytest.fixture
def people(group):
    names = ("Annick", "Daniel", "Odile")
    return [
        builders.enrollment(group, builders.person(group.organization, first_name=name, last_name="", phone="")).person
        for name in names
    ]


def address(session):
    return reverse("desk:roll", args=[session.pk])


def answers(people, *marks, **more):
    sent = {f"m-{person.pk}": mark for person, mark in zip(people, marks, strict=False)}
    key = {"seen": "0", "submission": str(uuid4()), "unnamed": "0", "plus-TOTAL_FORMS": "0", "plus-INITIAL_FORMS": "0"}
    return key | sent | more


def walk_in(number=0, **values):
    return {f"plus-{number}-{name}": value for name, value in ({"submission": str(uuid4())} | values).items()}


def noted():
    found = Attendance.objects.order_by("person__search_key", "pk").select_related("person")
    return [(each.person.first_name, Mark(each.mark)) for each in found]


def test_the_page_asks_one_answer_a_person(adviser, session, people):
    shown = text(signed_in(adviser).get(address(session)))
    for words in (
        "Atelier, vendredi 20 novembre, 9 h 30",
        "Faire l’appel",
        "Faire une visio · Centre social · 3 personnes",
    ):
        assert words in shown
    assert shown.count('class="seg"') == 3
    assert shown.count("1re fois") == 3
    assert "Tout le monde est là" in shown


def test_five_gestures_call_the_roll_of_eight(adviser, group, session):
    """Everybody is here, three exceptions, save: what the page asks of whoever has three absences among eight."""
    for number in range(8):
        builders.enrollment(group, builders.person(group.organization, first_name=f"P{number}", phone=""))
    people = [row.person for row in roll.rows(session)]
    client = signed_in(adviser)
    everybody = text(client.post(address(session), answers(people, tous="1")))
    assert everybody.count("checked") == 8
    assert not RollCall.objects.exists()
    marks = ["late", "absent", "excused", *["present"] * 5]
    response = client.post(address(session), answers(people, *marks), follow=True)
    assert "6 personnes présentes. 1 absence, 1 a prévenu." in text(response)
    assert len(noted()) == 8


def test_everybody_is_here_leaves_the_answers_already_given(adviser, session, people):
    shown = signed_in(adviser).post(address(session), answers(people, "absent", tous="1"))
    form = shown.context["form"]
    assert [field.value() for _, field in form.lines()] == ["absent", "present", "present"]


def test_a_missing_answer_is_asked_for_and_nothing_typed_is_lost(adviser, session, people):
    sent = answers(people, "present", "late", **walk_in(first_name="Karim"), unnamed="2")
    response = signed_in(adviser).post(address(session), sent | {"plus-TOTAL_FORMS": "1"})
    shown = text(response)
    assert response.status_code == 422
    assert "Il manque une réponse pour Odile." in shown
    assert 'value="Karim"' in shown
    assert not Attendance.objects.exists()


def test_whoever_left_before_the_end_is_said_below_the_list(adviser, session, people):
    client = signed_in(adviser)
    client.post(address(session), answers(people, "present", "late", "absent", left=[people[0].pk]))
    assert noted() == [("Annick", Mark.LEFT_EARLY), ("Daniel", Mark.LATE), ("Odile", Mark.ABSENT)]
    form = client.get(address(session)).context["form"]
    assert (form["left"].value(), [field.value() for _, field in form.lines()]) == (
        [people[0].pk],
        ["present", "late", "absent"],
    )


def test_a_row_more_is_asked_for_without_losing_what_was_typed(adviser, session, people):
    sent = answers(people, "present", **walk_in(first_name="Karim"), ajouter="1") | {"plus-TOTAL_FORMS": "1"}
    shown = text(signed_in(adviser).post(address(session), sent))
    assert 'value="Karim"' in shown
    assert 'name="plus-1-first_name"' in shown
    assert not Attendance.objects.exists()


def test_people_added_on_the_spot_become_people_who_came(adviser, session, people):
    sent = answers(people, *["present"] * 3, **walk_in(first_name="Karim", phone="06 39 98 00 77"))
    sent |= walk_in(1) | {"plus-TOTAL_FORMS": "2"}
    response = signed_in(adviser).post(address(session), sent, follow=True)
    assert "4 personnes présentes." in text(response)
    assert "sans inscription" in text(response)
    assert Attendance.objects.get(person__first_name="Karim").person.phone == "+33639980077"


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"first_name": "", "phone": "06 39 98 00 77"}, "Écrivez le prénom"),
        ({"first_name": "Karim", "phone": "06 39 98"}, "Ajoutez"),
        ({"first_name": "1234"}, "Écrivez-le en lettres"),
        ({"first_name": "K" * 61}, "Ce texte est trop long"),
    ],
)
def test_what_cannot_be_read_of_a_walk_in_is_said(adviser, session, people, typed, said):
    sent = answers(people, *["present"] * 3, **walk_in(**typed)) | {"plus-TOTAL_FORMS": "1"}
    response = signed_in(adviser).post(address(session), sent)
    assert response.status_code == 422
    assert said in text(response)


@pytest.mark.parametrize("unnamed", ["-1", "201", "beaucoup"])
def test_people_without_a_name_are_a_small_number(adviser, session, people, unnamed):
    response = signed_in(adviser).post(address(session), answers(people, *["present"] * 3, unnamed=unnamed))
    assert response.status_code == 422
    assert "Écrivez un nombre" in text(response)


@pytest.mark.parametrize("total", ["beaucoup", "", "99999", "-3"])
def test_a_form_that_was_tampered_with_is_no_error(adviser, session, people, total):
    for more in ({}, {"ajouter": "1"}, {"tous": "1"}):
        sent = answers(people, *["present"] * 3) | {"plus-TOTAL_FORMS": total, "submission": "", "seen": "x"} | more
        assert signed_in(adviser).post(address(session), sent).status_code in {200, 422}


def test_undoing_is_one_gesture_of_the_page_that_follows(adviser, session, people):
    client = signed_in(adviser)
    shown = text(client.post(address(session), answers(people, *["present"] * 3), follow=True))
    undo = reverse("desk:roll-undo", args=[RollCall.objects.get().pk])
    assert undo in shown
    assert "C’est annulé." in text(client.post(undo, follow=True))
    assert not Attendance.objects.exists()


def test_a_newer_roll_of_a_colleague_is_shown_before_it_is_written_over(adviser, colleague, session, people):
    mine = answers(people, "present", "present", "present")
    signed_in(colleague).post(address(session), answers(people, "present", "present", "absent"))
    client = signed_in(adviser)
    response = client.post(address(session), mine)
    shown = text(response)
    assert response.status_code == 409
    assert "Cet appel a été enregistré par Yann Le Goff à 9 h 40" in shown
    assert "Odile : absence dans l’appel enregistré, là pour vous." in shown
    assert noted()[2] == ("Odile", Mark.ABSENT)
    again = mine | {"seen": str(response.context["form"]["seen"].value())}
    assert "Corrigé par vous à 9 h 40." not in text(client.post(address(session), again, follow=True))
    assert noted()[2] == ("Odile", Mark.PRESENT)


def test_somebody_a_colleague_added_meanwhile_needs_no_answer(adviser, colleague, session, people):
    mine = answers(people, "present", "present", "present")
    theirs = answers(people, "present", "present", "absent", **walk_in(first_name="Karim")) | {"plus-TOTAL_FORMS": "1"}
    signed_in(colleague).post(address(session), theirs)
    response = signed_in(adviser).post(address(session), mine)
    assert response.status_code == 409
    assert "Karim" not in "".join(response.context["conflict"]["differences"])
    again = mine | {"seen": str(response.context["form"]["seen"].value())}
    signed_in(adviser).post(address(session), again)
    assert noted() == [(name, Mark.PRESENT) for name in ("Annick", "Daniel", "Karim", "Odile")]


def test_a_correction_says_who_called_the_roll_and_who_corrected_it(adviser, colleague, session, people):
    signed_in(colleague).post(address(session), answers(people, "present", "present", "absent"))
    with time_machine.travel(THE_DAY + timedelta(days=1), tick=False):
        last = RollCall.objects.get()
        sent = answers(people, "present", "present", "late", seen=last.pk)
        shown = text(signed_in(adviser).post(address(session), sent, follow=True))
    assert "Appel fait par Yann Le Goff le vendredi 20 novembre à 9 h 40. Corrigé par vous à 9 h 40." in shown


def test_a_page_that_sends_by_itself_reads_where_to_go(adviser, session, people):
    sent = answers(people, *["present"] * 3)
    for _ in range(2):
        response = signed_in(adviser).post(address(session), sent, headers={"Accept": "application/json"})
        assert response.json() == {"address": address(session), "call": RollCall.objects.get().pk}


def test_before_the_day_the_roll_is_read_not_called(adviser, session, people):
    with time_machine.travel(builders.NOW, tick=False):
        response = signed_in(adviser).get(address(session))
        assert "L’appel s’ouvre le jour même, vendredi 20 novembre." in text(response)
        assert "Annick" in text(response)
        assert signed_in(adviser).post(address(session), answers(people, *["present"] * 3)).status_code == 422
    assert not Attendance.objects.exists()


def test_a_session_called_off_has_no_roll(adviser, session, people):
    Session.objects.update(canceled_at=builders.NOW)
    assert "Cette séance est annulée." in text(signed_in(adviser).get(address(session)))
    assert signed_in(adviser).post(address(session), answers(people, *["present"] * 3)).status_code == 422


def test_a_session_nobody_enrolled_for_still_counts_who_came(adviser, session):
    client = signed_in(adviser)
    assert "Personne n’est inscrit." in text(client.get(address(session)))
    assert "3 personnes présentes, dont 3 sans nom." in text(
        client.post(address(session), answers([], unnamed="3"), follow=True)
    )


def test_the_page_reads_as_much_for_three_people_as_for_one(adviser, group, session, django_assert_num_queries):
    client = signed_in(adviser)
    builders.enrollment(group)
    client.get(address(session))
    for _ in range(2):
        with django_assert_num_queries(8):
            client.get(address(session))
        builders.enrollment(group)
        builders.enrollment(group)
