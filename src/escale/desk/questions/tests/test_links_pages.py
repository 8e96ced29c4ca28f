"""The links of partners: made, copied, closed, opened again, changed."""

import pytest

from escale.questions import links
from escale.questions.models import QuestionLink
from escale.testing.pages import text

LINKS = "/equipe/questions/liens/"


def test_made_it_gives_an_address_and_closed_it_gives_none(client):
    assert "Aucun lien." in text(client.get(LINKS))
    page = text(client.post(LINKS, {"label": "Résidence Habitat Jeunes"}, follow=True))
    link = QuestionLink.objects.get()
    assert f"/on-me-demande/{links.secret_of(link)}/" in page
    closed = text(client.post(f"{LINKS}{link.pk}/fermer/", follow=True))
    assert "Fermé" in closed
    assert links.secret_of(link) not in closed
    client.post(f"{LINKS}{link.pk}/rouvrir/")
    assert links.find(links.secret_of(link)) == link


def test_changed_the_address_before_opens_nothing(client, adviser, now):
    link = links.make("CLIC", by=adviser, now=now)
    before = links.secret_of(link)
    client.post(f"{LINKS}{link.pk}/refaire/")
    link.refresh_from_db()
    assert links.find(before) is None
    assert links.find(links.secret_of(link)) == link


def test_without_a_name_it_is_refused(client):
    answer = client.post(LINKS, {"label": ""})
    assert answer.status_code == 422
    assert "Écrivez qui s’en sert." in text(answer)


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_asks_as_often_for_one_link_as_for_three(client, adviser, now, django_assert_num_queries, count):
    for number in range(count):
        links.make(f"Équipe {number}", by=adviser, now=now)
    client.get(LINKS)
    with django_assert_num_queries(4):
        client.get(LINKS)
