"""The subjects one can learn: the list of them all, and the page of each."""

from datetime import timedelta

import pytest
from django.test import Client

from escale.portal.tests import found
from escale.portal.tests.acting import text_of
from escale.portal.themes import words
from escale.testing import builders
from escale.testing.cast import Reception
from escale.topics import Topic
from escale.workshops.models import Access, Group, WorkshopTopic


def workshop_about(topic: Topic, reception: Reception, **values: object) -> str:
    """One more, each on its own day; gives its title."""
    on = builders.NEXT_FRIDAY + timedelta(days=Group.objects.count())
    group = builders.group(reception.adviser, reception.venue, starts_at=on, **values)
    WorkshopTopic.objects.create(workshop=group.workshop, topic=topic)
    return str(group.title)


@pytest.mark.parametrize("topic", list(Topic))
def test_every_subject_is_told_in_a_plain_sentence_of_its_own(topic: Topic) -> None:
    assert 20 < len(words.sentence(topic)) < 130
    assert words.topic_of(words.slug_of(topic)) == topic


def test_all_of_them_are_listed_those_with_a_date_first(client: Client, reception: Reception) -> None:
    workshop_about(Topic.EMAIL, reception)
    page = text_of(client.get("/themes/"))
    assert all(words.address(topic) in page for topic in Topic)
    assert page.count("Des dates à venir") == 1
    assert page.index(words.address(Topic.EMAIL)) < page.index(words.address(Topic.DIAGNOSIS))


def test_a_subject_shows_its_dates_and_no_other(client: Client, reception: Reception) -> None:
    mails, photos = workshop_about(Topic.EMAIL, reception), workshop_about(Topic.CONTENTS, reception)
    hidden = workshop_about(Topic.EMAIL, reception, access=Access.RESERVED)
    page = text_of(client.get("/themes/email/"))
    assert mails in page
    assert photos not in page
    assert hidden not in page


def test_near_a_commune_the_nearest_come_first_and_the_others_not_at_all(client: Client, reception: Reception) -> None:
    near = workshop_about(Topic.EMAIL, reception)
    page = text_of(client.get("/themes/email/", {"ville": "Vitré"}))
    assert "Près de Vitré" in page
    assert near in page
    assert "Pas de date annoncée pour ce sujet." in text_of(client.get("/themes/email/", {"ville": "Marseille"}))


def test_without_a_date_one_may_ask_to_learn(client: Client, reception: Reception) -> None:
    assert "Je veux apprendre" in text_of(client.get("/themes/justice/"))


@pytest.mark.parametrize("typed", ["\x00", "x" * 5000, "\ud800", "<script>"])
def test_whatever_is_typed_as_a_commune_is_answered(client: Client, reception: Reception, typed: str) -> None:
    sent = typed.encode("utf-8", "replace").decode()
    assert client.get("/themes/email/", {"ville": sent}).status_code == 200


def test_an_unknown_subject_is_not_found_and_a_code_leads_to_its_page(client: Client, reception: Reception) -> None:
    assert client.get("/themes/tricot/").status_code == 404
    assert client.get("/themes/gere_ses_contenus_numeriques/").headers["Location"] == (
        "/themes/gere-ses-contenus-numeriques/"
    )


def test_the_site_of_a_network_leaves_out_the_dates_of_others(client: Client, reception: Reception) -> None:
    title = workshop_about(Topic.EMAIL, reception)
    with found.site_of(builders.organization("Ailleurs")) as domain:
        assert title not in client.get("/themes/email/", headers={"host": domain}).text


@pytest.mark.parametrize("count", [1, 3])
def test_it_asks_as_many_questions_for_one_and_three_dates(client, reception: Reception, queries, count: int) -> None:
    for _ in range(count):
        workshop_about(Topic.EMAIL, reception)
    client.get("/robots.txt")
    with queries() as seen:
        client.get("/themes/email/")
    assert len(seen) <= 7, [query["sql"] for query in seen.captured_queries]
