"""Under a chronicle, anybody writes with a first name; nothing is shown before somebody read it."""

import re
from datetime import timedelta
from urllib.parse import urlencode
from uuid import uuid4

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from escale import limits
from escale.media.comments import links, replying, writing
from escale.media.models import Article, Comment, CommentReport, CommentState, RightOfReply
from escale.portal.comments import section, views_replies
from escale.portal.comments.forms import opened_now
from escale.portal.comments.views import COMMENTS_PER_ADDRESS, REPORTS_PER_ADDRESS
from escale.testing import rows_comments as rows
from escale.testing.builders import NOW
from escale.testing.pages import text


@pytest.fixture
def clock():
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller


@pytest.fixture(autouse=True)
def article(adviser, clock):
    return rows.article(adviser)


@pytest.fixture
def page(article):
    return reverse("portal:comments", args=[article.slug])


def said(**more):
    return {"text": "On recommence en janvier ?", "name": "Sophie", "submission": str(uuid4())} | more


def test_a_comment_is_sent_read_over_then_shown(client, adviser, page):
    sent = client.post(page, said())
    written = Comment.objects.get()
    own = reverse("portal:own-comment", args=[links.secret_of(written)])
    assert (sent.status_code, sent["Location"], written.state) == (302, own, CommentState.WAITING)
    assert "Merci, votre commentaire est reçu" in text(client.get(own))
    assert "On recommence" not in text(client.get(page))
    rows.decide(written, CommentState.PUBLISHED, by=adviser)
    assert "On recommence en janvier ?" in text(client.get(page))
    assert "Votre commentaire est publié" in text(client.get(own))


def test_the_page_needs_no_cookie_and_sets_none(client, page):
    response = client.get(page)
    assert (response.status_code, response.cookies) == (200, {})
    sent = Client(enforce_csrf_checks=True).post(page, said())
    assert (sent.status_code, Comment.objects.count()) == (302, 1)


def test_another_site_sends_nothing(client, page):
    client.post(page, said(), headers={"Origin": "https://evil.example"})
    assert not Comment.objects.exists()


def test_the_same_form_sent_twice_keeps_one(client, page):
    twice = said()
    addresses = {client.post(page, twice)["Location"] for _ in range(2)}
    assert (len(addresses), Comment.objects.count()) == (1, 1)


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"text": ""}, "Écrivez votre message."),
        ({"name": ""}, "Écrivez votre prénom ou un surnom."),
        ({"name": "🙂"}, "Nous ne lisons pas ce prénom."),
        ({"email": "sophie@"}, "Cette adresse mail est incomplète."),
        ({"text": "x" * 2001}, "Gardez-en 2000 au plus."),
        ({"text": "Mon mot de passe est Soleil2024!"}, "Ne notez pas de mot de passe ici."),
        ({"text": "Mon numéro : 2 62 07 35 360 001 69"}, "Ne notez pas de numéro de sécurité sociale ici."),
        ({"text": "FR76 3000 6000 0112 3456 7890 189"}, "Ne notez pas de numéro de compte ici."),
        ({"text": "\ud800"}, "Un signe de ce texte est illisible."),
        ({"website": "https://a.top"}, "Nous n’avons pas pu vérifier votre demande."),
    ],
)
def test_what_can_not_be_kept_is_refused_beside_its_field_and_stays_there(client, page, values, sentence):
    sent = urlencode(said(**values), errors="surrogatepass")
    response = client.post(page, sent, content_type="application/x-www-form-urlencoded")
    assert response.status_code == 422
    assert sentence in text(response)
    assert values.get("text", "On recommence").replace("\ud800", "�") in text(response)
    assert not Comment.objects.exists()


def test_the_hurried_and_those_who_never_saw_the_page_are_doubted_not_refused(client, page, clock):
    opened = opened_now()
    client.post(page, said(opened=opened))
    clock.shift(60)
    client.post(page, said(opened=opened, text="Bravo"))
    client.post(page, said(opened="forged", text="Merci"))
    found = dict(Comment.objects.order_by("pk").values_list("text", "suspicion"))
    assert found == {
        "On recommence en janvier ?": "écrit en moins de 4 secondes",
        "Bravo": "",
        "Merci": "envoyé sans ouvrir la page",
    }


def test_too_many_from_one_address_wait_and_keep_what_was_typed(client, page):
    for number in range(COMMENTS_PER_ADDRESS.most):
        client.post(page, said(text=f"Numéro {number}"))
    response = client.post(page, said(text="Un de trop"))
    assert (response.status_code, Comment.objects.count()) == (422, COMMENTS_PER_ADDRESS.most)
    assert "Trop de messages sont partis d’ici. Réessayez dans" in text(response)
    assert "Un de trop" in text(response)


