"""Who enrolled the people of a group, and how they heard of us: kept, shown on its page, counted."""

from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from escale.accounts.models import Membership
from escale.desk.workshops.groups import origins
from escale.people.models import Acquisition, Beneficiary
from escale.places.models import Venue
from escale.testing import builders
from escale.testing.cast import signed_in
from escale.workshops.models import EnrolledVia, Enrollment, EnrollmentState, Group

pytestmark = pytest.mark.usefixtures("friday")


@pytest.fixture
def visio(adviser: Membership, venue: Venue) -> Group:
    return builders.group(adviser, venue, title="Faire une visio")


def page_of(group: Group, membership: Membership) -> str:
    shown = signed_in(membership).get(reverse("desk:group", args=[group.pk]))
    return str(shown.content.decode()).replace("\u00a0", " ")


def enroll(membership: Membership, group: Group, **typed: Any) -> Any:
    address = reverse("desk:group-enroll", args=[group.pk])
    return signed_in(membership).post(address, {"submission": str(uuid4())} | typed)


def test_a_partner_enrolls_somebody(adviser: Membership, person: Beneficiary, visio: Group) -> None:
    enroll(adviser, visio, person=person.pk, by_partner="on", helper_name="CCAS de Vitré")
    made = Enrollment.objects.get()
    assert (made.via, made.helper_name) == (EnrolledVia.PRESCRIBER, "CCAS de Vitré")
    shown = page_of(visio, adviser)
    assert "Partenaire : CCAS de Vitré" in shown
    assert "Inscriptions : par un partenaire (1)" in shown


def test_the_partner_is_named(adviser: Membership, person: Beneficiary, visio: Group) -> None:
    refused = enroll(adviser, visio, person=person.pk, by_partner="on", needs="près de l’écran")
    shown = refused.content.decode()
    assert refused.status_code == 422
    assert "Écrivez le nom du partenaire qui l’oriente." in shown
    assert "près de l’écran" in shown
    assert not Enrollment.objects.exists()


def test_whoever_reserves_for_somebody_else_is_named(client: Client, adviser: Membership, visio: Group) -> None:
    typed = {"first_name": "Claire", "phone": "06 39 98 00 12", "for_someone": "on", "person_first_name": "Jeanne"}
    client.post(reverse("portal:group", args=[visio.slug]), typed | {"company": "seul", "envoi": str(uuid4())})
    made = Enrollment.objects.select_related("person").get()
    assert (made.person.first_name, made.helper_name, made.contact_phone) == ("Jeanne", "Claire", "+33639980012")
    shown = page_of(visio, adviser)
    assert "Aide : Claire" in shown
    assert "Inscrits par un proche : 1" in shown


def test_who_waits_says_who_enrolled_her_too(adviser: Membership, visio: Group) -> None:
    builders.enrollment(visio, state=EnrollmentState.WAITING, via=EnrolledVia.PRESCRIBER, helper_name="CCAS")
    assert "partenaire : CCAS" in page_of(visio, adviser)


def test_how_people_heard_of_us_is_shown(adviser: Membership, visio: Group) -> None:
    builders.enrollment(visio, acquisition=Acquisition.NEWSPAPER)
    shown = page_of(visio, adviser)
    assert "Nous a connus par le journal" in shown
    assert "Comment ils nous ont connus : le journal (1)" in shown


def test_the_most_frequent_comes_first(visio: Group) -> None:
    asked = builders.interest(visio.organization, acquisition=Acquisition.POSTER)
    people = [
        builders.enrollment(visio, via=EnrolledVia.STAFF, acquisition=Acquisition.NEWSPAPER),
        builders.enrollment(visio, via=EnrolledVia.PUBLIC, helper_name="Claire", acquisition=Acquisition.POSTER),
        builders.enrollment(visio, via=EnrolledVia.PUBLIC),
        builders.enrollment(visio, via=EnrolledVia.INVITATION, interest=asked),
        builders.enrollment(visio, via=EnrolledVia.PRESCRIBER, helper_name="CCAS"),
    ]
    assert [said.replace("\u00a0", " ") for _, said in origins.counted(people)] == [
        "Inscriptions : en ligne (2), par invitation (1), par l’équipe (1), par un partenaire (1)",
        "Inscrits par un proche : 1",
        "Comment ils nous ont connus : une affiche (2), le journal (1)",
    ]
    assert origins.counted([]) == []


def test_every_way_to_enroll_has_its_words() -> None:
    assert set(origins.VIA) == set(EnrolledVia)
