"""The team reads comments over: one or many, with a reason, undone at will; the log; the rights of reply."""

from datetime import timedelta
from uuid import uuid4

import pytest
import time_machine
from django.urls import reverse

from escale.media.comments import replying, reporting, writing
from escale.media.comments.moderating import print_of
from escale.media.models import Comment, CommentDecision, CommentState, RightOfReply
from escale.outbox.models import Message
from escale.testing import rows_comments as rows
from escale.testing.builders import NOW
from escale.testing.cast import signed_in
from escale.testing.pages import text

LIST = "/equipe/commentaires/"
PUBLISHED, REFUSED, REMOVED, WAITING = (
    CommentState.PUBLISHED, CommentState.REFUSED, CommentState.REMOVED, CommentState.WAITING,
)  # fmt: skip


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller


@pytest.fixture
def article(adviser):
    return rows.article(adviser)


@pytest.fixture
def desk(adviser):
    return signed_in(adviser)


def value(comment):
    return f"{comment.pk}-{print_of(Comment.objects.get(pk=comment.pk))}"


def state(comment):
    return Comment.objects.get(pk=comment.pk).state


def undo(desk, response):
    """Press the button that takes back what the page says was done."""
    page = text(desk.get(response["Location"]))
    address = page.split('formaction="')[1].split('"')[0].replace("&amp;", "&")
    return desk.post(address, follow=True)


def test_several_are_published_at_once_and_that_is_undone(desk, article):
    one, two, three = (rows.comment(article, said) for said in ("Un", "Deux", "Trois"))
    sent = {"lu": [value(one), value(two)], "quoi": PUBLISHED}
    response = desk.post(LIST, sent)
    assert [state(each) for each in (one, two, three)] == [PUBLISHED, PUBLISHED, WAITING]
    assert "2 commentaires remis comme avant." in text(undo(desk, response)).replace("\u00a0", " ")
    assert [state(each) for each in (one, two)] == [WAITING, WAITING]


def test_the_button_of_one_publishes_it_alone_whatever_is_ticked(desk, article):
    one, two = rows.comment(article, "Un"), rows.comment(article, "Deux")
    desk.post(LIST, {"lu": [value(one)], "seul": value(two)})
    assert (state(one), state(two)) == (WAITING, PUBLISHED)


def test_refusing_takes_a_reason_and_keeps_what_was_ticked(desk, article):
    one = rows.comment(article, email="sophie@example.org")
    refused = desk.post(LIST, {"lu": [value(one)], "quoi": REFUSED})
    assert (refused.status_code, state(one)) == (422, WAITING)
    assert "Choisissez une raison" in text(refused)
    assert f'value="{value(one)}" checked' in text(refused)
    desk.post(LIST, {"lu": [value(one)], "quoi": REFUSED, "raison": "Propos blessants", "mots": "La fin surtout"})
    assert (state(one), CommentDecision.objects.get().why) == (REFUSED, "Propos blessants. La fin surtout")
    assert Message.objects.filter(kind="comment_refused", recipient="sophie@example.org").count() == 1


def test_nothing_ticked_is_said(desk, article):
    rows.comment(article)
    response = desk.post(LIST, {"quoi": PUBLISHED})
    assert (response.status_code, "Cochez au moins un commentaire." in text(response)) == (422, True)


@pytest.mark.parametrize("sent", ["", "x", "12", "-", "9" * 30, "1-../..", "²-a"])
def test_a_box_made_up_decides_nothing(desk, article, sent):
    one = rows.comment(article)
    assert desk.post(LIST, {"lu": [sent], "quoi": PUBLISHED}).status_code in {302, 422}
    assert state(one) == WAITING


def test_what_changed_meanwhile_is_said_and_stays(desk, article):
    one = rows.comment(article)
    read = value(one)
    writing.correct(one, name="Sophie", text="Autre chose", now=NOW)
    response = desk.post(LIST, {"lu": [read], "quoi": PUBLISHED}, follow=True)
    assert "Un commentaire a changé entre-temps : relisez-le." in text(response).replace("\u00a0", " ")
    assert state(one) == WAITING


def test_the_safest_come_first_and_the_most_doubtful_if_one_likes(desk, article):
    rows.comment(article, "Voyez www.casino.top", now=NOW - timedelta(hours=2))
    rows.comment(article, "Merci beaucoup")
    safe, doubtful = text(desk.get(LIST)), text(desk.get(LIST, {"tri": "douteux"}))
    assert safe.index("Merci beaucoup") < safe.index("casino")
    assert doubtful.index("Merci beaucoup") > doubtful.index("casino")


