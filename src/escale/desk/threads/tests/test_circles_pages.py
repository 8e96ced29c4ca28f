"""Circles and their moderation: invited by mail, come, gone; a message reported, hidden with its reason, shown again."""

from uuid import uuid4

import pytest
from django.urls import reverse

from escale.community import inviting, moderating, posting
from escale.community.models import (
    Circle,
    CircleGuest,
    PostReport,
    Thread,
)
from escale.community.posting import Words
from escale.desk.threads.tests.conftest import NOW, WRITE, begin, typed
from escale.outbox.delivery import deliver_due
from escale.periodic import CATALOGUE
from escale.testing.cast import signed_in

pytestmark = pytest.mark.django_db


def test_a_message_is_reported_hidden_with_its_reason_and_shown_again(adviser, colleague, admin, thread, mailoutbox):
    post = posting.answer(colleague, thread, Words(text="Zorglub"), submission=uuid4(), now=NOW)
    report = reverse("desk:thread-post-report", args=[post.pk])
    assert signed_in(adviser).post(report, {"why": ""}).status_code == 422
    assert signed_in(adviser).post(report, {"why": "Un nom.", "submission": str(uuid4())}).status_code == 302
    moderation = reverse("desk:circle-moderation", args=[thread.circle_id])
    page = signed_in(admin).get(moderation)
    assert "Un nom." in page.text
    assert signed_in(adviser).get(moderation).status_code == 404
    hide = reverse("desk:thread-post-hide", args=[post.pk])
    assert signed_in(colleague).post(hide, {"why": "Non"}).status_code == 404
    assert signed_in(admin).post(hide, {"why": ""}).status_code == 422
    assert signed_in(admin).post(hide, {"why": "On y reconnaît quelqu’un."}).status_code == 302
    shown = reverse("desk:thread", args=[thread.pk])
    assert "Zorglub" not in signed_in(adviser).get(shown).text
    assert "Zorglub" in signed_in(colleague).get(shown).text
    assert "On y reconnaît quelqu’un." in signed_in(admin).get(moderation).text
    deliver_due(now=NOW, catalogue=CATALOGUE)
    said = next(mail.body for mail in mailoutbox if mail.to == [colleague.user.email])
    assert "On y reconnaît quelqu’un." in said
    signed_in(admin).post(reverse("desk:thread-post-show", args=[post.pk]), {"why": "Corrigé."})
    assert "Zorglub" in signed_in(adviser).get(shown).text
    assert not PostReport.objects.waiting().exists()


def test_a_peer_of_another_organization_is_invited_by_mail_comes_speaks_and_leaves(adviser, outsider, mailoutbox):
    client, peer = signed_in(adviser), signed_in(outsider)
    client.post(reverse("desk:circle-open"), {"name": "Posture", "rules": "Ce qui se dit y reste."})
    circle = Circle.objects.get()
    invite = reverse("desk:circle-invite", args=[circle.pk])
    for wrong in ("", "pas une adresse", "personne@example.org", adviser.user.email):
        assert client.post(invite, {"email": wrong}).status_code == 422
    assert client.post(invite, {"email": outsider.user.email.upper()}).status_code == 302
    assert client.post(invite, {"email": outsider.user.email}).status_code == 422
    deliver_due(now=NOW, catalogue=CATALOGUE)
    [mail] = mailoutbox
    assert mail.to == [outsider.user.email]
    page = reverse("desk:circle", args=[circle.pk])
    assert peer.get(page).status_code == 404
    assert "Posture" in peer.get(reverse("desk:circles")).text
    assert "1\u00a0invitation attend" in peer.get(reverse("desk:threads")).text
    guest = CircleGuest.objects.get(user=outsider.user)
    peer.post(reverse("desk:circle-join", args=[guest.pk]))
    assert "Omar Belkacem" in peer.get(page).text
    assert peer.post(f"{WRITE}question", typed(outsider, circle=f"cercle-{circle.pk}")).status_code == 302
    thread = Thread.objects.get()
    assert client.get(reverse("desk:thread", args=[thread.pk])).status_code == 200
    peer.post(reverse("desk:circle-leave", args=[circle.pk]))
    assert peer.get(reverse("desk:thread", args=[thread.pk])).status_code == 404
    client.post(reverse("desk:circle-leave", args=[circle.pk]))
    circle.refresh_from_db()
    assert circle.closed_at == NOW


