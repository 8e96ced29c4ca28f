"""The pages of peers: read again before they leave, found, answered, moderated; nothing for whoever isn't of the circle."""

from datetime import timedelta
from uuid import uuid4

import pytest
import time_machine
from django.urls import reverse

from escale.community import anonymising, circles, digest, drafts, inviting, posting
from escale.community.models import (
    CircleGuest,
    Follow,
    PeerDraft,
    PeerSettings,
    Post,
    PostReport,
    Thread,
    ThreadKind,
)
from escale.community.posting import Words
from escale.desk.threads.tests.conftest import NOW, WRITE, begin, typed
from escale.library import indexing
from escale.outbox.delivery import deliver_due
from escale.outbox.models import Message
from escale.periodic import CATALOGUE
from escale.testing import rows_sheets
from escale.testing.cast import signed_in

pytestmark = pytest.mark.django_db

DAY = timedelta(days=1)
CASE = "Mme Lucette Briand veut que je garde son code, à Vitré."


def read_of(page):
    return page.context["review"].read


def test_a_question_that_names_nobody_is_published_at_once_and_once(adviser):
    client = signed_in(adviser)
    for _ in range(2):
        answer = client.post(f"{WRITE}question", typed(adviser))
        assert answer.status_code == 302
    thread = Thread.objects.get()
    assert (thread.title, thread.kind, thread.author) == ("Garder un code ?", "question", adviser.user)
    assert answer.url == reverse("desk:thread", args=[thread.pk])


def test_a_case_study_is_always_read_again_its_passages_replaced_then_published(adviser):
    client, address = signed_in(adviser), f"{WRITE}etude-de-cas"
    said = typed(adviser, text=CASE, done="J’ai dit non le 12 octobre.", asked="Et vous ?")
    page = client.post(address, said)
    assert page.status_code == 422
    assert not Thread.objects.exists()
    lines = {line.passage.said: line.value for line in page.context["review"].lines}
    assert list(lines) == ["Mme Lucette Briand", "à Vitré", "le 12 octobre"]
    assert "<mark>Mme\u00a0Lucette Briand</mark>" in page.text
    page = client.post(address, said | {"geste": lines["à Vitré"]})
    assert page.status_code == 200
    assert "dans ma ville." in page.context["form"]["text"].value()
    assert "Mme Lucette Briand" in page.context["form"]["text"].value()
    page = client.post(address, said | {"geste": "tout-remplacer"})
    words = {name: page.context["form"][name].value() for name in ("title", "text", "done", "asked")}
    assert words["text"] == "Une dame veut que je garde son code, dans ma ville."
    assert words["done"] == "J’ai dit non à l’automne."
    assert page.context["review"].lines == []
    assert client.post(address, said | words | {"relu": read_of(page)}).status_code == 302
    assert Post.objects.get().text == words["text"]


def test_a_case_study_without_any_passage_is_read_again_too(adviser):
    said = typed(adviser, text="Une dame.", done="Rien.", asked="Et vous ?")
    page = signed_in(adviser).post(f"{WRITE}etude-de-cas", said)
    assert page.status_code == 422
    assert "Aucun passage repéré." in page.text
    # Changed since: what was read again is no more what leaves.
    again = said | {"relu": read_of(page), "text": "Une autre dame."}
    assert signed_in(adviser).post(f"{WRITE}etude-de-cas", again).status_code == 422
    assert signed_in(adviser).post(f"{WRITE}etude-de-cas", said | {"relu": read_of(page)}).status_code == 302


def test_whoever_decides_publishes_what_was_flagged_but_no_secret(adviser):
    client = signed_in(adviser)
    page = client.post(f"{WRITE}question", typed(adviser, text=CASE))
    assert page.status_code == 422
    assert client.post(f"{WRITE}question", typed(adviser, text=CASE, relu=read_of(page))).status_code == 302
    secret = typed(adviser, text="Son mot de passe : Lucette35!", submission=str(uuid4()))
    page = client.post(f"{WRITE}question", secret)
    assert page.status_code == 422
    assert "Lucette35!" in page.text
    assert client.post(f"{WRITE}question", secret | {"relu": read_of(page)}).status_code == 422
    assert Thread.objects.count() == 1


@pytest.mark.parametrize(
    "wrong",
    [
        {"text": ""},
        {"title": ""},
        {"theme": "x"},
        {"circle": "equipe-0"},
        {"submission": "x"},
        {"resource_url": "javascript:alert(1)"},
        {"resource_url": "https://example.org"},
        {"resource_title": "Sans adresse"},
    ],
)
def test_what_is_refused_stays_as_typed(adviser, wrong):
    page = signed_in(adviser).post(f"{WRITE}question", typed(adviser) | wrong)
    assert page.status_code == 422
    assert (wrong.get("title", "Garder un code ?")) in page.text
    assert not Thread.objects.exists()


