"""Who may read what through the API, and how often."""

from django.http import HttpRequest
from django.utils import timezone
from ninja.errors import AuthorizationError
from ninja.security import HttpBearer

from escale import limits
from escale.api import clients
from escale.api.clients import Reach
from escale.api.models import ApiClient
from escale.limits import Limit

READS_PER_PROGRAM = Limit("api-program", 120, 60)
WRONG_KEYS_PER_ADDRESS = Limit("api-wrong-keys", 30, 600)


class ClientRequest(HttpRequest):
    """The request of a program that was recognised."""

    auth: ApiClient


class KeyAndSecret(HttpBearer):
    """`Authorization: Bearer key:secret`. Raises `TooManyTries` for whoever guesses, or reads without pause."""

    def authenticate(self, request: HttpRequest, token: str) -> ApiClient | None:
        now = timezone.now()
        client = clients.find(token, now=now)
        if client is None:
            limits.take(WRONG_KEYS_PER_ADDRESS, limits.address_of(request), now=now)
        else:
            limits.take(READS_PER_PROGRAM, client.key, now=now)
        return client


def check(client: ApiClient, reach: Reach) -> None:
    """Raise `AuthorizationError` unless the program was given this."""
    if not client.may(reach):
        raise AuthorizationError
