"""Needs that stayed without answer, counted for what the territory lacks."""

from collections import Counter
from collections.abc import Mapping, Sequence

from escale.directory import needs
from escale.directory.models import UnmetNeed
from escale.statistics.scopes import Scope
from escale.together import Reading

OTHER = "autre"
"""Those noted in words that are no need of the list."""


def count_each(scopes: Sequence[Scope]) -> Reading[list[Mapping[str, int]]]:
    """How often each need lacked, in scopes alike but for their days. One query; nothing where it isn't known.

    A need without answer says neither who noticed, nor a venue, a topic or a public.
    """
    whose = scopes[0]
    if whose.adviser or whose.venue or whose.topic or whose.public or whose.tag:
        return [{} for _ in scopes]
    noted = UnmetNeed.objects.filter(
        organization__in=whose.organizations.order_by().values("pk"),
        on__gte=min(scope.since for scope in scopes),
        on__lte=max(scope.until for scope in scopes),
    )
    noted = noted.filter(commune=whose.commune) if whose.commune else noted
    rows = noted.order_by("pk").values_list("on", "need")
    yield (rows,)
    return [
        dict(
            Counter(
                need if needs.by_code(need) else OTHER for on, need in rows if scope.since <= on <= scope.until
            ).most_common()
        )
        for scope in scopes
    ]
