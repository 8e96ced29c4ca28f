"""Rate limits: generous per address, strict per number, and no way around through a header."""

from datetime import timedelta

import pytest
from django.test import Client, RequestFactory

from escale import limits
from escale.limits import Limit, TooManyTries
from escale.portal.tests import acting
from escale.portal.tests.acting import text_of
from escale.testing import builders
from escale.testing.cast import Reception

TWO_A_MINUTE = Limit("test", 2, 60)


def test_a_window_lets_its_number_of_tries_pass_then_says_how_long_to_wait() -> None:
    for _ in range(2):
        limits.take(TWO_A_MINUTE, "a", now=builders.NOW)
    limits.take(TWO_A_MINUTE, "b", now=builders.NOW)
    with pytest.raises(TooManyTries) as refusal:
        limits.take(TWO_A_MINUTE, "a", now=builders.NOW + timedelta(seconds=20))
    assert refusal.value.retry_after == 40
    limits.take(TWO_A_MINUTE, "a", now=builders.NOW + timedelta(seconds=60))


@pytest.mark.parametrize(
    ("proxies", "forwarded", "address"),
    [
        (0, "203.0.113.9", "192.0.2.1"),
        (1, "203.0.113.9, 198.51.100.7", "198.51.100.7"),
        (2, "203.0.113.9, 198.51.100.7, 10.0.0.1", "198.51.100.7"),
        (2, "198.51.100.7", "192.0.2.1"),
        (1, "n’importe quoi".encode().decode("latin-1"), "192.0.2.1"),
        (1, "2001:db8:1:2:3:4:5:6", "2001:0db8:0001:0002"),
    ],
)
def test_only_what_our_own_proxies_wrote_is_believed(settings, proxies: int, forwarded: str, address: str) -> None:
    settings.TRUSTED_PROXIES = proxies
    request = RequestFactory().get("/", headers={"X-Forwarded-For": forwarded}, REMOTE_ADDR="192.0.2.1")
    assert limits.address_of(request) == address


def test_too_many_requests_for_one_number_are_answered_with_a_page(client: Client, reception: Reception) -> None:
    for _ in range(limits.REQUESTS_PER_NUMBER.most):
        acting.confirm(client, reception)
    response = acting.confirm(client, reception)
    assert response.status_code == 429
    assert "Trop d’essais" in text_of(response)


def test_too_many_wrong_secrets_are_answered_with_a_page(client: Client, reception: Reception) -> None:
    statuses = [
        client.get(f"/mon-rendez-vous/secret-{number}/").status_code
        for number in range(limits.WRONG_SECRETS_PER_ADDRESS.most + 1)
    ]
    assert statuses[:-1] == [404] * limits.WRONG_SECRETS_PER_ADDRESS.most
    assert statuses[-1] == 429
