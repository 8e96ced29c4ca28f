"""What is looked for on the public site and not found is counted, and nothing of whoever looks."""

import pytest

from escale.questions.models import UnansweredSearch

pytestmark = pytest.mark.usefixtures("adviser")


@pytest.mark.parametrize("address", ["/?q=tableur&ville=", "/activites/?q=tableur"])
def test_words_that_find_nothing_are_counted_by_day(client, address):
    client.get(address, follow=True)
    client.get(address, follow=True)
    kept = UnansweredSearch.objects.get()
    assert (kept.words, kept.commune_name, kept.times) == ("tableur", "", 2)


def test_the_commune_is_kept_with_them(client):
    client.get("/activites/?q=tableur&commune=35360")
    assert UnansweredSearch.objects.get().commune_name == "Vitré"


@pytest.mark.parametrize(
    "words", ["mot de passe : Soleil35", "lucette@example.org", "06 39 98 00 42", "Mme Renault", "ab"]
)
def test_a_secret_a_name_or_nothing_is_not_kept(client, words):
    client.get("/activites/", {"q": words})
    assert not UnansweredSearch.objects.exists()


def test_a_robot_that_asks_for_the_head_only_counts_nothing(client):
    client.head("/activites/?q=tableur")
    assert not UnansweredSearch.objects.exists()