@pytest.mark.parametrize(
    ("where", "limit"), [("comment-report", REPORTS_PER_ADDRESS), ("right-of-reply", views_replies.REPLIES_PER_ADDRESS)]
)
def test_too_many_reports_and_replies_wait_beside_what_was_typed(client, adviser, article, where, limit):
    shown = rows.shown(article, by=adviser)
    address = reverse(f"portal:{where}", args=[shown.pk if where == "comment-report" else article.slug])
    for _ in range(limit.most):
        limits.take(limit, "127.0.0.1", now=NOW)
    typed = {"why": "C’est de la publicité", "name": "Odette Roux", "contact": "odette@example.org"}
    typed |= {"passage": "Odette a envoyé", "text": "Je n’ai rien envoyé.", "submission": str(uuid4())}
    response = client.post(address, typed)
    assert response.status_code == 422
    assert "Trop de messages sont partis d’ici." in text(response)
    assert (typed["why"] if where == "comment-report" else typed["text"]) in text(response)


def test_where_too_many_wait_one_is_told_so(client, page, monkeypatch):
    monkeypatch.setattr(writing, "MOST_WAITING", 0)
    response = client.post(page, said())
    assert (response.status_code, "attendent d’être relus" in text(response)) == (422, True)


def test_a_chronicle_without_comments_shows_no_form_and_refuses_politely(client, adviser):
    closed = reverse("portal:comments", args=[rows.article(adviser, takes_comments=False).slug])
    assert "<textarea" not in text(client.get(closed))
    response = client.post(closed, said())
    assert (response.status_code, Comment.objects.count()) == (422, 0)


def test_what_is_not_shown_has_no_page(client, adviser, clock):
    draft, over = rows.article(adviser, live=False), rows.article(adviser, expire_at=NOW)
    for one in (draft, over):
        for name in ("portal:comments", "portal:right-of-reply"):
            assert client.get(reverse(name, args=[one.slug])).status_code == 404


def test_one_answers_a_comment(client, adviser, article):
    opening = rows.shown(article, by=adviser, name="Yann")
    form = reverse("portal:comment-reply", args=[opening.pk])
    assert "Votre réponse à Yann" in text(client.get(form))
    client.post(form, said(text="Moi aussi"))
    assert Comment.objects.get(text="Moi aussi").parent == opening


def test_one_does_not_answer_what_waits_nor_under_what_is_over(client, adviser, article):
    waiting, over = rows.comment(article), rows.shown(rows.article(adviser), by=adviser)
    Article.objects.filter(pk=over.article_id).update(expire_at=NOW)
    for one in (waiting, over):
        assert client.get(reverse("portal:comment-reply", args=[one.pk])).status_code == 404


def test_the_address_given_is_never_shown(client, adviser, article, page):
    written = rows.shown(article, by=adviser, email="sophie@example.org")
    own = reverse("portal:own-comment", args=[links.secret_of(written)])
    assert not any("sophie@example.org" in text(client.get(each)) for each in (page, own))


def test_the_team_answers_under_its_names(client, adviser, colleague, article, page):
    opening = rows.shown(article, by=adviser)
    for member in (adviser, colleague):
        writing.answer(opening, f"Oui, dit {member.user.first_name}", by=member, submission=uuid4(), now=NOW)
    shown = text(client.get(page))
    assert re.search(r"Maëlle Garnier</b>.{0,80}a écrit cette chronique", shown, re.S)
    assert re.search(r"Yann Le Goff</b>.{0,80}de l’équipe", shown, re.S)


def test_links_are_text(client, adviser, article, page):
    rows.shown(article, "Voyez https://exemple.org et <a href='https://b.fr'>ici</a>", by=adviser)
    shown = text(client.get(page))
    assert "Voyez https://exemple.org et &lt;a href=" in shown
    assert not re.search(r'href="https://(exemple|b)\.', shown)


def test_for_an_hour_one_corrects_with_the_link(client, article, clock):
    written = rows.comment(article)
    own = reverse("portal:own-comment", args=[links.secret_of(written)])
    assert "jusqu’à 16 h 10" in text(client.get(own)).replace("\u00a0", " ")
    assert client.post(own, {"text": "En mars ?", "name": "Sophie L."})["Location"] == own
    assert Comment.objects.get().text == "En mars ?"
    refused = client.post(own, {"text": "", "name": "Sophie"})
    assert (refused.status_code, "Écrivez votre message." in text(refused)) == (422, True)
    clock.shift(3600)
    late = client.post(own, {"text": "Trop tard", "name": "Sophie"})
    assert (late.status_code, "Trop tard" in text(late), Comment.objects.get().text) == (422, True, "En mars ?")
    assert "<textarea" not in text(client.get(own))


