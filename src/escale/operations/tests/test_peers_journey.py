"""A case told among peers: what names somebody is shown and replaced, a colleague answers, the digest says so."""

from datetime import timedelta

import pytest
import time_machine
from playwright.sync_api import expect

from escale.accounts.models import Membership
from escale.community import digest
from escale.community.models import Rhythm
from escale.outbox.delivery import deliver_due
from escale.outbox.models import Channel, Message
from escale.periodic import CATALOGUE
from escale.testing.browser import OpenPage
from escale.testing.builders import NOW

pytestmark = [pytest.mark.browser, pytest.mark.journey, pytest.mark.django_db(transaction=True)]

TITLE = "Elle veut que je garde son code"
NEXT_WEEK = NOW + timedelta(days=4)


def test_a_case_is_flagged_answered_and_told_in_the_digest(
    open_as: OpenPage, adviser: Membership, colleague: Membership
) -> None:
    digest.choose(adviser.user, Rhythm.WEEKLY, now=NOW - timedelta(days=1))
    desk, other = open_as(adviser), open_as(colleague)
    desk.goto("/equipe/entre-pairs/")
    desk.get_by_role("link", name="Raconter un cas").first.click()
    desk.get_by_label("Thème").select_option("posture")
    desk.get_by_label("En une phrase").fill(TITLE)
    desk.get_by_label("La situation").fill("Mme Lucette Briand me tend son carnet, à Vitré.")
    desk.get_by_label("Ce que vous avez fait").fill("J’ai dit non, doucement.")
    desk.get_by_label("Votre question aux pairs").fill("Que lui dites-vous ?")
    desk.get_by_role("button", name="Relire avant de publier").click()
    expect(desk.locator("mark", has_text="Mme Lucette Briand")).to_be_visible()
    desk.get_by_role("button", name="Tout remplacer").click()
    expect(desk.get_by_label("La situation")).to_have_value("Une dame me tend son carnet, dans ma ville.")
    desk.get_by_role("button", name="Publier", exact=True).click()
    expect(desk.get_by_role("heading", level=1)).to_have_text(TITLE)
    other.goto("/equipe/entre-pairs/")
    other.get_by_role("link", name=TITLE).click()
    other.get_by_label("Votre message").fill("Un carnet à elle, fermé par un ruban.")
    other.get_by_role("button", name="Publier ma réponse").click()
    expect(other.get_by_text("Un carnet à elle")).to_be_visible()
    with time_machine.travel(NEXT_WEEK, tick=True):
        digest.prepare(now=NEXT_WEEK)
        deliver_due(now=NEXT_WEEK, catalogue=CATALOGUE)
    received = Message.objects.get(kind=digest.DIGEST.name, recipient=adviser.user.email)
    assert received.channel == Channel.EMAIL
    assert TITLE in received.text
