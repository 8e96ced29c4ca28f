"""Behind the secret address: three faces after the last session, a point three months after, or a call."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from escale.appointments.models import CallbackRequest
from escale.portal.tests.acting import text_of
from escale.testing import builders
from escale.workshops import checks, links, skills
from escale.workshops.models import (
    Enrollment,
    EnrollmentState,
    Mastery,
    Moment,
    Satisfaction,
    Skill,
    SkillAnswer,
    SkillCheck,
)

NOW = builders.NOW


@pytest.fixture(autouse=True)
def _friday():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def over(adviser, venue, person) -> Enrollment:
    """Lucette's cycle ended three months ago, and the question was asked."""
    group = builders.group(adviser, venue, title="Débuter", sessions=3, starts_at=NOW - timedelta(weeks=15))
    return builders.enrollment(group, person, at=NOW - timedelta(weeks=16), asked_later_at=NOW)


def at(name, enrollment):
    return reverse(f"portal:{name}", args=[links.secret_of(enrollment)])


FACES = {"learnt": "3", "at_ease": "2", "would_return": "3"}


def test_three_taps_say_what_she_thinks_and_are_corrected(client: Client, over):
    page = text_of(client.get(at("satisfaction", over)))
    for words in ("J’ai appris des choses utiles", "Oui, beaucoup", "Pas vraiment"):
        assert words in page
    response = client.post(at("satisfaction", over), FACES, follow=True)
    assert "Merci ! Votre avis est noté." in text_of(response)
    client.post(at("satisfaction", over), FACES | {"learnt": "1"})
    assert list(Satisfaction.objects.values_list("enrollment", "learnt", "at_ease", "would_return")) == [
        (over.pk, 1, 2, 3)
    ]
    assert "Vous pouvez le changer." in text_of(client.get(at("satisfaction", over)))


@pytest.mark.parametrize("sent", [{}, {"learnt": "3"}, FACES | {"learnt": "9"}, FACES | {"learnt": "\x00"}])
def test_a_face_that_is_missing_is_asked_for_and_nothing_is_lost(client: Client, over, sent):
    response = client.post(at("satisfaction", over), sent)
    assert response.status_code == 422
    assert not Satisfaction.objects.exists()
    if "would_return" in sent:
        assert 'value="3" required aria-describedby' in text_of(response) or "checked" in text_of(response)


def test_nobody_says_it_before_the_last_session_or_without_a_seat(client: Client, adviser, venue, person):
    coming = builders.enrollment(builders.group(adviser, venue), person)
    assert "rien à répondre aujourd’hui" in text_of(client.get(at("satisfaction", coming)))
    client.post(at("satisfaction", coming), FACES)
    left = builders.enrollment(builders.group(adviser, venue, starts_at=NOW - timedelta(days=8)), at=NOW)
    Enrollment.objects.filter(pk=left.pk).update(state=EnrollmentState.CANCELED_BY_US)
    client.post(at("satisfaction", left), FACES)
    assert not Satisfaction.objects.exists()


def test_what_she_does_alone_is_answered_with_the_link_alone(client: Client, over):
    page = text_of(client.get(at("skill-check", over)))
    assert page.count("Oui, sans aide") == 19
    assert "checked" not in page.partition('class="stack g5 questions"')[2].partition("</form>")[0]
    assert not Skill.objects.exists()
    response = client.post(at("skill-check", over), {"s-n10": "alone", "s-n2": "with_help"}, follow=True)
    assert "Merci ! Vos réponses sont notées." in text_of(response)
    check = SkillCheck.objects.get()
    assert (check.person, check.moment, check.taken_by) == (over.person, Moment.LATER, None)
    assert SkillAnswer.objects.count() == 2


def test_the_point_is_corrected(client: Client, over):
    one = skills.ensure(over.organization)[0]
    checks.fill(over, moment=Moment.LATER, answers={one.pk: Mastery.NOT_YET}, by=None, now=NOW)
    assert "vous pouvez les corriger" in text_of(client.get(at("skill-check", over)))
    client.post(at("skill-check", over), {f"s-{one.pk}": "alone"})
    assert list(SkillAnswer.objects.values_list("mastery", flat=True)) == ["alone"]


def test_a_point_without_an_answer_says_what_to_do(client: Client, over):
    response = client.post(at("skill-check", over), {}, follow=True)
    assert "Choisissez au moins une réponse" in text_of(response)
    assert client.post(at("skill-check", over), {"s-n1": "maybe"}).status_code == 422


def test_the_point_is_not_answered_before_it_is_asked(client: Client, over):
    Enrollment.objects.filter(pk=over.pk).update(asked_later_at=None)
    assert "rien à répondre aujourd’hui" in text_of(client.get(at("skill-check", over)))
    client.post(at("skill-check", over), {"s-n1": "alone"})
    client.post(at("skill-check-call", over))
    assert not SkillCheck.objects.exists()
    assert not CallbackRequest.objects.exists()


def test_she_would_rather_speak_once_however_often_she_asks(client: Client, over):
    for _ in range(2):
        response = client.post(at("skill-check-call", over), follow=True)
        assert "Nous vous appelons." in text_of(response)
    asked = CallbackRequest.objects.get()
    assert (asked.first_name, asked.phone) == ("Lucette", over.person.phone)
    assert asked.wish.replace("\u00a0", " ") == "Faire le point, trois mois après « Débuter »."


def test_the_page_of_the_enrollment_leads_to_both(client: Client, over):
    page = text_of(client.get(at("enrollment", over)))
    assert "Faire le point" in page
    assert "Donner mon avis" in page
    client.post(at("satisfaction", over), FACES)
    client.post(at("skill-check", over), {"s-n1": "alone"})
    page = text_of(client.get(at("enrollment", over)))
    assert "Le changer" in page
    assert "Les corriger" in page


@pytest.mark.parametrize("name", ["skill-check", "satisfaction"])
def test_a_secret_nobody_was_given_opens_nothing_and_no_answer_is_kept_by_the_way(client: Client, over, name):
    assert client.get(reverse(f"portal:{name}", args=["inconnu"])).status_code == 404
    assert client.get(at(name, over)).headers["Cache-Control"] == "no-store, private"