def test_lists_are_parted_and_searched(desk, adviser, article):
    rows.comment(article, "Attend")
    rows.shown(article, "Publié avec joie", by=adviser)
    refused = rows.comment(article, "Non merci")
    rows.decide(refused, REFUSED, by=adviser, why="Hors sujet")
    shown = {view: text(desk.get(LIST, {"voir": view})) for view in ("a-relire", "publies", "refuses", "signales", "x")}
    found = {
        view: [said for said in ("Attend", "Publié avec joie", "Non merci") if said in page]
        for view, page in shown.items()
    }
    assert found == {
        "a-relire": ["Attend"], "publies": ["Publié avec joie"], "refuses": ["Non merci"], "signales": [], "x": ["Attend"],
    }  # fmt: skip
    assert "Aucun commentaire ne répond." in text(desk.get(LIST, {"q": "introuvable"}))
    assert "Attend" in text(desk.get(LIST, {"q": "atten", "chronique": article.pk}))


def test_a_thousand_doubtful_are_refused_in_one_gesture_that_says_how_many(desk, article):
    for number in range(3):
        rows.comment(article, f"casino https://a{number}.top")
    honest = rows.comment(article, "Merci")
    page = text(desk.get(f"{LIST}douteux/")).replace("\u00a0", " ")
    assert "3 commentaires seront refusés" in page
    response = desk.post(f"{LIST}douteux/")
    assert (state(honest), Comment.objects.filter(state=REFUSED).count()) == (WAITING, 3)
    undo(desk, response)
    assert Comment.objects.waiting().count() == 4


def test_what_is_reported_is_kept_or_taken_away(desk, adviser, article):
    kept, taken = (rows.shown(article, said, by=adviser) for said in ("Bon", "Mauvais"))
    for one in (kept, taken):
        reporting.report(one, "C’est faux", key=uuid4(), now=NOW)
    assert "Signalé : C’est faux" in text(desk.get(LIST, {"voir": "signales"})).replace("\u00a0", " ")
    desk.post(reverse("desk:comment-keep", args=[kept.pk]))
    desk.post(LIST, {"voir": "signales", "lu": [value(taken)], "quoi": REMOVED, "raison": "Propos blessants"})
    assert (state(kept), state(taken), list(Comment.objects.reported())) == (PUBLISHED, REMOVED, [])


def test_one_comment_says_everything_and_is_decided_there(desk, adviser, article):
    one = rows.comment(article, "Un mot <b>gras</b>", email="sophie@example.org")
    address = reverse("desk:comment", args=[one.pk])
    page = text(desk.get(address))
    assert "Un mot &lt;b&gt;gras&lt;/b&gt;" in page
    assert "du code" in page
    refused = desk.post(address, {"lu": [value(one)], "quoi": REFUSED})
    assert (refused.status_code, state(one)) == (422, WAITING)
    desk.post(address, {"lu": [value(one)], "quoi": PUBLISHED})
    assert state(one) == PUBLISHED


def test_one_answers_and_publishes_at_once_what_was_read(desk, article):
    one = rows.comment(article)
    address = reverse("desk:comment-answer", args=[one.pk])
    sent = {"lu": value(one), "text": "Le premier jeudi.", "submission": str(uuid4())}
    for _ in range(2):
        desk.post(address, sent)
    assert (state(one), [each.text for each in one.replies.order_by("pk")]) == (PUBLISHED, ["Le premier jeudi."])
    empty = desk.post(address, sent | {"text": ""})
    assert (empty.status_code, "Écrivez votre réponse." in text(empty)) == (422, True)


def test_an_answer_to_words_that_changed_publishes_nothing_and_keeps_the_answer(desk, article):
    one = rows.comment(article)
    read = value(one)
    writing.correct(one, name="Sophie", text="Autre", now=NOW)
    response = desk.post(reverse("desk:comment-answer", args=[one.pk]), {"lu": read, "text": "Le jeudi."})
    assert (state(one), "Le jeudi." in text(response), Comment.objects.count()) == (WAITING, True, 1)


def test_what_is_refused_takes_no_answer(desk, adviser, article):
    one = rows.comment(article)
    rows.decide(one, REFUSED, by=adviser, why="Hors sujet")
    response = desk.post(reverse("desk:comment-answer", args=[one.pk]), {"text": "Oui"}, follow=True)
    assert "On ne répond pas" in text(response)
    assert Comment.objects.count() == 1


def test_a_correction_shows_both_texts_and_the_first_may_be_kept(desk, adviser, article):
    one = rows.shown(article, "Avec plaisir.", by=adviser)
    writing.correct(one, name="Sophie", text="Sans façon.", now=NOW)
    page = text(desk.get(reverse("desk:comment", args=[one.pk])))
    assert "Avec plaisir." in page
    assert "Sans façon." in page
    for _ in range(2):
        response = desk.post(reverse("desk:comment-keep-before", args=[one.pk]), follow=True)
    assert "Il n’y a plus de texte" in text(response)
    assert Comment.objects.get().text == "Avec plaisir."