def test_one_takes_ones_comment_back_and_not_after_the_hour(client, article, clock):
    written, late = rows.comment(article), rows.comment(article, "Autre")
    client.post(reverse("portal:own-comment-take-back", args=[links.secret_of(written)]))
    assert Comment.objects.get(pk=written.pk).state == CommentState.REMOVED
    clock.shift(3600)
    response = client.post(reverse("portal:own-comment-take-back", args=[links.secret_of(late)]), follow=True)
    assert "L’heure est passée" in text(response)
    assert Comment.objects.get(pk=late.pk).state == CommentState.WAITING


def test_the_page_behind_the_link_is_kept_nowhere(client, article):
    response = client.get(reverse("portal:own-comment", args=[links.secret_of(rows.comment(article))]))
    assert (response["Cache-Control"], response["X-Robots-Tag"]) == ("no-store, private", "noindex, nofollow")
    assert client.get(reverse("portal:own-comment", args=["nobody-was-given-this"])).status_code == 404


def test_a_comment_is_reported_and_stays_until_it_is_read(client, adviser, article, page):
    written = rows.shown(article, "C’est un menteur", by=adviser)
    form = reverse("portal:comment-report", args=[written.pk])
    assert client.post(form, {"why": ""}).status_code == 422
    response = client.post(form, {"why": "Il insulte quelqu’un"}, follow=True)
    assert "va relire ce commentaire" in text(response)
    assert "C’est un menteur" in text(response)
    assert CommentReport.objects.get().why == "Il insulte quelqu’un"


def test_what_is_not_shown_can_not_be_reported(client, article):
    assert client.get(reverse("portal:comment-report", args=[rows.comment(article).pk])).status_code == 404


REPLY = {
    "name": "Jeanne Morel",
    "contact": "06 39 98 00 42",
    "passage": "« Elle refuse tout. »",
    "text": "Je n’ai jamais dit cela.",
}


def test_somebody_named_asks_for_her_right_of_reply_and_it_is_shown_once_accepted(client, adviser, article, page):
    form = reverse("portal:right-of-reply", args=[article.slug])
    twice = REPLY | {"submission": str(uuid4())}
    for _ in range(2):
        assert "dans les trois jours" in text(client.post(form, twice, follow=True))
    asked = RightOfReply.objects.get()
    assert "jamais dit cela" not in text(client.get(page))
    replying.publish(asked, by=adviser, now=NOW)
    shown = text(client.get(page))
    assert "Jeanne Morel répond" in shown
    assert "Je n’ai jamais dit cela." in shown
    assert "06 39 98" not in shown


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"contact": "voisine"}, "Écrivez une adresse mail, ou un numéro à 10 chiffres."),
        ({"passage": ""}, "Remplissez"),
        ({"text": ""}, "Écrivez votre réponse."),
        ({"text": "x" * 4001}, "Gardez-en 4000 au plus."),
    ],
)
def test_a_request_that_lacks_something_says_what(client, article, values, sentence):
    response = client.post(reverse("portal:right-of-reply", args=[article.slug]), REPLY | values)
    assert (response.status_code, RightOfReply.objects.exists()) == (422, False)
    assert sentence in text(response) or "Écrivez le passage dont vous parlez." in text(response)


def test_after_three_months_one_is_told_whom_to_call(client, adviser):
    old = rows.article(
        adviser, last_published_at=NOW - timedelta(days=93), first_published_at=NOW - timedelta(days=200)
    )
    form = reverse("portal:right-of-reply", args=[old.slug])
    assert "Les trois mois sont passés." in text(client.get(form))
    response = client.post(form, REPLY)
    assert (response.status_code, RightOfReply.objects.exists()) == (422, False)


@pytest.mark.parametrize("many", [1, 3])
def test_the_section_asks_as_much_whatever_it_holds(adviser, article, many, queries):
    for number in range(many):
        opening = rows.shown(article, f"Un {number}", by=adviser)
        rows.shown(article, f"Réponse {number}", by=adviser, parent=opening)
        replying.publish(rows.right_of_reply(article, f"Non {number}"), by=adviser, now=NOW)
    with queries() as seen:
        shown = section.of_article(article, now=NOW)
    assert (len(seen), len(shown.threads), shown.count, len(shown.replies)) == (2, many, 2 * many, many)


@pytest.mark.parametrize("many", [1, 3])
def test_the_page_asks_as_much_whatever_it_holds(client, adviser, article, page, many, queries):
    for number in range(many):
        rows.shown(article, f"Un {number}", by=adviser)
    client.get(page)
    with queries() as seen:
        client.get(page)
    assert len(seen) == 6


def test_many_comments_come_by_pages(client, adviser, article, page):
    for number in range(21):
        rows.shown(article, f"Commentaire {number:02}", by=adviser, now=NOW + timedelta(seconds=number))
    assert "Commentaire 20" not in text(client.get(page))
    assert "Commentaire 20" in text(client.get(page, {"page": 2}))
