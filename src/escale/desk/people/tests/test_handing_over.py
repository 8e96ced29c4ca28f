"""An adviser leaves: everybody she follows goes to a colleague."""

import pytest
from django.urls import reverse

from escale.people.models import Beneficiary
from escale.testing import builders
from escale.testing.cast import signed_in

pytestmark = pytest.mark.usefixtures("friday")


@pytest.fixture
def followed(adviser, organization):
    for number in range(3):
        builders.person(organization, first_name=f"Anne{number}", phone=f"+3363998001{number}")
    Beneficiary.objects.update(referent=adviser.user)
    return adviser


def give(by, leaving, to, **values):
    return signed_in(by).post(reverse("desk:people-hand-over", args=[leaving.pk]), {"to": to.user_id} | values)


def test_the_page_counts_before_anything_is_done(admin, followed):
    shown = signed_in(admin).get(reverse("desk:people-hand-over", args=[followed.pk])).content.decode()
    assert "3 personnes sont accompagnées par Maëlle Garnier" in shown.replace("\u00a0", " ")


def test_everybody_goes_to_the_colleague_and_comes_back(admin, followed, colleague):
    done = give(admin, followed, colleague)
    assert set(Beneficiary.objects.values_list("referent", flat=True)) == {colleague.user_id}
    address = reverse("desk:people-take-back", args=[followed.pk])
    signed_in(admin).post(address, {"undo": done.context["undo"]})
    assert set(Beneficiary.objects.values_list("referent", flat=True)) == {followed.user_id}


def test_whoever_was_given_to_somebody_else_since_stays_there(admin, followed, colleague):
    done = give(admin, followed, colleague)
    first = Beneficiary.objects.order_by("pk")[0]
    Beneficiary.objects.filter(pk=first.pk).update(referent=admin.user)
    signed_in(admin).post(reverse("desk:people-take-back", args=[followed.pk]), {"undo": done.context["undo"]})
    assert Beneficiary.objects.filter(referent=followed.user_id).count() == 2


def test_nobody_is_given_to_an_outsider(admin, followed, outsider):
    assert give(admin, followed, outsider).status_code == 422
    assert set(Beneficiary.objects.values_list("referent", flat=True)) == {followed.user_id}


def test_a_forged_undo_changes_nothing(admin, followed, colleague):
    give(admin, followed, colleague)
    signed_in(admin).post(reverse("desk:people-take-back", args=[followed.pk]), {"undo": "x"})
    assert set(Beneficiary.objects.values_list("referent", flat=True)) == {colleague.user_id}


def test_a_number_nobody_has_is_refused(admin, adviser):
    address = reverse("desk:people-hand-over", args=[adviser.pk])
    assert signed_in(admin).post(address, {"to": "9" * 30}).status_code == 422
