"""The pages of the group builder: what they show, what each gesture does, what is refused."""

from datetime import date, time, timedelta
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from escale.accounts.models import Membership
from escale.agenda.models import Commitment
from escale.places.models import Room, Venue
from escale.testing import builders
from escale.testing.cast import signed_in
from escale.workshops import drafts
from escale.workshops.drafts import HalfDay
from escale.workshops.learners import Rules
from escale.workshops.models import DraftGroup, Enrollment, EnrollmentState, Group, Interest

BOARD = reverse("desk:groups")


@pytest.fixture(autouse=True)
def friday() -> Any:
    with time_machine.travel(builders.NOW, tick=False):
        yield


@pytest.fixture
def classroom(venue: Venue) -> Room:
    return Room.objects.create(venue=venue, name="salle 2", seats=12, computers=4)


@pytest.fixture
def desk(adviser: Membership) -> Client:
    return signed_in(adviser)


def people(adviser: Membership, count: int = 5, **values: object) -> list[Interest]:
    given: dict[str, object] = {"level": "beginner", "availability": ["tue-morning"]}
    return [
        builders.interest(
            adviser.organization,
            first_name=f"Prénom{number}",
            last_name="Martin",
            phone=f"+336399801{number:02d}",
            created_at=builders.NOW - timedelta(days=40 - number),
            **(given | values),
        )
        for number in range(count)
    ]


def tuesday(adviser: Membership, room: Room, *, start: time = time(9, 30), weekday: int = 1) -> DraftGroup:
    half_day = HalfDay(
        venue=room.venue,
        room=room,
        adviser=adviser.user,
        weekday=weekday,
        start=start,
        end=time(start.hour + 2, start.minute),
        starts_on=date(2027, 1, 5),
        seats=4,
    )
    (added,) = drafts.add(adviser.organization, [half_day], now=builders.NOW).added
    return DraftGroup.objects.get(pk=added)


def proposed(adviser: Membership, room: Room, *, count: int = 5) -> DraftGroup:
    people(adviser, count)
    draft = tuesday(adviser, room)
    rules = Rules(smallest=3, largest=9)
    drafts.propose(adviser.organization, rules, keep_by_hand=True, now=builders.NOW)
    return draft


def page(client: Client, address: str = BOARD) -> str:
    return client.get(address).content.decode().replace("\u00a0", " ")


def form_of(adviser: Membership, at: Room, **values: object) -> dict[str, object]:
    given: dict[str, object] = {
        "title": "Les matinales",
        "level": "beginner",
        "weekday": "1",
        "start": "09:30",
        "end": "11:30",
        "starts_on": "2027-01-05",
        "count": "10",
        "venue": at.venue_id,
        "room": at.pk,
        "adviser": adviser.pk,
        "seats": "4",
    }
    return given | values


def test_the_page_begins_with_half_days_and_proposes_groups_in_them(
    desk: Client, adviser: Membership, classroom: Room
) -> None:
    people(adviser, 6)
    assert "Mardi, 9 h 30 à 11 h 30 · Centre social, salle 2 · 4 places" in page(desk)

    refused = desk.post(reverse("desk:groups-start"))
    accepted = desk.post(reverse("desk:groups-start"), {"half_days": ["0", "1"], "taille": "4-6"}, follow=True)

    assert refused.status_code == 422
    assert accepted.status_code == 200
    assert list(DraftGroup.objects.order_by("pk").values_list("title", flat=True)) == [
        "Débuter avec l’ordinateur",
        "Groupe à former",
    ]
    assert Interest.objects.exclude(draft=None).count() == 4


def test_a_group_says_why_and_those_left_what_could_be_done(desk: Client, adviser: Membership, classroom: Room) -> None:
    proposed(adviser, classroom)
    builders.interest(adviser.organization, first_name="Tom", level="beginner", availability=["thu-evening"])
    builders.interest(adviser.organization, first_name="Ana", level="")

    shown = page(desk)

    for sentence in (
        "7 personnes veulent apprendre. Voici une proposition : vous décidez.",
        "4 personnes découvrent.",
        "Toutes sont libres le mardi matin.",
        "4 ordinateurs dans la salle, donc 4 places.",
        "4 sur 4",
        "attend depuis octobre",
        "3 personnes sans groupe",
        "Le mardi est complet.",
        "1re sur la liste d’attente",
        "Libre seulement le soir.",
        "Ouvrir un groupe le jeudi soir",
        "Pas encore de niveau.",
        "L’appeler pour situer son niveau : 06 39 98 00 51",
        "<b>1 cycle, 4 personnes.</b> 4 reçoivent un SMS.",
    ):
        assert sentence in shown, sentence


