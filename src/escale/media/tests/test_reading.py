"""Which articles anyone may read, and what stands around one."""

from datetime import timedelta

from escale.accounts.models import Membership, Organization
from escale.media import reading
from escale.testing import builders, writings

NOW = builders.NOW


def test_what_is_over_is_closed_at_its_hour(adviser: Membership) -> None:
    article = writings.article(adviser, expire_at=NOW)
    before = NOW - timedelta(seconds=1)
    assert list(reading.published_articles(now=before)) == [article]
    assert not reading.published_articles(now=NOW).exists()
    assert reading.is_open(article, now=before)
    assert not reading.is_open(article, now=NOW)
    assert reading.is_over(article, now=NOW)


def test_a_draft_was_never_read(adviser: Membership) -> None:
    article = writings.article(adviser, published_at=None)
    assert not reading.published_articles(now=NOW).exists()
    assert not reading.is_over(article, now=NOW)


def test_some_organizations_alone(adviser: Membership, outsider: Membership) -> None:
    own, other = writings.article(adviser), writings.article(outsider)
    assert set(reading.published_articles(now=NOW)) == {own, other}
    assert list(reading.published_articles(now=NOW, organizations=[adviser.organization_id])) == [own]
    assert not reading.published_articles(now=NOW, organizations=[]).exists()


def test_its_words_are_its_title_its_lead_and_its_text(adviser: Membership) -> None:
    article = writings.article(adviser, ("paragraph", "<p>Un <b>mot</b>.</p>"), title="Titre", lead="Chapeau")
    assert reading.text_of(article) == "Titre\nChapeau\nUn mot."
    assert reading.minutes(article) == 1


def test_an_article_alone_has_no_neighbour(adviser: Membership) -> None:
    around = reading.neighbours(writings.article(adviser), now=NOW)
    assert (around.previous, around.following) == (None, None)


def test_neighbours_are_the_published_episodes_around(organization: Organization, adviser: Membership) -> None:
    series = writings.series(organization)
    first, second, third, fourth = (
        writings.article(adviser, series=series, episode=number, published_at=None if number == 3 else NOW)
        for number in (1, 2, 3, 4)
    )
    around = reading.neighbours(second, now=NOW)
    assert (around.previous, around.following) == (first, fourth)
    around = reading.neighbours(third, now=NOW)
    assert (around.previous, around.following) == (None, None)