def test_at_its_authors_request_nothing_is_left(desk, adviser, article):
    one = rows.shown(article, by=adviser, name="Sophie", email="sophie@example.org")
    response = desk.post(reverse("desk:comment-erase", args=[one.pk]), follow=True)
    assert "Sophie" not in text(response)
    assert (Comment.objects.get().text, Comment.objects.get().email) == ("", "")


def test_the_log_is_read_searched_and_taken_away(desk, adviser, article):
    rows.shown(article, "=1+1 publié", by=adviser)
    refused = rows.comment(article, "Publicité")
    rows.decide(refused, REFUSED, by=adviser, why="Hors sujet")
    log, table = reverse("desk:comments-log"), reverse("desk:comments-log-csv")
    assert "Hors sujet" in text(desk.get(log))
    assert "Hors sujet" not in text(desk.get(log, {"quoi": PUBLISHED}))
    assert "Aucune décision." in text(desk.get(log, {"q": "introuvable"}))
    lines = text(desk.get(table)).splitlines()
    assert len(lines) == 3
    assert ";Maëlle Garnier;" in lines[1]
    assert not any(";=1+1" in line for line in lines)
    assert len(text(desk.get(table, {"quoi": REFUSED})).splitlines()) == 2


def test_a_right_of_reply_is_published_and_that_is_undone(desk, article):
    asked = rows.right_of_reply(article)
    listed = text(desk.get(reverse("desk:rights-of-reply"))).replace("\u00a0", " ")
    assert "À traiter avant lundi 16 novembre à 15 h 10" in listed
    response = desk.post(reverse("desk:right-of-reply-publish", args=[asked.pk]))
    assert RightOfReply.objects.get().published_at == NOW
    again = desk.post(reverse("desk:right-of-reply-publish", args=[asked.pk]), follow=True)
    assert "Quelqu’un a décidé entre-temps." in text(again)
    desk.post(reverse("desk:right-of-reply-take-back", args=[asked.pk]))
    assert (response.status_code, list(RightOfReply.objects.waiting())) == (302, [asked])


def test_refusing_a_right_of_reply_takes_a_reason_and_tells_it(desk, article):
    asked = rows.right_of_reply(article)
    address = reverse("desk:right-of-reply", args=[asked.pk])
    assert desk.post(address, {"why": ""}).status_code == 422
    desk.post(address, {"why": "La chronique ne parle pas de vous."})
    assert RightOfReply.objects.get().why == "La chronique ne parle pas de vous."
    assert Message.objects.get(kind="right_of_reply_refused").recipient == "jeanne@example.org"


def test_what_waits_is_a_line_of_the_day_and_of_nobody_who_may_not_decide(desk, adviser, article, front_desk):
    assert "commentaire à relire" not in text(desk.get("/equipe/"))
    rows.comment(article, "casino https://a.top")
    rows.comment(article, "Merci")
    rows.right_of_reply(article)
    day = text(desk.get("/equipe/")).replace("\u00a0", " ")
    assert "2 commentaires à relire" in day
    assert "1 douteux" in day
    assert "Avant lundi 16 novembre : la loi donne trois jours" in day
    assert "à relire" not in text(signed_in(front_desk).get("/equipe/"))


def test_another_organizations_comments_do_not_exist(outsider, adviser, article):
    one, asked = rows.comment(article, "Rien que nous"), rows.right_of_reply(article)
    elsewhere = signed_in(outsider)
    assert "Rien que nous" not in text(elsewhere.get(LIST))
    for name in ("comment", "comment-answer", "comment-keep", "comment-keep-before", "comment-erase"):
        visit = elsewhere.get if name == "comment" else elsewhere.post
        assert visit(reverse(f"desk:{name}", args=[one.pk])).status_code == 404
    for name in ("right-of-reply-publish", "right-of-reply-take-back"):
        assert elsewhere.post(reverse(f"desk:{name}", args=[asked.pk])).status_code == 404
    elsewhere.post(LIST, {"lu": [value(one)], "quoi": PUBLISHED})
    assert state(one) == WAITING


@pytest.mark.parametrize("many", [1, 3])
def test_lists_ask_as_much_whatever_they_hold(desk, adviser, article, many, queries):
    for number in range(many):
        rows.comment(article, f"Un {number}", parent=rows.shown(article, f"Sur {number}", by=adviser))
        reporting.report(rows.shown(article, f"Vu {number}", by=adviser), "Faux", key=uuid4(), now=NOW)
        replying.publish(rows.right_of_reply(article, f"Non {number}"), by=adviser, now=NOW)
    asked = {}
    for address in (LIST, f"{LIST}?voir=signales", f"{LIST}journal/", f"{LIST}droits-de-reponse/"):
        desk.get(address)
        with queries() as seen:
            desk.get(address)
        asked[address.removeprefix(LIST)] = len(seen)
    assert asked == {"": 7, "?voir=signales": 7, "journal/": 4, "droits-de-reponse/": 4}
