"""From the first grid to the report in a real browser: with the keyboard, without JavaScript, on a telephone."""

from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from escale.testing import builders
from escale.testing.browser import WIDTHS, OpenPage, page_problems
from escale.workshops import links, satisfaction, skills
from escale.workshops.checks import fill
from escale.workshops.models import Attendance, Enrollment, Face, Group, Level, Mark, Mastery, Moment, Session
from escale.workshops.satisfaction import Faces, Slips

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

NAMES = ("Annick", "Bernard", "Colette", "Josiane", "Michel", "Raymond")
GLAD = Faces(learnt=Face.YES, at_ease=Face.YES, would_return=Face.YES)


@pytest.fixture
def cycle(adviser, venue) -> Group:
    """Three sessions, the last one yesterday; everybody came and filled in a first grid but Annick."""
    began = builders.NOW - timedelta(days=15)
    group = builders.group(adviser, venue, title="Débuter", sessions=3, starts_at=began, level=Level.BEGINNER)
    grid = skills.ensure(group.organization)
    for name in NAMES:
        who = builders.person(group.organization, first_name=name, last_name="Besnard")
        one = builders.enrollment(group, who, at=began - timedelta(days=3), asked_later_at=builders.NOW)
        for session in Session.objects.filter(group=group).order_by("pk"):
            Attendance.objects.create(
                session=session, person=who, enrollment=one, mark=Mark.PRESENT, noted_at=session.ends_at
            )
            Session.objects.filter(pk=session.pk).update(roll_called_at=session.ends_at)
        for moment, alone in ((Moment.FIRST, 4), (Moment.LAST, 13)):
            if name != "Annick" or moment == Moment.LAST:
                said = {each.pk: Mastery.ALONE if n < alone else Mastery.NOT_YET for n, each in enumerate(grid)}
                fill(one, moment=moment, answers=said, by=adviser.user, now=builders.NOW)
    satisfaction.count_paper(group, [Slips(count=6, faces=GLAD)], now=builders.NOW)
    return group


def choose(page: Page, question: str, answer: str) -> None:
    page.get_by_role("group", name=question, exact=True).get_by_label(answer, exact=True).check()


def journey(page: Page, group: Group) -> None:
    """The first grid of Annick, the review, the report."""
    page.goto(reverse("desk:group", args=[group.pk]))
    page.get_by_role("link", name="Ouvrir la grille au début").click()
    expect(page.get_by_role("main")).to_contain_text("5 grilles remplies sur 6")
    page.get_by_role("link", name="Remplir la grille : Annick B.").click()
    choose(page, "Envoyer un mail", "Avec aide")
    choose(page, "Allumer et éteindre l’appareil", "Seul")
    page.get_by_role("button", name="Enregistrer la grille").click()
    expect(page.get_by_role("main")).to_contain_text("6 grilles remplies sur 6")
    page.goto(reverse("desk:group", args=[group.pk]))
    page.get_by_role("link", name="Faire le bilan").click()
    page.get_by_label("Ensuite, pour Bernard B.").select_option("heure")
    page.get_by_role("button", name="Enregistrer le bilan").click()
    expect(page.get_by_role("main")).to_contain_text("5 personnes sur la liste « Je veux apprendre ».")
    expect(page.get_by_role("link", name="Choisir l’heure du rendez-vous")).to_be_visible()
    page.get_by_role("link", name="Rapport").click()
    expect(page.get_by_role("main")).to_contain_text("6 personnes ont rempli la grille")


@pytest.mark.parametrize("javascript", [True, False])
def test_from_the_first_grid_to_the_report(open_desk: OpenPage, cycle: Group, javascript: bool) -> None:
    journey(open_desk(javascript=javascript, width=390 if javascript else 1280), cycle)


def test_a_grid_is_answered_with_the_keyboard_alone(open_desk: OpenPage, cycle: Group) -> None:
    annick = Enrollment.objects.filter(group=cycle).by_name()[0]
    page = open_desk()
    page.goto(reverse("desk:skill-check", args=[annick.pk, "debut"]))
    page.get_by_role("link", name="Les grilles de Débuter").focus()
    for key in ("Tab", "Space", "Tab", "ArrowRight", "Enter"):
        page.keyboard.press(key)
    expect(page.get_by_role("main")).to_contain_text("6 grilles remplies sur 6")


@pytest.mark.parametrize("javascript", [True, False])
def test_three_taps_and_the_point_with_the_secret_link_alone(
    open_page: OpenPage, running_friday: Any, cycle: Group, javascript: bool
) -> None:
    annick = Enrollment.objects.filter(group=cycle).by_name()[0]
    page = open_page(width=390, javascript=javascript)
    page.goto(reverse("portal:enrollment", args=[links.secret_of(annick)]))
    page.get_by_role("link", name="Donner mon avis").click()
    for question in ("J’ai appris des choses utiles", "J’étais à l’aise dans le groupe", "Je reviendrais"):
        choose(page, question, "Oui, beaucoup")
    page.get_by_role("button", name="Envoyer mon avis").click()
    expect(page.get_by_role("main")).to_contain_text("Votre avis est noté.")
    page.get_by_role("link", name="Faire le point").click()
    choose(page, "Envoyer un mail", "Oui, sans aide")
    page.get_by_role("button", name="Envoyer mes réponses").click()
    expect(page.get_by_role("main")).to_contain_text("Vos réponses sont notées.")


def test_the_pages_are_readable_by_everybody(open_desk: OpenPage, cycle: Group) -> None:
    annick = Enrollment.objects.filter(group=cycle).by_name()[0]
    secret = links.secret_of(annick)
    addresses = [
        reverse("desk:skill-checks", args=[cycle.pk, "debut"]),
        reverse("desk:skill-check", args=[annick.pk, "fin"]),
        reverse("desk:satisfaction", args=[cycle.pk]),
        reverse("desk:satisfaction-slips", args=[cycle.pk]),
        reverse("desk:cycle-review", args=[cycle.pk]),
        reverse("desk:cycle-report", args=[cycle.pk]),
        reverse("desk:skills"),
        reverse("desk:person", args=[annick.person_id]),
        reverse("portal:skill-check", args=[secret]),
        reverse("portal:satisfaction", args=[secret]),
        reverse("portal:enrollment", args=[secret]),
    ]
    page = open_desk()
    for address in addresses:
        page.goto(address)
        assert page_problems(page, dark=WIDTHS[2:]) == [], address
