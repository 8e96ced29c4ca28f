"""The door of the editor: what exists behind it, and who walks in."""

import re

import pytest
from django.urls import URLResolver, get_resolver, reverse

from escale.accounts.models import Membership, Role
from escale.writing.gate import PREFIX, open_pages
from escale.writing.tests.texts import article


def addresses():
    """Every address under the editor: its name, and an address that reaches it."""

    def walk(patterns, namespace, before):
        for pattern in patterns:
            here = before + str(pattern.pattern)
            if isinstance(pattern, URLResolver):
                inside = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
                yield from walk(pattern.url_patterns, inside, here)
            elif here.startswith(PREFIX):
                yield namespace + (pattern.name or ""), here

    return dict(walk(get_resolver().url_patterns, "", ""))


def filled(route):
    """An address of this route, its holes filled with numbers and words."""
    route = re.sub(r"\^?\(\?P<pk>[^)]+\)/revisions/compare/.*", "1/revisions/compare/1...2/", route)
    route = re.sub(r"<(int|path|str):\w+>|<slug:\w+>", lambda hole: "1" if hole[1] else "mot", route)
    return "/" + route.replace("^", "").replace("$", "").replace(".*/", "inconnu/")


CLOSED = sorted((name, route) for name, route in addresses().items() if name not in open_pages and route != PREFIX)


def test_the_editor_has_many_more_addresses_than_it_opens():
    assert len(CLOSED) > 100
    assert set(addresses()) >= open_pages


@pytest.mark.parametrize(("name", "route"), CLOSED, ids=lambda value: value if ":" in value else "")
@pytest.mark.django_db
def test_what_is_not_opened_does_not_exist(name, route, client, admin):
    client.force_login(admin.user)
    assert client.get(filled(route)).status_code == 404, name


def test_an_address_nobody_named_does_not_exist(client, adviser):
    client.force_login(adviser.user)
    assert client.get(f"/{PREFIX}users/").status_code == 404
    assert client.get(f"/{PREFIX}quelque-chose/").status_code == 404


@pytest.mark.parametrize("who", ["adviser", "coordinator", "admin"])
def test_whoever_writes_walks_in(who, client, request):
    client.force_login(request.getfixturevalue(who).user)
    assert client.get(reverse("writing_articles:list")).status_code == 200


@pytest.mark.parametrize("who", ["front_desk", "volunteer"])
def test_whoever_does_not_write_stays_out(who, client, request):
    client.force_login(request.getfixturevalue(who).user)
    assert client.get(reverse("writing_articles:list")).status_code == 403
    assert client.get(reverse("writing_articles:add")).status_code == 403


def test_a_stranger_is_led_to_the_sign_in_of_escale(client, adviser):
    answer = client.get(reverse("writing_articles:list"))
    assert answer.status_code == 302
    assert answer["Location"].startswith(reverse("account_login"))


PAGES = ["edit", "delete", "history", "history_results", "unpublish"]


@pytest.mark.parametrize("page", PAGES)
def test_the_text_of_another_organization_does_not_exist(page, client, adviser, outsider):
    theirs = article(outsider)
    client.force_login(adviser.user)
    assert client.get(reverse(f"writing_articles:{page}", args=[theirs.pk])).status_code == 404
    assert client.post(reverse(f"writing_articles:{page}", args=[theirs.pk])).status_code == 404


@pytest.mark.parametrize("page", PAGES)
def test_each_page_of_a_text_of_ones_own(page, client, adviser):
    mine = article(adviser, live=True)
    client.force_login(adviser.user)
    assert client.get(reverse(f"writing_articles:{page}", args=[mine.pk])).status_code == 200


def test_the_revisions_of_another_organization_do_not_exist(client, adviser, outsider):
    theirs = article(outsider)
    revision = theirs.latest_revision_id
    client.force_login(adviser.user)
    for name, args in [
        ("revisions_view", [theirs.pk, revision]),
        ("revisions_revert", [theirs.pk, revision]),
        ("revisions_unschedule", [theirs.pk, revision]),
        ("revisions_compare", [theirs.pk, "earliest", "latest"]),
        ("preview_on_edit", [theirs.pk]),
    ]:
        assert client.get(reverse(f"writing_articles:{name}", args=args)).status_code == 404


def test_the_list_holds_the_texts_of_ones_organization_alone(client, adviser, outsider):
    article(adviser, title="Chez nous")
    article(outsider, title="Chez eux")
    client.force_login(adviser.user)
    shown = client.get(reverse("writing_articles:list")).content.decode()
    assert "Chez nous" in shown
    assert "Chez eux" not in shown


def test_the_home_of_the_editor_is_the_page_of_chronicles(client, adviser):
    client.force_login(adviser.user)
    assert client.get(f"/{PREFIX}")["Location"] == reverse("desk:articles")


def test_nothing_of_the_editor_is_allowed_outside_it(adviser):
    assert not adviser.user.has_perm("wagtailadmin.access_admin")
    assert not adviser.user.has_perm("media.publish_article")


def test_one_writes_for_the_organization_chosen_and_no_other(client, adviser, outsider):
    """A member of two organizations, at the front desk of the second, writes only for the first."""
    second = Membership.objects.create(user=adviser.user, organization=outsider.organization, role=Role.FRONT_DESK)
    theirs = article(outsider)
    client.force_login(adviser.user)
    assert client.get(reverse("writing_articles:edit", args=[theirs.pk])).status_code == 404
    session = client.session
    session["membership"] = second.pk
    session.save()
    assert client.get(reverse("writing_articles:edit", args=[theirs.pk])).status_code == 403
