"""Opinions, review, report and the grid's settings, at the desk."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse

from escale.desk.workshops.progress.tests.conftest import NAMES, answer
from escale.testing import builders
from escale.testing.cast import signed_in
from escale.testing.pages import text
from escale.workshops import satisfaction, skills
from escale.workshops.models import Cycle, Enrollment, Face, Interest, Mastery, Moment, Satisfaction, Skill
from escale.workshops.satisfaction import Faces, Slips

GLAD = Faces(learnt=Face.YES, at_ease=Face.YES, would_return=Face.YES)


def page(membership, name, group):
    return signed_in(membership).get(reverse(f"desk:{name}", args=[group.pk]))


def pile(number, count, face="3", **faces):
    given = {"learnt": face, "at_ease": face, "would_return": face} | faces
    return {f"fiches-{number}-{name}": value for name, value in {"count": count, **given}.items()}


def sent(*piles):
    counts = {"fiches-TOTAL_FORMS": str(len(piles)), "fiches-INITIAL_FORMS": "0"}
    return counts | {name: value for each in piles for name, value in each.items()}


def grids(group, *, before=4, after=12):
    for enrollment in Enrollment.objects.filter(group=group).select_related("person", "organization"):
        answer(enrollment, Moment.FIRST, count=before)
        answer(enrollment, Moment.LAST, count=after)


def test_piles_of_slips_are_counted_and_counted_again(adviser, ended):
    client, address = signed_in(adviser), reverse("desk:satisfaction", args=[ended.pk])
    response = client.post(address, sent(pile(0, "5"), pile(1, "1", "2"), pile(2, "", "")), follow=True)
    assert "6 fiches comptées." in text(response)
    client.post(address, sent(pile(0, "4"), pile(1, "0", "2")))
    assert Satisfaction.objects.count() == 4
    assert 'name="fiches-0-count" value="4"' in text(client.get(address))


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        (pile(0, "3", learnt=""), "Choisissez un visage."),
        (pile(0, "", "3"), "Écrivez combien de fiches disent cela."),
        (pile(0, "-2"), "Écrivez un nombre à partir de 0."),
        (pile(0, "trois"), "Écrivez un nombre, en chiffres."),
        (pile(0, "99999999999999999999"), "Écrivez un nombre qui ne dépasse pas 200."),
        (pile(0, "3", learnt="7"), "Cette réponse n’est plus dans la liste."),
    ],
)
def test_a_pile_that_cannot_be_read_says_what_to_do(adviser, ended, wrong, sentence):
    satisfaction.count_paper(ended, [Slips(count=2, faces=GLAD)], now=builders.NOW)
    response = signed_in(adviser).post(reverse("desk:satisfaction", args=[ended.pk]), sent(wrong))
    assert response.status_code == 422
    assert sentence in text(response)
    assert Satisfaction.objects.count() == 2


def test_more_slips_than_a_group_can_have_are_refused(adviser, ended):
    response = signed_in(adviser).post(
        reverse("desk:satisfaction", args=[ended.pk]), sent(pile(0, "150"), pile(1, "150", "2"))
    )
    assert response.status_code == 422
    assert "Cela fait 300 fiches." in text(response)


@pytest.mark.parametrize("broken", [{}, {"fiches-TOTAL_FORMS": "beaucoup"}, {"fiches-TOTAL_FORMS": "9999"}])
def test_a_form_cut_on_the_way_is_shown_again(adviser, ended, broken):
    response = signed_in(adviser).post(reverse("desk:satisfaction", args=[ended.pk]), broken)
    assert response.status_code == 422


def test_the_slips_are_printed_two_a_sheet(adviser, ended):
    shown = text(page(adviser, "satisfaction-slips", ended))
    assert shown.count("N’écrivez pas votre nom.") == 2
    assert shown.count("J’ai appris des choses utiles") == 2


def test_the_review_proposes_with_a_reason_and_one_button_writes_it(adviser, ended):
    grids(ended)
    client, address = signed_in(adviser), reverse("desk:cycle-review", args=[ended.pk])
    shown = client.get(address)
    assert "3 séances suivies sur 3. Seul : 4 au début, 12 à la fin, sur 19." in text(shown)
    assert text(shown).count("Fait seul 12 savoir-faire sur 19. Le niveau suivant lui ira.") == 6
    form = shown.context["form"]
    choices = {field.html_name: field.value() for _, field in form.lines()}
    response = client.post(address, choices | {"submission": str(uuid4())}, follow=True)
    assert "Le bilan est fait. 6 personnes sur la liste « Je veux apprendre »." in text(response)
    assert Interest.objects.count() == 6
    assert "Bilan fait vendredi 13 novembre." in text(response)
    assert "Déjà sur la liste « Je veux apprendre »." in text(response)


def test_whoever_needs_an_hour_leads_to_choosing_it(adviser, ended):
    client, address = signed_in(adviser), reverse("desk:cycle-review", args=[ended.pk])
    names = [field.html_name for _, field in client.get(address).context["form"].lines()]
    response = client.post(address, {**dict.fromkeys(names, "rien"), names[0]: "heure", "submission": str(uuid4())})
    one = Enrollment.objects.filter(group=ended).by_name()[0]
    assert reverse("desk:add-hour", args=[one.person_id]) in text(client.get(response.headers["Location"]))


@pytest.mark.parametrize("wrong", ["", "groupe-999999", "liste-expert", "\x00"])
def test_what_comes_next_must_be_one_of_the_answers(adviser, ended, wrong):
    client, address = signed_in(adviser), reverse("desk:cycle-review", args=[ended.pk])
    names = [field.html_name for _, field in client.get(address).context["form"].lines()]
    sent_form = {**dict.fromkeys(names, "rien"), names[0]: wrong, "submission": str(uuid4())}
    response = client.post(address, sent_form)
    assert response.status_code == 422
    assert "pour Annick B." in text(response)
    assert Cycle.objects.get(group=ended).reviewed_at is None


def test_a_cycle_that_runs_is_too_early_and_a_workshop_has_no_review(adviser, venue):
    running = builders.group(adviser, venue, sessions=3)
    assert "Il faut attendre la dernière séance" in text(page(adviser, "cycle-review", running))
    alone = builders.group(adviser, venue, starts_at=builders.NEXT_FRIDAY + timedelta(hours=3))
    assert page(adviser, "cycle-review", alone).status_code == 404


def test_the_review_waits_under_what_is_to_settle_for_those_who_may(adviser, colleague, front_desk, ended):
    mine = text(signed_in(adviser).get(reverse("desk:my-day")))
    assert "Bilan à faire : Débuter" in mine
    assert "Bilan à faire" not in text(signed_in(colleague).get(reverse("desk:my-day")))
    assert "Bilan à faire" not in text(signed_in(front_desk).get(reverse("desk:my-day")))


def test_the_report_says_figures_and_no_name(adviser, ended):
    grids(ended)
    satisfaction.count_paper(ended, [Slips(count=6, faces=GLAD)], now=builders.NOW)
    shown = text(page(adviser, "cycle-report", ended))
    for words in (
        "<b>100 %</b> de présence : 18 sur 18",
        "<b>6</b> personnes venues au moins une fois",
        "<b>36</b> heures d’apprentissage",
        "6 personnes ont rempli la grille au début et à la fin.",
        "En moyenne, 8 savoir-faire de plus sans aide, par personne.",
        "6 personnes ont donné leur avis, dont 6 sur papier.",
        "Les mêmes nombres, en tableau",
    ):
        assert words in shown, words
    assert not [name for name in (*NAMES, "Besnard") if name in shown]


def test_a_small_group_is_not_told_skill_by_skill(adviser, ended):
    one = Enrollment.objects.filter(group=ended).select_related("person", "organization").order_by("pk")[0]
    answer(one, Moment.FIRST)
    answer(one, Moment.LAST)
    satisfaction.count_paper(ended, [Slips(count=2, faces=GLAD)], now=builders.NOW)
    shown = text(page(adviser, "cycle-report", ended))
    assert "Il faut 5 personnes dont la grille est remplie aux deux moments" in shown
    assert "Il faut 5 avis pour en parler sans reconnaître personne. Il y en a 2." in shown
    assert "bar-row" not in shown


def test_a_report_without_a_roll_says_what_is_missing(adviser, venue):
    empty = builders.group(adviser, venue, sessions=3)
    assert "Il faut une séance dont l’appel est fait." in text(page(adviser, "cycle-report", empty))


def test_the_report_is_a_tagged_file(adviser, ended):
    grids(ended)
    response = page(adviser, "cycle-report-pdf", ended)
    assert response.headers["Content-Type"] == "application/pdf"
    assert response.content.startswith(b"%PDF")


def test_the_report_reads_as_much_for_many_as_for_one(adviser, ended, django_assert_max_num_queries):
    grids(ended)
    client, counts = signed_in(adviser), []
    address = reverse("desk:cycle-report", args=[ended.pk])
    client.get(address)
    for _ in range(2):
        with django_assert_max_num_queries(14) as read:
            client.get(address)
        counts.append(len(read.captured_queries))
        Enrollment.objects.filter(group=ended, person__first_name__in=NAMES[:2]).update(left_at=None)
        satisfaction.count_paper(ended, [Slips(count=9, faces=GLAD)], now=builders.NOW)
    assert counts[0] == counts[1]


def test_the_grid_is_shown_before_it_is_written_then_changed(adviser):
    client, address = signed_in(adviser), reverse("desk:skills")
    assert "Changer cette grille" in text(client.get(address))
    assert not Skill.objects.exists()
    client.post(address, {"commencer": "1"})
    mail = Skill.objects.get(label="Envoyer un mail")
    client.post(reverse("desk:skills-move", args=[mail.pk]), {"to": "up"})
    client.post(reverse("desk:skills-rename", args=[mail.pk]), {"label": "Écrire un mail"})
    assert [skill.label for skill in skills.grid_of(adviser.organization)][8] == "Écrire un mail"
    response = client.post(reverse("desk:skills-archive", args=[mail.pk]), follow=True)
    assert "Le remettre" in text(response)
    client.post(reverse("desk:skills-restore", args=[mail.pk]))
    assert mail in skills.grid_of(adviser.organization)


@pytest.mark.parametrize(
    ("label", "sentence"),
    [
        ("", "Écrivez ce savoir-faire."),
        ("???", "Nous ne lisons pas de mot."),
        ("x" * 101, "Ce texte est trop long"),
        ("Scanner un papier", "Ce savoir-faire est déjà dans la grille."),
        ("Payer avec FR76 3000 6000 0112 3456 7890 189", "Ne notez pas de"),
    ],
)
def test_words_that_cannot_be_kept_say_what_to_do(adviser, label, sentence):
    response = signed_in(adviser).post(reverse("desk:skills"), {"label": label})
    assert response.status_code == 422
    assert sentence.casefold() in text(response).casefold()


def test_hard_words_are_kept_with_advice(adviser):
    response = signed_in(adviser).post(reverse("desk:skills"), {"label": "Effectuer un virement"}, follow=True)
    assert "Pour être compris de tous" in text(response)
    assert Skill.objects.filter(label="Effectuer un virement", archived_at=None).exists()


def test_answers_of_a_page_shown_before_the_grid_was_written_are_kept(adviser, ended):
    """Two advisers open the first grid together; the second sends it once the first has written it."""
    one, two = Enrollment.objects.filter(group=ended).by_name()[:2]
    client = signed_in(adviser)
    for enrollment in (one, two):
        client.post(reverse("desk:skill-check", args=[enrollment.pk, "debut"]), {"s-n10": Mastery.ALONE})
    assert Skill.objects.count() == 19
    assert two.person.skill_checks.get().answers.get().skill.label == "Envoyer un mail"
