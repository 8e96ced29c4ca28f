"""Communication in Chromium: a kit opened, copied, written, planned and said sent, with JavaScript and without."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from escale.accounts.models import Membership
from escale.places.models import Venue
from escale.publishing import starters
from escale.publishing.models import ChannelKind, Kit, Piece, PieceKind, PieceState
from escale.testing import builders, publicity
from escale.testing.browser import WIDTHS, page_problems
from escale.testing.builders import NOW

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("friday")]


@pytest.mark.parametrize("javascript", [True, False])
def test_a_workshop_is_made_known(open_desk, adviser: Membership, venue: Venue, javascript: bool) -> None:
    starters.add(adviser.organization, now=NOW)
    starts_at = NOW.replace(month=12, day=4, hour=8, minute=30)
    group = builders.group(adviser, venue, starts_at=starts_at, title="Mes photos")
    page = open_desk(javascript=javascript)
    page.goto(reverse("desk:group", args=[group.pk]))
    page.get_by_role("button", name="Faire connaître").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Mes photos")
    text = page.get_by_role("textbox", name="Article\u00a0: Journal local")
    text.fill("L'atelier des photos, vendredi 4 décembre, à 9 h 30. Appelez !")
    if javascript:
        expect(page.locator(f"#{text.get_attribute('data-text-length')}")).to_contain_text("sur 600")
    page.get_by_role("button", name="Garder mon texte\u00a0: Article\u00a0: Journal local").click()
    expect(page.get_by_role("status")).to_contain_text("Votre texte est gardé")
    row = page.locator("tr", has_text="Journal local").first
    row.locator("summary").click()
    row.get_by_role("button", name="C’est envoyé").click()
    expect(page.get_by_role("status")).to_contain_text("C’est noté")
    article = Piece.objects.get(kit=Kit.objects.get(), kind=PieceKind.ARTICLE, channel__kind=ChannelKind.NEWSPAPER)
    assert (article.state, article.text[:10]) == (PieceState.DONE, "L’atelier ")


def test_every_page_is_accessible_and_holds_its_width(open_desk, adviser: Membership, venue: Venue, kit: Kit) -> None:
    page, problems = open_desk(), list[str]()
    page.on("console", lambda message: problems.append(message.text) if message.type == "error" else None)
    poster = Piece.objects.select_related("channel").get(kit=kit, kind=PieceKind.POSTER)
    publicity.outlet(poster.channel)
    event = publicity.event(adviser, venue)
    mail = Piece.objects.get(kit=kit, channel__kind=ChannelKind.COLLEAGUES)
    addresses = [
        reverse("desk:communication"),
        reverse("desk:kit", args=[kit.pk]),
        reverse("desk:kit-poster", args=[kit.pk]),
        reverse("desk:channels"),
        reverse("desk:channel", args=[poster.channel_id]),
        reverse("desk:outlets", args=[poster.channel_id]),
        reverse("desk:postings", args=[poster.pk]),
        reverse("desk:piece-plan", args=[poster.pk]),
        reverse("desk:piece-send", args=[mail.pk]),
        reverse("desk:event-change", args=[event.pk]),
        reverse("portal:event", args=[event.slug]),
    ]
    for address in addresses:
        page.goto(address)
        problems += [f"{address}: {problem}" for problem in page_problems(page, dark=WIDTHS[:2])]
    assert problems == []