def test_a_thread_whose_first_message_is_hidden_or_taken_away_says_its_title_no_more(adviser, colleague, admin):
    thread = begin(adviser, title="Zorglub ne veut pas")
    address = reverse("desk:thread", args=[thread.pk])
    post = thread.posts.get()
    moderating.hide(post, by=admin.user, why="Un nom.", now=NOW)
    assert "Zorglub" not in signed_in(colleague).get(reverse("desk:threads")).text
    assert signed_in(colleague).get(address).status_code == 404
    for member in (adviser, admin):
        assert "Zorglub" in signed_in(member).get(address).text
    moderating.show(post, by=admin.user, why="Corrigé.", now=NOW)
    assert "Zorglub" in signed_in(colleague).get(reverse("desk:threads")).text
    posting.delete(post, by=adviser.user, now=NOW)
    page = signed_in(colleague).get(address)
    assert page.status_code == 200
    assert "Zorglub" not in page.text
    thread.refresh_from_db()
    assert "zorglub" not in thread.stems


def test_a_hidden_message_is_read_on_no_other_page(adviser, colleague, admin, thread):
    """Its text stands neither on the page that reports it, nor on any gesture, for whoever doesn’t moderate."""
    post = thread.posts.get()
    moderating.hide(post, by=admin.user, why="Nomme quelqu’un", now=NOW)
    peer = signed_in(colleague)
    for gesture in ("report", "hide", "show", "keep"):
        assert peer.get(reverse(f"desk:thread-post-{gesture}", args=[post.pk])).status_code == 404, gesture
    # Control: whoever moderates reads it, and it is read again once it is shown.
    assert "Vous dites quoi" in signed_in(admin).get(reverse("desk:thread-post-show", args=[post.pk])).text
    moderating.show(post, by=admin.user, why="Erreur", now=NOW)
    assert "Vous dites quoi" in peer.get(reverse("desk:thread-post-report", args=[post.pk])).text


def test_an_answer_of_a_thread_whose_title_is_hidden_says_that_title_nowhere(adviser, colleague, admin, thread):
    answer = posting.answer(admin, thread, Words(text="Jamais."), submission=uuid4(), now=NOW)
    moderating.hide(thread.posts.get(opens=True), by=admin.user, why="Nomme quelqu’un", now=NOW)
    assert signed_in(colleague).get(reverse("desk:thread-post-report", args=[answer.pk])).status_code == 404


def test_what_waits_is_on_one_s_day(adviser, colleague, admin, outsider, front_desk):
    post = begin(colleague).posts.get()
    moderating.report(post, by=adviser, why="Un nom.", submission=uuid4(), now=NOW)
    circle = inviting.open_circle(adviser, name="Parler d’argent", rules="", now=NOW)
    inviting.invite(circle, email=outsider.user.email, by=adviser, now=NOW)
    for member, seen in ((admin, "1\u00a0message signalé"), (outsider, "Une invitation dans un cercle de pairs")):
        assert seen in signed_in(member).get(reverse("desk:my-day")).text
    for member in (adviser, front_desk):
        page = signed_in(member).get(reverse("desk:my-day")).text
        assert "message signalé" not in page
        assert "cercle de pairs" not in page


def test_an_invitation_is_declined(adviser, outsider):
    circle = inviting.open_circle(adviser, name="Posture", rules="", now=NOW)
    guest = inviting.invite(circle, email=outsider.user.email, by=adviser, now=NOW)
    signed_in(outsider).post(reverse("desk:circle-decline", args=[guest.pk]))
    assert not CircleGuest.objects.waiting().exists()
    assert not Circle.objects.visible_to(outsider.user).exists()
