"""The grid of a cycle: what is explained below it, and for which sessions a number is said."""

from datetime import timedelta

from escale.accounts.models import Membership
from escale.desk.workshops.groups import grid_words
from escale.places.models import Venue
from escale.testing import builders
from escale.testing.builders import NOW
from escale.workshops import roll
from escale.workshops.models import Group, Mark


def table(group: Group) -> grid_words.Table:
    return grid_words.table(roll.grid(group, now=NOW), usual_level="", may_call=True, now=NOW)


def test_only_what_is_drawn_is_explained_and_only_what_is_called_is_counted(adviser: Membership, venue: Venue) -> None:
    group = builders.group(adviser, venue, sessions=4, starts_at=NOW - timedelta(hours=3))
    late, absent = builders.enrollment(group), builders.enrollment(group)
    assert table(group).legend == []

    marks = {late.person_id: Mark.LATE, absent.person_id: Mark.ABSENT}
    roll.call_roll(builders.session_of(group), marks=marks, unnamed=0, by=adviser, now=NOW)

    drawn = table(group)
    assert [square.label for square in drawn.legend] == ["Présence, en retard", "Absence"]
    assert [total for total, _ in drawn.totals] == ["1", "", "", ""]
