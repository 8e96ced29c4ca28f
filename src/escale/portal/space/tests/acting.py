"""What somebody does to open her own space, for the tests."""

from typing import Any

from django.test import Client

from escale.myspace import links
from escale.myspace.models import SpaceCode

LUCETTE = "06 39 98 00 42"
CLAIRE = "06 39 98 00 77"
E164 = {LUCETTE: "+33639980042", CLAIRE: "+33639980077"}


def ask_code(client: Client, phone: str = LUCETTE) -> Any:
    return client.post("/mon-espace/", {"phone": phone}, follow=True)


def last_code() -> str:
    """The digits of the last code asked for, as the SMS says them."""
    return links.digits_of(SpaceCode.objects.order_by("pk").last())


def give_code(client: Client, digits: str | None = None) -> Any:
    return client.post("/mon-espace/code/", {"code": digits or last_code()}, follow=True)


def give_name(client: Client, first_name: str = "Lucette") -> Any:
    return client.post("/mon-espace/prenom/", {"first_name": first_name}, follow=True)


def opened(phone: str = LUCETTE, first_name: str = "Lucette") -> Client:
    """A browser in which this space is open."""
    client = Client()
    ask_code(client, phone)
    give_code(client)
    response = give_name(client, first_name)
    assert response.redirect_chain[-1][0] == "/mon-espace/", response.content.decode()
    return client


def text_of(response: Any) -> str:
    """The page as it is read: no-break spaces read as spaces."""
    return response.content.decode().replace("\u00a0", " ")