def test_somebody_is_moved_and_moved_back(desk: Client, adviser: Membership, classroom: Room) -> None:
    draft = proposed(adviser, classroom)
    last = Interest.objects.get(draft=None)
    address = reverse("desk:groups-move", args=[last.pk])

    moved = desk.post(address, {"vers": draft.pk, "taille": "4-6", "ordre": "venue"})
    shown = page(desk, moved.url)

    assert moved.url == f"{BOARD}?taille=4-6&ordre=venue#groupe-{draft.pk}"
    assert "Prénom4 M. rejoint « Débuter avec l’ordinateur »." in shown
    assert "sur la liste d’attente" in shown
    assert "5 sur 4" in shown

    desk.post(reverse("desk:groups-undo"))
    last.refresh_from_db()
    assert (last.draft, last.placed_by_hand) == (None, False)


def test_a_move_is_to_no_group_to_the_next_term_or_to_a_group_of_the_team(
    desk: Client, adviser: Membership, outsider: Membership, classroom: Room
) -> None:
    proposed(adviser, classroom)
    first, second = Interest.objects.exclude(draft=None).order_by("pk")[:2]
    elsewhere = builders.venue(outsider.organization)
    theirs = tuesday(outsider, builders.room(elsewhere))

    desk.post(reverse("desk:groups-move", args=[first.pk]), {"vers": "sans"})
    desk.post(reverse("desk:groups-move", args=[second.pk]), {"vers": "trimestre"})
    refused = [
        desk.post(reverse("desk:groups-move", args=[first.pk]), {"vers": value}).status_code
        for value in (theirs.pk, "", "x", "9" * 40, "-1", "²")
    ]

    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.draft, first.placed_by_hand) == (None, True)
    assert second.postponed_until == date(2027, 4, 1)
    assert refused == [404] * 6


def test_a_group_is_added_changed_and_removed(desk: Client, adviser: Membership, classroom: Room) -> None:
    draft = proposed(adviser, classroom)

    desk.post(reverse("desk:groups-add"), form_of(adviser, classroom, weekday="0"))
    desk.post(reverse("desk:groups-change", args=[draft.pk]), form_of(adviser, classroom, title="Les tôt levés"))
    titles = list(DraftGroup.objects.order_by("pk").values_list("title", "weekday"))
    desk.post(reverse("desk:groups-remove", args=[draft.pk]))

    assert titles == [("Les tôt levés", 1), ("Les matinales", 0)]
    assert list(DraftGroup.objects.values_list("title", flat=True)) == ["Les matinales"]
    assert Interest.objects.filter(draft=None).count() == 5

    desk.post(reverse("desk:groups-undo"))
    assert Interest.objects.filter(draft=draft.pk).count() == 4


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"title": ""}, "Remplissez « Titre du groupe »."),
        ({"title": "Mot de passe : Loulou35!"}, "mot de passe"),
        ({"end": "09:30"}, "La fin vient après le début."),
        ({"count": "0"}, "Écrivez un nombre à partir de 1."),
        ({"count": "61"}, "Écrivez un nombre qui ne dépasse pas 60."),
        ({"seats": "beaucoup"}, "Écrivez un nombre, en chiffres."),
        ({"starts_on": "mardi"}, "Écrivez une date comme 17/11/2026."),
        ({"starts_on": "2026-11-12"}, "Ce jour est passé."),
        ({"starts_on": "9999-12-31"}, "C’est dans plus de deux ans."),
        ({"weekday": "9"}, "Cette réponse n’est plus dans la liste."),
    ],
)
def test_a_wrong_group_is_told_what_to_do_and_nothing_typed_is_lost(
    desk: Client, adviser: Membership, classroom: Room, wrong: dict[str, str], said: str
) -> None:
    answer = desk.post(reverse("desk:groups-add"), form_of(adviser, classroom, **wrong))

    assert answer.status_code == 422
    assert said in answer.content.decode().replace("\u00a0", " ")
    assert not DraftGroup.objects.exists()


def test_a_room_of_another_venue_is_refused(desk: Client, adviser: Membership, classroom: Room) -> None:
    other = builders.room(builders.venue(adviser.organization, name="Médiathèque"))

    answer = desk.post(reverse("desk:groups-add"), form_of(adviser, classroom, room=other.pk))

    assert "Cette salle n’est pas à Centre social." in answer.content.decode()


