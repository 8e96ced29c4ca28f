"""Animating, an event, a partnership: each kind asks its own, and is written once."""

from uuid import uuid4

import pytest

from escale.activity.models import CoordinationKind, CoordinationRecord
from escale.desk.reports.tests.test_day import text
from escale.testing import builders
from escale.testing.cast import signed_in

ADD = "/equipe/comptes-rendus/coordination/ajouter/"
LIST = "/equipe/comptes-rendus/coordination/"


@pytest.fixture
def meeting():
    return {
        "submission": uuid4(),
        "on": builders.NOW.date(),
        "minutes": 90,
        "animation_type": "reunion_coordination",
        "topics": ["partage"],
        "advisers": 4,
    }


def partners(*names):
    rows = {"partenaires-TOTAL_FORMS": "2", "partenaires-INITIAL_FORMS": "0"}
    for rank, name in enumerate(names):
        rows |= {f"partenaires-{rank}-name": name, f"partenaires-{rank}-kind": "commune"}
    return rows


def test_a_meeting_is_written_once(client, meeting):
    client.post(f"{ADD}animation/", meeting)
    client.post(f"{ADD}animation/", meeting)
    written = CoordinationRecord.objects.get()
    assert (written.kind, written.minutes, written.advisers, written.structures) == (
        CoordinationKind.ANIMATION,
        90,
        4,
        0,
    )


def test_a_meeting_of_nobody_is_refused(client, meeting):
    answer = client.post(f"{ADD}animation/", meeting | {"advisers": ""})
    assert "Comptez au moins une personne ou une structure." in text(answer)


def test_another_type_says_which(client, meeting):
    answer = client.post(f"{ADD}animation/", meeting | {"animation_type": "autre"})
    assert answer.status_code == 422
    assert "Vous avez choisi « Autre »." in text(answer)


def test_an_event_asks_how_many_came(client):
    said = {"submission": uuid4(), "on": builders.NOW.date(), "event_type": "national", "organizers": ["etat"]}
    assert client.post(f"{ADD}evenement/", said).status_code == 422
    client.post(f"{ADD}evenement/", said | {"participants": "0"})
    assert CoordinationRecord.objects.get().participants == 0


def test_a_partnership_names_its_partners(client):
    said = {"submission": uuid4(), "on": builders.NOW.date(), "partnership_kinds": ["subvention"]}
    answer = client.post(f"{ADD}partenariat/", said | partners())
    assert "Ajoutez au moins une structure partenaire." in text(answer)
    client.post(f"{ADD}partenariat/", said | partners("Médiathèque de Vitré"))
    expected = [{"name": "Médiathèque de Vitré", "kind": "commune", "other": ""}]
    assert CoordinationRecord.objects.get().partners == expected


def test_it_is_changed_taken_away_and_put_back(client, meeting):
    client.post(f"{ADD}animation/", meeting)
    written = CoordinationRecord.objects.get()
    client.post(f"{LIST}{written.pk}/", meeting | {"minutes": 60})
    assert CoordinationRecord.objects.get().minutes == 60
    assert "La remettre" in text(client.post(f"{LIST}{written.pk}/retirer/", follow=True))
    assert "Rien n’est noté." in text(client.get(LIST))
    client.post(f"{LIST}{written.pk}/remettre/")
    assert "Réunion" not in text(client.get(f"{LIST}?type=evenement"))
    assert "1 h 30" not in text(client.get(LIST))
    assert "1 heure" in text(client.get(LIST))


def test_a_colleague_changes_nothing_of_hers(client, meeting, colleague):
    client.post(f"{ADD}animation/", meeting)
    written = CoordinationRecord.objects.get()
    assert signed_in(colleague).post(f"{LIST}{written.pk}/retirer/").status_code == 403


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_asks_as_often_for_one_as_for_three(client, meeting, django_assert_num_queries, count):
    for _ in range(count):
        client.post(f"{ADD}animation/", meeting | {"submission": uuid4()})
    client.get(LIST)
    with django_assert_num_queries(4):
        client.get(LIST)


@pytest.mark.parametrize("field", ["tags", "partenaires-0-name", "partenaires-0-other"])
def test_no_text_of_it_holds_a_secret(client, field):
    said = {"submission": uuid4(), "on": builders.NOW.date(), "partnership_kinds": ["subvention"]} | partners("Vitré")
    answer = client.post(f"{ADD}partenariat/", said | {field: "mot de passe : Vitre2026!"})
    assert answer.status_code == 422
    assert not CoordinationRecord.objects.exists()