def test_a_draft_is_kept_once_found_again_and_leaves_with_what_is_published(adviser, colleague):
    client = signed_in(adviser)
    for text in ("Je com", "Je commence"):
        client.post(f"{WRITE}etude-de-cas", typed(adviser, text=text, geste="brouillon"))
    draft = PeerDraft.objects.get()
    assert "Je commence" in client.get(reverse("desk:thread-drafts")).text
    assert "Je commence" not in signed_in(colleague).get(reverse("desk:thread-drafts")).text
    page = client.get(f"{reverse('desk:thread-write')}?brouillon={draft.pk}")
    assert page.context["kind"] == ThreadKind.CASE
    assert page.context["form"]["text"].value() == "Je commence"
    assert signed_in(colleague).get(f"{reverse('desk:thread-write')}?brouillon={draft.pk}").status_code == 404
    submission = str(page.context["form"]["submission"].value())
    client.post(f"{WRITE}question", typed(adviser, submission=submission))
    assert Thread.objects.exists()
    assert not PeerDraft.objects.exists()


def test_a_draft_takes_what_no_form_would(adviser):
    said = typed(adviser, text="a\x00b" + "é" * 10_000, geste="brouillon")
    assert signed_in(adviser).post(f"{WRITE}question", said).status_code == 302
    assert PeerDraft.objects.get().values["text"] == "ab" + "é" * 10_000


@pytest.mark.parametrize("gesture", ["brouillon", "tout-remplacer"])
def test_a_text_far_too_long_is_refused_beside_its_field_and_stays(adviser, monkeypatch, gesture):
    """Looking for names in it would take minutes; keeping it, a disk."""
    monkeypatch.setattr(anonymising, "find", lambda *args, **kwargs: pytest.fail("It was read."))
    said = typed(adviser, text="a" * 30_000, geste=gesture)
    page = signed_in(adviser).post(f"{WRITE}question", said)
    assert page.context["form"].has_error("text", "max_length")
    assert page.context["form"]["text"].value() == "a" * 30_000
    assert not PeerDraft.objects.exists()


def test_an_answer_to_an_answer_quotes_it(adviser, colleague, thread):
    post = posting.answer(colleague, thread, Words(text="Un **carnet** à elle."), submission=uuid4(), now=NOW)
    client = signed_in(adviser)
    page = client.get(reverse("desk:thread", args=[thread.pk]), {"repondre": post.pk})
    assert "Ma réponse à Yann Le Goff" in page.text
    assert "<strong>carnet</strong>" in page.text
    said = {"text": "Merci !", "quotes": post.pk, "submission": str(uuid4()), "geste": "publier", "licence": ""}
    for _ in range(2):
        assert client.post(reverse("desk:thread-answer", args=[thread.pk]), said).status_code == 302
    assert Post.objects.filter(quotes=post).count() == 1
    assert "Yann Le Goff\u00a0: Un carnet à elle." in client.get(reverse("desk:thread", args=[thread.pk])).text


def test_an_answer_that_names_somebody_is_read_again_on_the_thread(colleague, thread):
    client, address = signed_in(colleague), reverse("desk:thread-answer", args=[thread.pk])
    said = {"text": CASE, "submission": str(uuid4()), "geste": "publier"}
    page = client.post(address, said)
    assert page.status_code == 422
    assert "2\u00a0passages pourraient" in page.text
    assert client.post(address, said | {"geste": "tout-remplacer"}).status_code == 200
    assert client.post(address, said | {"geste": "remplacer-text-900-901"}).status_code == 200
    assert Post.objects.count() == 1


@pytest.mark.parametrize(
    "harm",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "[clic](javascript:alert(1))",
        "![x](https://example.org/x.png)",
        "<https://example.org/\"onmouseover=alert(1)>",
        "[x](data:text/html;base64,PHNjcmlwdD4=)",
        "# Titre\n\n| a |\n|---|\n| b |",
        "{{ request.user.password }}{% csrf_token %}",
    ],
)  # fmt: skip
def test_what_could_do_harm_is_shown_as_it_was_typed(adviser, harm):
    thread = begin(adviser, title=harm[:120], text=harm)
    page = signed_in(adviser).get(reverse("desk:thread", args=[thread.pk])).text
    for forbidden in (
        "<script>alert",
        "<img src",
        'href="javascript',
        'href="data:',
        "onmouseover=alert(1)>",
        "<h1>Titre",
    ):
        assert forbidden not in page


def test_gestures_on_messages(adviser, colleague, thread):
    post = posting.answer(colleague, thread, Words(text="Un carnet."), submission=uuid4(), now=NOW)
    client = signed_in(adviser)
    client.post(reverse("desk:thread-post-thank", args=[post.pk]))
    client.post(reverse("desk:thread-post-helped", args=[post.pk]))
    page = client.get(reverse("desk:thread", args=[thread.pk])).text
    assert "A aidé" in page
    assert "Merci (1)" in page
    client.post(reverse("desk:thread-post-thank", args=[post.pk]), {"retirer": "1"})
    client.post(reverse("desk:thread-unsolve", args=[thread.pk]))
    page = client.get(reverse("desk:thread", args=[thread.pk])).text
    assert "Merci (1)" not in page
    assert "A aidé" not in page
    client.post(reverse("desk:thread-stop-following", args=[thread.pk]))
    assert Follow.objects.get(user=adviser.user).stopped_at == NOW
    client.post(reverse("desk:thread-follow", args=[thread.pk]))
    assert Follow.objects.get(user=adviser.user).stopped_at is None


