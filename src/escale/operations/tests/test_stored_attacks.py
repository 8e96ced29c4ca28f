"""Nothing that is written is ever run: a corpus of attacks in every text of chronicles, sheets and exchanges, seen by Chromium.

The pages are those of the product, under its own policy (`SECURE_CSP`): no script runs, and the policy has nothing to refuse.
"""

import json
from collections.abc import Iterator
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Error, Page, Route
from wagtail.admin.rich_text.converters.contentstate import ContentstateConverter
from wagtail.rich_text import RichText

from escale.accounts.models import Membership
from escale.community import posting
from escale.community.models import Theme, ThreadKind
from escale.community.posting import Opening, Words
from escale.media.comments import links, moderating, replying
from escale.media.models import Article, Comment, CommentState, RightOfReply
from escale.operations.tests.attacks import ATTACKS, EVIL, LOOK, addresses_of_visitors, groups, problems, watched
from escale.sheets import importing
from escale.sheets.markdown import UnreadableSheet
from escale.sheets.models import ResourceSheet
from escale.testing import rows_comments, writings
from escale.testing.browser import OpenPage
from escale.testing.builders import NOW
from escale.testing.writings import Block
from escale.writing.blocks import PARAGRAPH

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

EDITOR = ContentstateConverter(features=PARAGRAPH)
ALIVE = ("<img", "<svg", "<script", "<details", "<video", "<input")
"""What runs by itself as soon as a page holds it."""
REFUSED_AT_MOST = 10
"""Texts of the corpus a form may refuse: signs no page can hold."""


@pytest.fixture
def seen(running_friday: None, open_page: OpenPage) -> Page:
    return watched(open_page())


@pytest.fixture
def seen_by_the_team(open_as: OpenPage, adviser: Membership) -> Page:
    return watched(open_as(adviser))


def test_the_corpus_runs_where_nothing_stops_it_and_is_refused_where_the_policy_alone_does(
    seen: Page, live_server: object
) -> None:
    """The control: what the other tests look for is there to be found."""
    written = "<!doctype html><main>" + "</main><main>".join(a for a in ATTACKS if a.startswith(ALIVE)) + "</main>"
    policy = "; ".join(f"{name} {' '.join(values)}" for name, values in settings.SECURE_CSP.items())
    _serve(seen, "/sans-regle/", written)
    _serve(seen, "/avec-regle/", written, {"Content-Security-Policy": policy})
    # What it asks for never comes: the page is looked at as soon as it has been read.
    seen.goto("/sans-regle/", wait_until="domcontentloaded")
    seen.wait_for_function("window.__ran.length >= 5")
    seen.goto("/avec-regle/", wait_until="domcontentloaded")
    seen.wait_for_function("window.__refused.length >= 20")
    found = seen.evaluate(LOOK)
    assert [one for one in found if one.startswith("ran")] == []
    assert sum(one.startswith("on") for one in found) >= 20


def _serve(page: Page, address: str, body: str, headers: dict[str, str] | None = None) -> None:
    """Answer this address with this page, whatever the site says."""

    def answered(route: Route) -> None:
        route.fulfill(body=body, headers={"Content-Type": "text/html; charset=utf-8"} | (headers or {}))

    page.route(f"**{address}", answered)


def test_a_browser_of_the_tests_finds_no_host_but_its_own_server(seen: Page, live_server: Any) -> None:
    """Even one that needs no network to be found: nothing the corpus asks for can leave."""
    with pytest.raises(Error, match="ERR_NAME_NOT_RESOLVED"):
        seen.goto(live_server.url.replace("localhost", "autre.localhost"))


def test_the_corpus_is_large_and_says_each_thing_once() -> None:
    assert len(ATTACKS) >= 120
    assert len(ATTACKS) == len(set(ATTACKS))
    assert all("alert" in attack or EVIL in attack for attack in ATTACKS[:12])


