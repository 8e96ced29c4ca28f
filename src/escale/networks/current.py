"""The network whose site somebody visits, and what that site shows."""

from dataclasses import dataclass

from django.http import HttpRequest


@dataclass(frozen=True, kw_only=True)
class Shown:
    """What a site shows: the offers of these organizations (None: of all), but for these groups."""

    organization_ids: frozenset[int] | None = None
    refused_group_ids: frozenset[int] = frozenset()


EVERYTHING = Shown()


def shown(request: HttpRequest) -> Shown:
    """What the site of this address shows. At most two queries, asked once a request."""
    return EVERYTHING
