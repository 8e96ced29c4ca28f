"""Grids of skills at the desk: filled in person after person, corrected, read by those who may."""

import pytest
from django.urls import reverse

from escale.desk.workshops.progress.tests.conftest import answer, join
from escale.testing.cast import signed_in
from escale.testing.pages import text
from escale.workshops import skills
from escale.workshops.models import Enrollment, EnrollmentState, Mastery, Moment, Skill, SkillAnswer, SkillCheck


def first_of(group):
    return Enrollment.objects.filter(group=group).by_name().select_related("person", "organization")[0]


def grid_page(enrollment, moment="debut"):
    return reverse("desk:skill-check", args=[enrollment.pk, moment])


def test_the_first_grid_is_made_of_nineteen_skills_when_it_is_first_answered(adviser, ended):
    client, annick = signed_in(adviser), first_of(ended)
    page = text(client.get(grid_page(annick)))
    assert "Envoyer un mail" in page
    assert "Pas encore remplie." in page
    assert not Skill.objects.exists()
    response = client.post(grid_page(annick), {"s-n10": "alone", "s-n1": "with_help"})
    assert response.headers["Location"] == reverse("desk:skill-checks", args=[ended.pk, "debut"])
    said = SkillAnswer.objects.order_by("skill__position").values_list("skill__label", "mastery")
    assert list(said) == [("Allumer et éteindre l’appareil", "with_help"), ("Envoyer un mail", "alone")]
    assert Skill.objects.count() == 19


def test_an_answer_is_corrected_and_the_others_stay(adviser, ended):
    client, annick = signed_in(adviser), first_of(ended)
    one, two = skills.ensure(ended.organization)[:2]
    client.post(grid_page(annick), {f"s-{one.pk}": "alone", f"s-{two.pk}": "not_yet"})
    client.post(grid_page(annick), {f"s-{one.pk}": "with_help"})
    assert dict(SkillAnswer.objects.order_by("pk").values_list("skill", "mastery")) == {
        one.pk: "with_help",
        two.pk: "not_yet",
    }
    assert SkillCheck.objects.get().taken_by == adviser.user


def test_nothing_is_answered_in_advance_and_what_was_said_before_stands_beside(adviser, ended):
    annick = first_of(ended)
    answer(annick, Moment.FIRST, Mastery.WITH_HELP)
    page = text(signed_in(adviser).get(grid_page(annick, "fin")))
    assert page.count("Au début : avec aide") == 19
    assert "checked" not in page


def test_one_goes_from_a_person_to_the_next_whose_grid_is_empty(adviser, ended):
    client = signed_in(adviser)
    annick, bernard, colette = Enrollment.objects.filter(group=ended).by_name()[:3]
    answer(bernard)
    assert "puis Colette B." in text(client.get(grid_page(annick)))
    skill = skills.ensure(ended.organization)[0]
    response = client.post(grid_page(annick), {f"s-{skill.pk}": "alone", "suivante": "1"})
    assert response.headers["Location"] == grid_page(colette)


def test_an_answer_that_does_not_exist_is_said_and_nothing_is_lost(adviser, ended):
    client, annick = signed_in(adviser), first_of(ended)
    one, two = skills.ensure(ended.organization)[:2]
    response = client.post(grid_page(annick), {f"s-{one.pk}": "peut-être", f"s-{two.pk}": "alone"})
    assert response.status_code == 422
    assert "Cette réponse n’est plus dans la liste." in text(response)
    assert f'name="s-{two.pk}" value="alone" id="id_s-{two.pk}_2" checked' in text(response)
    assert not SkillCheck.objects.exists()


def test_an_empty_grid_is_not_written(adviser, ended):
    client, annick = signed_in(adviser), first_of(ended)
    assert "Aucune réponse n’est choisie." in text(client.post(grid_page(annick), {}, follow=True))
    assert not SkillCheck.objects.exists()


def test_a_grid_filled_in_by_mistake_is_erased(adviser, ended):
    annick = first_of(ended)
    answer(annick)
    signed_in(adviser).post(reverse("desk:skill-check-clear", args=[annick.pk, "debut"]))
    assert not SkillCheck.objects.exists()


def test_a_withdrawn_skill_that_was_answered_can_still_be_read(adviser, ended, now):
    annick = first_of(ended)
    answer(annick)
    withdrawn = skills.ensure(ended.organization)[3]
    skills.archive(withdrawn, now=now)
    client = signed_in(adviser)
    assert withdrawn.label in text(client.get(grid_page(annick)))
    assert withdrawn.label not in text(client.get(grid_page(annick, "fin")))


@pytest.mark.parametrize("address", ["milieu", "first", "debut-fin"])
def test_a_moment_that_does_not_exist_is_not_found(adviser, ended, address):
    assert signed_in(adviser).get(grid_page(first_of(ended), address)).status_code == 404


def test_whoever_only_waits_has_no_grid(adviser, ended):
    annick = first_of(ended)
    Enrollment.objects.filter(pk=annick.pk).update(state=EnrollmentState.CANCELED_BY_PERSON, left_at=ended.created_at)
    annick.attendances.all().delete()
    assert signed_in(adviser).get(grid_page(annick)).status_code == 404


def test_the_front_desk_and_volunteers_see_nothing_of_it(front_desk, volunteer, ended):
    annick = first_of(ended)
    answer(annick)
    for member in (front_desk, volunteer):
        client = signed_in(member)
        assert client.get(grid_page(annick)).status_code == 403
        assert "Progrès" not in text(client.get(reverse("desk:group", args=[ended.pk])))
        assert "sait faire" not in text(client.get(reverse("desk:person", args=[annick.person_id])))


def test_the_pages_of_the_group_and_of_the_person_lead_to_the_grids(adviser, ended):
    annick = first_of(ended)
    answer(annick, Moment.FIRST, count=5)
    answer(annick, Moment.LAST, count=12)
    client = signed_in(adviser)
    group = text(client.get(reverse("desk:group", args=[ended.pk])))
    assert "1 sur 6 grilles remplies" in group
    assert "Faire le bilan" in group
    person = text(client.get(reverse("desk:person", args=[annick.person_id])))
    assert "seul : 5, pas encore : 14" in person
    assert "12 savoir-faire sans aide" in person


def test_the_list_of_a_group_reads_as_much_for_many_as_for_one(adviser, ended, django_assert_max_num_queries):
    client, counts = signed_in(adviser), []
    skills.ensure(ended.organization)
    address = reverse("desk:skill-checks", args=[ended.pk, "debut"])
    client.get(address)
    for _ in range(2):
        with django_assert_max_num_queries(12) as read:
            client.get(address)
        counts.append(len(read.captured_queries))
        for name in ("Odile", "Paul"):
            answer(join(ended, name))
    assert counts[0] == counts[1]
