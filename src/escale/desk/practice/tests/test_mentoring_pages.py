"""Mentoring: asked of who offers it, accepted, its goals, its end; read by the two, by nobody else."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.urls import reverse

from escale.accounts.models import Membership
from escale.desk.practice.tests.test_directory_pages import shown
from escale.outbox.delivery import deliver_due
from escale.people import retention
from escale.periodic import CATALOGUE
from escale.practice import mentoring
from escale.practice.models import Mentoring, MentoringGoal, MentoringState, PeerProfile
from escale.testing import builders, pages
from escale.testing.cast import signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("friday")]

NOW = builders.NOW
LIST = reverse("desk:peers-mentorings")


@pytest.fixture
def mentor(colleague: Membership) -> PeerProfile:
    return shown(colleague, mentors=True)


@pytest.fixture
def asked(adviser: Membership, mentor: PeerProfile) -> Mentoring:
    return mentoring.ask(mentor.membership.user, "Animer un groupe.", member=adviser, submission=UUID(int=1), now=NOW)


def at(name: str, pk: int) -> str:
    return reverse(f"desk:peers-mentoring{name}", args=[pk])


def test_it_is_asked_accepted_goes_by_goals_and_ends(
    mentor: PeerProfile, adviser: Membership, colleague: Membership, mailoutbox: list[Any]
) -> None:
    learner, other = signed_in(adviser), signed_in(colleague)
    assert "Yann Le Goff" in pages.text(learner.get(LIST))
    refused = learner.post(at("-ask", mentor.pk), {"words": ""})
    assert refused.status_code == 422
    for _ in range(2):
        learner.post(at("-ask", mentor.pk), {"words": "Animer un groupe.", "submission": str(UUID(int=1))})
    pk = Mentoring.objects.get().pk
    deliver_due(now=NOW, catalogue=CATALOGUE)
    assert "Attend votre réponse" in pages.text(other.get(LIST))
    other.post(at("-accept", pk))
    deliver_due(now=NOW, catalogue=CATALOGUE)
    assert [(mail.to[0], mail.subject) for mail in mailoutbox] == [
        (colleague.user.email, "Maëlle aimerait être accompagné par vous"),
        (adviser.user.email, "Yann accepte de vous accompagner"),
    ]
    assert "Animer un groupe" not in mailoutbox[0].body
    for _ in range(2):
        learner.post(at("", pk), {"text": "Animer seule un atelier"})
    goal = MentoringGoal.objects.get()
    other.post(at("-goal", goal.pk))
    assert "Atteint vendredi 13 novembre" in pages.text(learner.get(at("", pk)))
    ended = other.post(at("-end", pk), follow=True)
    assert Mentoring.objects.get().state == MentoringState.ENDED
    other.post(pages.undo_of(ended))
    assert Mentoring.objects.get().state == MentoringState.ACCEPTED
    learner.post(at("-goal-remove", goal.pk))
    assert not MentoringGoal.objects.exists()


def test_nobody_else_reads_it_not_even_who_runs_the_team(
    asked: Mentoring, admin: Membership, coordinator: Membership
) -> None:
    mentoring.add_goal(asked, "Un but", now=NOW)
    goal = MentoringGoal.objects.get()
    for other in (admin, coordinator):
        desk = signed_in(other)
        assert desk.get(at("", asked.pk)).status_code == 404
        assert "Maëlle Garnier m’" not in pages.text(desk.get(LIST))
        for name in ("-accept", "-decline", "-withdraw", "-end", "-resume"):
            assert desk.post(at(name, asked.pk)).status_code == 404
        for name in ("-goal", "-goal-remove"):
            assert desk.post(at(name, goal.pk)).status_code == 404


def test_only_who_is_asked_answers_and_only_who_asks_withdraws(
    asked: Mentoring, adviser: Membership, colleague: Membership, mailoutbox: list[Any]
) -> None:
    assert signed_in(adviser).post(at("-accept", asked.pk)).status_code == 404
    assert signed_in(colleague).post(at("-withdraw", asked.pk)).status_code == 404
    signed_in(adviser).post(at("-withdraw", asked.pk))
    deliver_due(now=NOW, catalogue=CATALOGUE)
    assert mailoutbox == []
    signed_in(colleague).post(at("-accept", asked.pk))
    assert Mentoring.objects.get().state == MentoringState.WITHDRAWN


def test_it_is_asked_of_who_offers_it_and_once_at_a_time(
    asked: Mentoring, mentor: PeerProfile, adviser: Membership, coordinator: Membership, outsider: Membership
) -> None:
    desk = signed_in(adviser)
    again = desk.post(at("-ask", mentor.pk), {"words": "Encore"})
    assert again.status_code == 422
    assert "Vous avez déjà demandé à Yann" in pages.text(again)
    for other in (shown(coordinator), shown(outsider, mentors=True), shown(adviser, mentors=True)):
        assert desk.post(at("-ask", other.pk), {"words": "Bonjour"}).status_code == 404


def test_a_dozen_goals_is_enough(asked: Mentoring, adviser: Membership) -> None:
    for number in range(mentoring.MOST_GOALS):
        mentoring.add_goal(asked, f"But {number}", now=NOW)
    refused = signed_in(adviser).post(at("", asked.pk), {"text": "Encore un"})
    assert refused.status_code == 422
    assert MentoringGoal.objects.count() == mentoring.MOST_GOALS


def test_what_goes_on_stays_and_what_ended_leaves_after_a_year(asked: Mentoring) -> None:
    mentoring.answer(asked, accepts=True, now=NOW)
    retention.apply(now=NOW + timedelta(days=500))
    assert Mentoring.objects.exists()
    mentoring.end(asked, now=NOW)
    retention.apply(now=NOW + timedelta(days=500))
    assert not Mentoring.objects.exists()