def test_proposing_again_says_how_many_change(desk: Client, adviser: Membership, classroom: Room) -> None:
    people(adviser, 4)
    tuesday(adviser, classroom)

    first = desk.post(reverse("desk:groups-propose"), {"taille": "4-6"}, follow=True).content.decode()
    second = desk.post(reverse("desk:groups-propose"), {"taille": "4-6"}, follow=True).content.decode()

    assert "4\u00a0personnes changent de groupe." in first
    assert "La proposition est la même" in second


def test_the_invitation_is_read_then_sent(desk: Client, adviser: Membership, classroom: Room) -> None:
    proposed(adviser, classroom)

    shown = page(desk, reverse("desk:groups-invite"))
    assert "10 séances, du 5 janvier au" in shown
    assert "Pas de séance : mardi 23 février (" in shown
    assert "Bonjour Prénom0." in shown
    assert "Débuter avec l’ordinateur, dès mardi 5 janvier à 9 h 30" in shown
    assert not Group.objects.exists()

    answered = desk.post(reverse("desk:groups-invite"), follow=True).content.decode().replace("\u00a0", " ")

    assert "1 cycle créé, 4 personnes invitées." in answered
    assert "0 oui, 4 réponses attendues." in answered
    assert desk.post(reverse("desk:groups-invite")).url == BOARD
    assert Group.objects.count() == 1


def test_a_conflict_is_read_before_anything_is_created(desk: Client, adviser: Membership, classroom: Room) -> None:
    draft = proposed(adviser, classroom)
    other = tuesday(adviser, classroom, start=time(10))
    drafts.move(Interest.objects.get(draft=None), to=other)

    refused = desk.post(reverse("desk:groups-invite"))
    keys = [each.ready.key for each in refused.context["coming"] if each.ready.key]
    created_before = Group.objects.count()
    accepted = desk.post(reverse("desk:groups-invite"), {"accord": keys})

    assert refused.status_code == 422
    assert "anime déjà" in refused.content.decode()
    assert created_before == 0
    assert accepted.status_code == 302
    assert Group.objects.count() == 2
    assert desk.post(reverse("desk:groups-move", args=[0]), {"vers": draft.pk}).status_code == 404


def test_answers_are_noted_by_telephone(desk: Client, adviser: Membership, classroom: Room) -> None:
    proposed(adviser, classroom)
    desk.post(reverse("desk:groups-invite"))
    first, second, third, _ = Enrollment.objects.order_by("pk")

    for enrollment, said in ((first, "oui"), (second, "non"), (third, "rappeler")):
        desk.post(reverse("desk:groups-answer", args=[enrollment.pk]), {"reponse": said})

    shown = page(desk, reverse("desk:groups-answers"))
    assert "1 oui, 1 non, 2 réponses attendues." in shown
    assert list(Enrollment.objects.order_by("pk").values_list("state", flat=True)) == [
        EnrollmentState.ENROLLED,
        EnrollmentState.CANCELED_BY_PERSON,
        EnrollmentState.OFFERED,
        EnrollmentState.OFFERED,
    ]
    tuesday(adviser, classroom)
    assert "A dit non à « Débuter avec l’ordinateur »." in page(desk)


def test_an_answer_that_comes_too_late_is_said(desk: Client, adviser: Membership, classroom: Room) -> None:
    proposed(adviser, classroom)
    desk.post(reverse("desk:groups-invite"))
    first = Enrollment.objects.order_by("pk")[0]
    address = reverse("desk:groups-answer", args=[first.pk])
    desk.post(address, {"reponse": "non"})

    assert "Trop tard" in desk.post(address, {"reponse": "oui"}, follow=True).content.decode()
    assert desk.post(address, {"reponse": "peut-être"}).status_code == 404


@pytest.mark.parametrize("address", ["desk:groups", "desk:groups-invite", "desk:groups-answers"])
def test_as_many_queries_for_three_people_as_for_one(
    desk: Client, adviser: Membership, classroom: Room, address: str
) -> None:
    desk.get(BOARD)
    costs = []
    for number in (1, 3):
        for rows in (Enrollment, Interest, Group, DraftGroup, Commitment):
            rows.objects.all().delete()
        draft = tuesday(adviser, classroom)
        for each in people(adviser, number):
            drafts.move(each, to=draft)
        people(adviser, number, availability=["thu-evening"])
        if address == "desk:groups-answers":
            desk.post(reverse("desk:groups-invite"))
        with CaptureQueriesContext(connection) as queries:
            shown = desk.get(reverse(address)).content.decode()
        assert f"Prénom{number - 1}" in shown
        costs.append(len(queries))
    assert costs[0] == costs[1]
