"""The team notes that somebody said yes to a relative, and stops it when she asks."""

import pytest
from django.urls import reverse

from escale.myspace.models import AgreedHow, EndedBy, HelperAgreement
from escale.testing.cast import signed_in
from escale.testing.pages import text

CLAIRE = {"helper_name": "Claire", "helper_phone": "06 39 98 00 77", "said_yes": "on"}

pytestmark = pytest.mark.usefixtures("friday")


def page_of(person) -> str:
    return reverse("desk:person-relatives", args=[person.pk])


def test_a_yes_said_aloud_is_noted_by_who_heard_it(adviser, person):
    shown = signed_in(adviser).post(page_of(person), CLAIRE, follow=True)
    noted = HelperAgreement.objects.get()
    assert (noted.person, noted.agreed_how, noted.noted_by) == (person, AgreedHow.SPOKEN, adviser.user)
    assert "Claire" in text(shown)


def test_noted_again_there_is_one_agreement(adviser, person, now):
    browser = signed_in(adviser)
    browser.post(page_of(person), CLAIRE)
    browser.post(page_of(person), CLAIRE)
    assert HelperAgreement.objects.live(now=now).count() == 1


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"said_yes": ""}, "Cochez cette case"),
        ({"helper_name": "06 39"}, "Écrivez seulement un prénom"),
        ({"helper_name": "C" * 5000}, "trop long"),
        ({"helper_phone": "06 39 98 00 42"}, "C’est le numéro de cette personne"),
        ({"helper_phone": "12"}, "Nous lisons 2 chiffres"),
        ({"helper_name": "Cl\x00"}, "illisible"),
    ],
)
def test_what_can_t_be_noted_is_refused_with_a_sentence(adviser, person, typed, said):
    response = signed_in(adviser).post(page_of(person), CLAIRE | typed)
    assert (response.status_code, said in text(response)) == (422, True)
    assert not HelperAgreement.objects.exists()


def test_the_team_stops_it_when_she_asks(adviser, person):
    browser = signed_in(adviser)
    browser.post(page_of(person), CLAIRE)
    browser.post(reverse("desk:relative-stop", args=[HelperAgreement.objects.get().pk]))
    assert HelperAgreement.objects.get().ended_by == EndedBy.TEAM


def test_the_relative_her_file_names_is_proposed(adviser, person):
    type(person).objects.update(helper_name="Claire Briand", helper_phone="+33639980077")
    assert 'value="Claire"' in text(signed_in(adviser).get(page_of(person)))


def test_another_organization_sees_nothing_of_it(outsider, person):
    assert signed_in(outsider).get(page_of(person)).status_code == 404
