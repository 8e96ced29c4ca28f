"""The pages of the equipment, on Friday 13 November 2026."""

from datetime import date, timedelta

import pytest

from escale.accounts.models import Membership
from escale.agenda import loans
from escale.agenda.models import Equipment, EquipmentKind, Loan
from escale.desk.settings.tests.acting import address, get, post, post_and_read, settled, text_of
from escale.people.models import Beneficiary
from escale.testing import builders

pytestmark = pytest.mark.usefixtures("friday")


def thing(member: Membership, name: str = "Tablette 1", kind: EquipmentKind = EquipmentKind.TABLET) -> Equipment:
    return Equipment.objects.create(organization=member.organization, name=name, kind=kind, created_at=builders.NOW)


def lent(
    member: Membership, equipment: Equipment, *, due_on: date, days_ago: int = 0, borrower: str = "Jeanne"
) -> Loan:
    return loans.lend(
        equipment,
        person=None,
        borrower=borrower,
        due_on=due_on,
        condition="",
        by=member,
        now=builders.NOW - timedelta(days=days_ago),
    )


def test_the_list_says_where_each_thing_is_the_late_ones_first(adviser: Membership):
    lent(adviser, thing(adviser, "Tablette 1"), due_on=date(2026, 12, 4))
    lent(adviser, thing(adviser, "Portable 2", EquipmentKind.LAPTOP), due_on=date(2026, 11, 10), days_ago=20)
    thing(adviser, "Tablette 3")
    page = text_of(get(adviser, "equipment"))
    assert "Prêtée à Jeanne jusqu’au vendredi 4 décembre" in page
    assert "En retard de 3 jours : chez Jeanne" in page
    assert page.index("À régler") < page.index("Portable 2") < page.index("Tablette 1")
    assert "Disponible" in page


def test_an_empty_list_says_what_to_do(adviser: Membership, front_desk: Membership):
    assert "Ajouter une tablette" in text_of(get(adviser, "equipment"))
    assert "Ajouter une tablette" not in text_of(get(front_desk, "equipment"))


def test_a_thing_is_added_changed_and_retired(adviser: Membership):
    values = {"name": "Tablette 1", "kind": "tablet", "computers": 1, "note": "chargeur dans la pochette"}
    assert "C’est ajouté" in post_and_read(adviser, "equipment-add", **values)
    made = Equipment.objects.get()
    post(adviser, "equipment-change", made.pk, **(values | {"name": "Tablette A"}))
    made.refresh_from_db()
    assert made.name == "Tablette A"
    post(adviser, "equipment-retire", made.pk)
    assert get(adviser, "equipment-one", made.pk).status_code == 404


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"name": ""}, "Écrivez son nom."),
        ({"name": "Tablette 1"}, "Un matériel porte déjà ce nom."),
        ({"computers": "999"}, "Écrivez un nombre de 0 à 50."),
        ({"note": "mot de passe : Vitre35!"}, "mot de passe"),
        ({"name": "é" * 5000}, "trop long"),
        ({"name": "\x00"}, ""),
    ],
)
def test_what_is_wrong_about_a_thing_is_said(adviser: Membership, values: dict[str, str], sentence: str):
    thing(adviser)
    response = post(adviser, "equipment-add", **({"name": "Autre", "kind": "tablet", "computers": 1} | values))
    assert response.status_code == 422
    assert sentence in text_of(response)
    assert response.content.decode().count('role="alert"') == 1
    assert Equipment.objects.count() == 1


def test_one_lends_to_a_person_found_by_her_name(front_desk: Membership, person: Beneficiary):
    tablet = thing(front_desk)
    client = settled(front_desk)
    page = text_of(client.get(address("equipment-lend", tablet.pk), {"q": "Lucette"}))
    assert "Lucette B." in page
    values = {"q": "Lucette", "person": person.pk, "due_on": "2026-12-04", "condition": "sans rayure"}
    said = post_and_read(front_desk, "equipment-lend", tablet.pk, **values)
    assert "Lucette B. rend Tablette 1 le vendredi 4 décembre" in said


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({}, "Choisissez une personne, ou écrivez un prénom."),
        ({"borrower": "Jeanne", "due_on": "2026-11-12"}, "Ce jour est passé."),
        ({"borrower": "Jeanne", "due_on": "2028-11-12"}, "Vérifiez l’année."),
        ({"borrower": "Jeanne", "condition": "mot de passe : Vitre35!"}, "mot de passe"),
        ({"person": "999999"}, ""),
        ({"person": "9" * 40}, ""),
    ],
)
def test_what_is_wrong_about_a_loan_is_said(adviser: Membership, values: dict[str, str], sentence: str):
    tablet = thing(adviser)
    response = post(adviser, "equipment-lend", tablet.pk, **({"due_on": "2026-12-04"} | values))
    assert response.status_code == 422
    assert sentence in text_of(response)
    assert not Loan.objects.exists()


def test_nobody_of_another_organization_is_lent_to(adviser: Membership, outsider: Membership):
    stranger = builders.person(outsider.organization, first_name="Ailleurs")
    response = post(adviser, "equipment-lend", thing(adviser).pk, person=stranger.pk, due_on="2026-12-04")
    assert response.status_code == 422
    assert "Ailleurs" not in text_of(response)


def test_the_story_of_a_thing_is_told_the_latest_first(adviser: Membership):
    tablet = thing(adviser)
    first = lent(adviser, tablet, due_on=date(2026, 11, 5), days_ago=20, borrower="Marc")
    post(adviser, "equipment-return", first.pk, condition="coin abîmé")
    lent(adviser, tablet, due_on=date(2026, 12, 4))
    page = text_of(get(adviser, "equipment-one", tablet.pk))
    assert "Samedi 24 octobre : à Marc par Maëlle, rendu le vendredi 13 novembre." in page
    assert "Au retour : coin abîmé" in page
    assert page.index("à Jeanne") < page.index("à Marc")


def test_a_loan_is_prolonged_or_refused_beside_its_field(adviser: Membership):
    loan = lent(adviser, thing(adviser), due_on=date(2026, 12, 4))
    assert post(adviser, "equipment-prolong", loan.pk, due_on="").status_code == 422
    assert "à rendre le vendredi 18 décembre" in post_and_read(
        adviser, "equipment-prolong", loan.pk, due_on="2026-12-18"
    )


def test_a_return_is_undone(adviser: Membership):
    loan = lent(adviser, thing(adviser), due_on=date(2026, 12, 4))
    assert "Rendu par erreur ?" in post_and_read(adviser, "equipment-return", loan.pk)
    post(adviser, "equipment-return-undo", loan.pk)
    assert Loan.objects.running().exists()


def test_the_list_asks_as_many_questions_for_one_thing_as_for_three(adviser: Membership, queries):
    lent(adviser, thing(adviser, "Tablette 1"), due_on=date(2026, 12, 4))
    client = settled(adviser)
    with queries() as with_one:
        client.get(address("equipment"))
    for name in ("Tablette 2", "Tablette 3"):
        lent(adviser, thing(adviser, name), due_on=date(2026, 12, 4))
    with queries() as with_three:
        client.get(address("equipment"))
    assert len(with_one) == len(with_three)
