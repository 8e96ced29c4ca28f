"""What the tests of the settings do again and again."""

from html import unescape

from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from escale.accounts.models import Membership
from escale.testing.cast import signed_in


def address(name: str, *args: object) -> str:
    return reverse(f"desk:{name}", args=args)


def text_of(response: HttpResponse) -> str:
    """The page as one line of text, plain spaces."""
    return " ".join(unescape(response.content.decode()).replace("\u00a0", " ").split())


def get(member: Membership, name: str, *args: object):
    return signed_in(member).get(address(name, *args))


def post(member: Membership, page: str, /, *args: object, **values: object):
    return signed_in(member).post(address(page, *args), values)


def post_and_read(member: Membership, page: str, /, *args: object, **values: object) -> str:
    """What the page says once everything is done."""
    client: Client = signed_in(member)
    return text_of(client.post(address(page, *args), values, follow=True))


def settled(member: Membership) -> Client:
    """A browser whose session has been seen: what it asks the database afterwards is what the page asks."""
    client = signed_in(member)
    client.get(address("settings"))
    return client