def test_comments(seen: Page, seen_by_the_team: Page, adviser: Membership) -> None:
    article = rows_comments.article(adviser)
    form, client = reverse("portal:comments", args=[article.slug]), Client()
    for attack, visitor in zip(ATTACKS, addresses_of_visitors(), strict=False):
        said = {"text": attack, "name": f"a {attack}"[:40], "submission": str(uuid4())}
        client.post(form, said, **visitor)
    assert Comment.objects.count() >= len(ATTACKS) - REFUSED_AT_MOST
    pages = range(1, Comment.objects.count() // 20 + 2)
    waiting = [f"/equipe/commentaires/?page={number}" for number in pages]
    looked_for = [reverse("desk:comments", query={"q": attack}) for attack in ATTACKS[::40]]
    own = [
        reverse("portal:own-comment", args=[links.secret_of(comment)])
        for comment in Comment.objects.order_by("pk")[::25]
    ]
    assert problems(seen_by_the_team, [*waiting, *looked_for]) == []
    assert problems(seen, own) == []
    read = {comment.pk: moderating.print_of(comment) for comment in Comment.objects.order_by("pk")}
    moderating.decide(adviser.organization, read, state=CommentState.PUBLISHED, by=adviser, now=NOW)
    shown = Comment.objects.order_by("pk")[::25]
    each = [
        reverse(name, args=[comment.pk])
        for comment in shown
        for name in ("portal:comment-reply", "portal:comment-report")
    ]
    assert problems(seen, [reverse("portal:article", args=[article.slug]), *each]) == []
    assert problems(seen, [f"{form}?page={number}" for number in pages]) == []
    log = [f"/equipe/commentaires/journal/?page={number}" for number in range(1, 6)]
    assert problems(seen_by_the_team, [*log, *(reverse("desk:comment", args=[comment.pk]) for comment in shown)]) == []


def test_rights_of_reply(seen: Page, seen_by_the_team: Page, adviser: Membership) -> None:
    article = rows_comments.article(adviser)
    form, client = reverse("portal:right-of-reply", args=[article.slug]), Client()
    for (name, passage, text), visitor in zip(_by_three(), addresses_of_visitors(), strict=False):
        said = {"name": f"a {name}"[:80], "contact": f"a@example.org {name}"[:120], "passage": passage, "text": text}
        client.post(form, said, **visitor)
    asked = list(RightOfReply.objects.order_by("pk"))
    assert len(asked) * 3 >= len(ATTACKS) - 3 * REFUSED_AT_MOST
    desk = [reverse("desk:right-of-reply", args=[reply.pk]) for reply in asked[::10]]
    assert problems(seen_by_the_team, ["/equipe/commentaires/droits-de-reponse/", *desk]) == []
    for reply in asked:
        replying.publish(reply, by=adviser, now=NOW)
    pages = [reverse(name, args=[article.slug]) for name in ("portal:article", "portal:comments")]
    assert problems(seen, pages) == []


def test_what_a_form_gives_back_when_it_refuses(seen: Page, adviser: Membership) -> None:
    """Typed in a real form without what it needs: the page comes back with the words in its fields."""
    page = reverse("portal:comments", args=[rows_comments.article(adviser).slug])
    for attack in ATTACKS[::20]:
        seen.goto(page)
        seen.get_by_label("Votre message").fill(attack)
        seen.get_by_role("button", name="Envoyer mon commentaire").click()
        seen.get_by_role("alert").first.wait_for()
        assert seen.evaluate(LOOK) == []


def test_chronicles(seen: Page, adviser: Membership) -> None:
    """Titles, leads and every block; paragraphs as the editor writes them of what is typed, links included."""
    for four in groups(4):
        first, last = four[0], four[-1]
        blocks: list[Block] = [("heading", attack[:120]) for attack in four]
        blocks += [("paragraph", _typed(attack)) for attack in four]
        blocks += [
            ("quote", {"text": first[:400], "who": last[:80]}),
            ("figure", {"value": first[:20], "sentence": last[:160], "source": first[:120]}),
            ("box", {"title": first[:80], "text": _typed(last)}),
            ("picture", {"picture": writings.photo(adviser, alt=first[:200] or "a"), "caption": last[:160]}),
        ]
        writings.article(adviser, *blocks, title=first[:120], lead=last[:300])
    articles = Article.objects.order_by("pk")
    assert articles.count() == len(list(groups(4)))
    lists = [f"/chroniques/?page={number}" for number in range(1, 6)]
    looked_for = [reverse("portal:articles", query={"q": attack, "rubrique": attack}) for attack in ATTACKS[::50]]
    each = [reverse("portal:article", args=[article.slug]) for article in articles]
    assert problems(seen, [*lists, *looked_for, *each]) == []


def test_sheets(seen: Page, seen_by_the_team: Page, adviser: Membership) -> None:
    """Read from Markdown, as a file brought by somebody says them."""
    made = []
    for four in groups(4):
        title = {"title": four[0][:100], "sentence": four[-1][:200], "credit": four[0][:160]}
        sheet = _brought("\n\n".join(four) + "\n\n1. " + four[0].replace("\n", " ") + "\n2. Suite.\n", by=adviser)
        if sheet:
            ResourceSheet.objects.filter(pk=sheet.pk).update(**title, live=True)
            made.append(sheet)
    assert len(made) >= len(list(groups(4))) - REFUSED_AT_MOST
    lists = [f"/fiches/?page={number}" for number in range(1, 4)]
    assert problems(seen, [*lists, *(reverse("portal:sheet", args=[sheet.slug]) for sheet in made)]) == []
    team = [reverse("desk:resource", args=[sheet.pk]) for sheet in made[::4]]
    assert problems(seen_by_the_team, ["/equipe/ressources/", *team]) == []


def test_exchanges_among_peers(seen_by_the_team: Page, adviser: Membership, colleague: Membership) -> None:
    """Titles, questions, answers, read as Markdown."""
    circle, threads = f"equipe-{adviser.organization_id}", []
    for rank, some in enumerate(groups(20)):
        opening = Opening(kind=ThreadKind.QUESTION, theme=Theme.POSTURE, title=some[0][:120])
        first = Words(text="\n\n".join(some)[:6000])
        thread = posting.open_thread(adviser, circle, opening, first, submission=UUID(int=rank + 1), now=NOW)
        for answer, attack in enumerate(some):
            posting.answer(
                colleague, thread, Words(text=attack), submission=UUID(int=1000 * (rank + 1) + answer), now=NOW
            )
        threads.append(thread)
    looked_for = [reverse("desk:threads", query={"q": attack}) for attack in ATTACKS[::50]]
    each = [reverse("desk:thread", args=[thread.pk]) for thread in threads]
    assert problems(seen_by_the_team, ["/equipe/entre-pairs/", *looked_for, *each]) == []


def _brought(text: str, *, by: Membership) -> ResourceSheet | None:
    """The sheet of a file somebody brings, unless it is refused."""
    try:
        brought = importing.read(text.encode(), name="fiche.md")
        return importing.keep(brought, by=by, submission=uuid4(), now=NOW).sheet
    except UnreadableSheet:
        return None


def _by_three() -> Iterator[tuple[str, str, str]]:
    for some in groups(3):
        yield (some[0], some[len(some) // 2], some[-1])


def _typed(attack: str) -> RichText:
    """What the editor keeps of a line typed in a paragraph, all of it a link to what it says."""
    whole = {"offset": 0, "length": len(attack), "key": 0}
    line = {
        "key": "a",
        "type": "unstyled",
        "text": attack,
        "depth": 0,
        "inlineStyleRanges": [],
        "entityRanges": [whole],
    }
    link = {"type": "LINK", "mutability": "MUTABLE", "data": {"url": attack}}
    return RichText(EDITOR.to_database_format(json.dumps({"blocks": [line], "entityMap": {"0": link}})))
