"""What stands beside a thread: the sheets that may help whoever asked."""

from dataclasses import dataclass

from escale.accounts.models import Membership
from escale.community.models import Thread
from escale.desk.sheets.page import facts
from escale.library import searching
from escale.sheets.models import ResourceSheet, SheetKind

MOST = 3
LEAST = 1.0
"""Below, a sheet is beside the point: it is worse than none."""


@dataclass(frozen=True, kw_only=True)
class SheetBeside:
    """A sheet, and what it is."""

    pk: int
    title: str
    facts: str


def sheets(thread: Thread, member: Membership) -> list[SheetBeside]:
    """The sheets that answer its title best, of Escale and of her organization. Six queries at most."""
    found = searching.search(
        thread.title, for_team=True, organizations=[member.organization_id], kinds=SheetKind.values, limit=MOST
    )
    near = [each.text for each in found if each.score >= LEAST]
    return [
        SheetBeside(pk=sheet.pk, title=sheet.title, facts=facts(sheet))
        for sheet in near
        if isinstance(sheet, ResourceSheet)
    ]
