"""Posters put up, and taken down."""

from collections.abc import Iterable
from datetime import date

from django.db import transaction

from escale.accounts.models import Membership
from escale.publishing.models import Outlet, Piece, Posting


@transaction.atomic
def put_up(
    piece: Piece, *, outlets: Iterable[Outlet], on: date, by_whom: str, photo: bytes | None, by: Membership
) -> list[tuple[Posting, bool]]:
    """Say that a piece hangs at some places; each with whether it was not said before.

    Said again of one, the last word stays, and its photo unless there is another.
    """
    made = []
    for outlet in outlets:
        values = {"on": on, "by_whom": by_whom, "noted_by": by.user} | ({"photo": photo} if photo else {})
        made.append(Posting.objects.update_or_create(piece=piece, outlet=outlet, defaults=values))
    return made


def take_down(posting: Posting) -> None:
    """It doesn't hang there."""
    Posting.objects.filter(pk=posting.pk).delete()
