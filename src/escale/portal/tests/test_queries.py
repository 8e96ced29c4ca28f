"""What pages cost the database, whatever the number of advisers, weeks and places."""

import pytest
from django.test import Client

from escale.portal.tests import acting
from escale.testing import builders
from escale.testing.cast import Reception


@pytest.mark.parametrize("advisers", [1, 3])
@pytest.mark.parametrize("query", ["", "?a-partir=2026-12-04"])
def test_the_page_of_the_hours_asks_six_questions_at_most(
    client: Client, reception: Reception, queries, advisers: int, query: str
) -> None:
    for number in range(advisers - 1):
        colleague = builders.member(reception.organization, first_name=f"Collègue {number}")
        other = builders.venue(reception.organization, name=f"Annexe {number}")
        builders.permanence(colleague, other, reasons=(reception.reason,))
        builders.appointment(
            colleague, builders.person(reception.organization), reception.reason, at=other, starts_at=acting.MONDAY_9
        )
    client.get("/robots.txt")
    with queries() as seen:
        response = client.get(acting.slots_page(reception.reason, query))
    assert response.status_code == 200
    assert len(seen) <= 6, [query["sql"] for query in seen.captured_queries]


@pytest.mark.parametrize("address", ["/lieux/", "/rendez-vous/", "/mon-rendez-vous/", "/accessibilite/"])
def test_lists_ask_the_same_questions_for_one_and_three(
    client: Client, reception: Reception, queries, address: str
) -> None:
    def cost() -> int:
        with queries() as seen:
            client.get(address, follow=True)
        return len(seen)

    client.get("/robots.txt")
    alone = cost()
    for number in range(2):
        builders.permanence(
            reception.adviser,
            builders.venue(reception.organization, name=f"Annexe {number}"),
            reasons=(builders.reason(reception.organization, name=f"Sujet {number}"),),
        )
    assert cost() == alone


def test_the_home_page_looks_up_the_hours_of_the_nearest_places_only(
    client: Client, reception: Reception, queries
) -> None:
    for number in range(9):
        builders.permanence(
            reception.adviser,
            builders.venue(reception.organization, name=f"Annexe {number}"),
            reasons=(reception.reason,),
        )
    client.get("/robots.txt")
    with queries() as few:
        client.get("/")
    for number in range(9, 14):
        builders.permanence(
            reception.adviser,
            builders.venue(reception.organization, name=f"Annexe {number}"),
            reasons=(reception.reason,),
        )
    with queries() as many:
        client.get("/")
    assert len(many) <= len(few)