def test_one_s_words_are_corrected_or_taken_away(adviser, colleague, thread):
    post = thread.posts.get()
    client, address = signed_in(adviser), reverse("desk:thread-post-change", args=[post.pk])
    assert client.post(address, {"text": "", "submission": str(uuid4())}).status_code == 422
    assert client.post(address, {"text": CASE, "submission": str(uuid4())}).status_code == 422
    assert client.post(address, {"text": "Autrement dit.", "submission": str(uuid4())}).status_code == 302
    page = client.get(reverse("desk:thread", args=[thread.pk])).text
    assert "Autrement dit." in page
    assert "corrigé" in page
    with time_machine.travel(NOW + DAY, tick=False):
        late = signed_in(adviser).get(address)
        assert late.url == f"{reverse('desk:thread', args=[thread.pk])}#message-{post.pk}"
    client = signed_in(adviser)
    client.post(reverse("desk:thread-post-delete", args=[post.pk]))
    page = signed_in(colleague).get(reverse("desk:thread", args=[thread.pk])).text
    assert "Autrement dit." not in page
    assert "Ce message a été retiré" in page


def test_the_digest_is_chosen_and_one_s_words_are_copied(adviser, thread):
    client, address = signed_in(adviser), reverse("desk:thread-settings")
    assert client.post(address, {"rhythm": "x", "leaving": "take"}).status_code == 422
    assert client.post(address, {"rhythm": "daily", "leaving": "take"}).status_code == 302
    chosen = PeerSettings.objects.get()
    assert (chosen.rhythm, chosen.leaving) == ("daily", "take")
    assert chosen.due_at is not None
    assert chosen.due_at > NOW
    assert "Vous dites quoi ?" in client.get(reverse("desk:thread-words")).text


@pytest.mark.parametrize(
    "page", ["desk:threads", "desk:thread-drafts", "desk:circles", "desk:thread", "desk:circle-moderation"]
)
def test_pages_ask_as_much_for_one_row_as_for_three(adviser, admin, colleague, queries, page):
    thread = begin(colleague)
    args = {"desk:thread": [thread.pk], "desk:circle-moderation": [thread.circle_id]}.get(page, [])
    client = signed_in(admin)
    client.get(reverse(page, args=args))
    counts = []
    for number in (1, 2):
        for each in range(number):
            begin(adviser, title=f"Le mot de passe {number}{each}")
            post = posting.answer(adviser, thread, Words(text="Oui"), submission=uuid4(), now=NOW)
            PostReport.objects.create(post=post, by=colleague.user, why="Non", created_at=NOW)
            drafts.keep(admin, {"text": "a", "title": "b"}, thread=None, submission=uuid4(), now=NOW)
            other = inviting.open_circle(colleague, name=f"Cercle {number}{each}", rules="", now=NOW)
            CircleGuest.objects.create(circle=other, user=admin.user, invited_by=colleague.user, invited_at=NOW)
        with queries() as asked:
            assert client.get(reverse(page, args=args)).status_code == 200
        counts.append(len(asked))
    assert counts[0] == counts[1]


def test_journey_of_a_case_its_answer_and_the_digest(adviser, colleague, mailoutbox):
    digest.prepare(now=NOW)
    client = signed_in(adviser)
    said = typed(adviser, text=CASE, done="J’ai dit non.", asked="Et vous ?")
    page = client.post(f"{WRITE}etude-de-cas", said | {"geste": "tout-remplacer"})
    words = {name: page.context["form"][name].value() for name in ("title", "text", "done", "asked")}
    client.post(f"{WRITE}etude-de-cas", said | words | {"relu": read_of(page)})
    thread = Thread.objects.get()
    answer = {"text": "Un carnet à elle.", "submission": str(uuid4()), "geste": "publier"}
    signed_in(colleague).post(reverse("desk:thread-answer", args=[thread.pk]), answer)
    digest.prepare(now=NOW + 8 * DAY)
    deliver_due(now=NOW + 8 * DAY, catalogue=CATALOGUE)
    told = {mail.to[0]: mail.body for mail in mailoutbox}
    assert set(told) == {adviser.user.email, colleague.user.email}
    assert "Garder un code ?" in told[adviser.user.email]
    assert "1\u00a0nouveau message" in told[adviser.user.email]
    assert "Lucette" not in told[colleague.user.email]
    assert circles.places(adviser)[0].circle == thread.circle
    assert Message.objects.filter(kind="peer_digest").count() == 2


def test_the_sheets_that_answer_stand_beside_a_thread_and_no_other(adviser):
    for title in ("Garder un mot de passe", "Scanner un papier"):
        indexing.read(rows_sheets.sheet(adviser.organization, title=title, sentence=""), now=NOW)
    page = signed_in(adviser).get(reverse("desk:thread", args=[begin(adviser).pk]))
    assert [sheet.title for sheet in page.context["sheets"]] == ["Garder un mot de passe"]
    assert "Garder un mot de passe</b></a>" in page.content.decode()
