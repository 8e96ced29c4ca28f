"""The page of chronicles, and reading them over."""

from uuid import uuid4

import pytest
from django.urls import reverse

from escale.desk.articles import chores
from escale.desk.todo_item import read
from escale.media.models import Article
from escale.testing.builders import NOW
from escale.writing import reviewing
from escale.writing.models import Review
from escale.writing.scheduling import AGAIN_AFTER
from escale.writing.tests.texts import article

PAGE = reverse("desk:articles")


@pytest.fixture
def desk(client, adviser):
    client.force_login(adviser.user)
    return client


def titles(desk, **asked):
    return [row.article.title for row in desk.get(PAGE, asked).context["rows"]]


def test_an_empty_page_offers_to_write(desk):
    shown = desk.get(PAGE).content.decode()
    assert "Écrire la première" in shown
    assert reverse("writing_articles:add") in shown


def test_each_chronicle_is_in_its_view(desk, adviser, colleague):
    article(adviser, title="Brouillon")
    article(colleague, title="Publiée", live=True)
    assert titles(desk) == ["Publiée", "Brouillon"]
    assert titles(desk, voir="brouillons") == ["Brouillon"]
    assert titles(desk, voir="publiees") == ["Publiée"]
    assert titles(desk, voir="programmees") == []
    assert titles(desk, de="moi") == ["Brouillon"]
    assert titles(desk, mots="publ") == ["Publiée"]
    assert titles(desk, voir="autre chose") == ["Publiée", "Brouillon"]


def test_one_to_appear_says_when(desk, adviser):
    written = article(adviser, title="À paraître")
    written.latest_revision.approved_go_live_at = NOW
    written.latest_revision.save()
    row = desk.get(PAGE, {"voir": "programmees"}).context["rows"][0]
    assert (row.state, row.when.replace("\N{NO-BREAK SPACE}", " ")) == (
        "Programmée",
        "paraîtra vendredi 13 novembre à 15 h 10",
    )


def test_one_that_could_not_appear_says_so(desk, adviser):
    written = article(adviser, title="En retard")
    Article.objects.filter(pk=written.pk).update(go_live_at=NOW)
    written.latest_revision.approved_go_live_at = NOW + AGAIN_AFTER
    written.latest_revision.save()
    row = desk.get(PAGE, {"voir": "programmees"}).context["rows"][0]
    assert (row.state, row.when.replace("\N{NO-BREAK SPACE}", " ")) == (
        "N’a pas pu paraître",
        "prévue vendredi 13 novembre à 15 h 10 : ouvrez-la et publiez-la de nouveau",
    )


def test_those_of_another_organization_are_not_there(desk, outsider):
    article(outsider, title="Chez eux")
    assert titles(desk) == []


def test_the_page_asks_as_much_for_three_as_for_one(desk, adviser, queries):
    article(adviser)
    desk.get(PAGE)
    with queries() as one:
        desk.get(PAGE)
    article(adviser), article(adviser, live=True)
    with queries() as three:
        desk.get(PAGE)
    assert len(three) == len(one)


def test_what_could_be_easier_is_said_of_the_draft(desk, adviser):
    body = [("paragraph", "<p>Veuillez solliciter un rendez-vous préalablement.</p>")]
    written = article(adviser, body=body)
    shown = desk.get(reverse("desk:article-proofread", args=["article", written.pk])).content.decode()
    assert "demander" in shown
    assert "avant" in shown


def test_a_simple_text_is_told_so(desk, adviser):
    shown = desk.get(reverse("desk:article-proofread", args=["article", article(adviser).pk])).content.decode()
    assert "Rien à simplifier" in shown


def test_asking_a_colleague_who_answers(desk, adviser, colleague, client):
    written = article(adviser)
    address = reverse("desk:article-ask", args=["article", written.pk])
    form = desk.get(address).context["form"]
    sent = {"of": colleague.pk, "word": "Est-ce clair ?", "submission": str(form["submission"].value())}
    assert desk.post(address, sent)["Location"] == PAGE
    assert desk.post(address, sent)["Location"] == PAGE
    review = Review.objects.get()
    assert titles(desk, voir="a-relire") == [written.title]
    client.force_login(colleague.user)
    assert [asked.pk for asked in client.get(PAGE).context["to_read"]] == [review.pk]
    page = reverse("desk:review", args=[review.pk])
    assert "sa première photo" in client.get(page).content.decode()
    assert client.post(page, {"words": "Bien."}).status_code == 422
    assert client.post(page, {"is_ready": "oui", "words": "Bien."})["Location"] == PAGE
    review.refresh_from_db()
    assert (review.is_ready, review.answer) == (True, "Bien.")


def test_a_text_to_read_over_is_on_ones_day_until_it_is_answered(adviser, colleague):
    written = article(adviser)
    asked = reviewing.ask(
        "article", written.pk, title=written.title, of=colleague, word="", by=adviser, submission=uuid4(), now=NOW
    )
    assert read(chores.waiting(adviser)) == []
    (line,) = read(chores.waiting(colleague))
    assert (line.title, line.address) == (f"Relire « {written.title} »", reverse("desk:review", args=[asked.pk]))
    reviewing.answer(asked, is_ready=True, words="", now=NOW)
    assert read(chores.waiting(colleague)) == []


def test_a_form_without_a_reader_says_so_and_keeps_the_word(desk, adviser, colleague):
    address = reverse("desk:article-ask", args=["article", article(adviser).pk])
    refused = desk.post(address, {"word": "Est-ce clair ?"})
    assert refused.status_code == 422
    assert "Est-ce clair ?" in refused.content.decode()
    assert not Review.objects.exists()


def test_alone_in_a_team_one_reads_ones_own_text(desk, adviser):
    shown = desk.get(reverse("desk:article-ask", args=["article", article(adviser).pk])).content.decode()
    assert "Personne d’autre n’écrit ici" in shown


def test_the_text_of_another_organization_or_kind_does_not_exist(desk, outsider):
    theirs = article(outsider)
    assert desk.get(reverse("desk:article-ask", args=["article", theirs.pk])).status_code == 404
    assert desk.get(reverse("desk:article-proofread", args=["personne", theirs.pk])).status_code == 404
    assert Article.objects.count() == 1
