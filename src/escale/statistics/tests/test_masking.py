"""Masked figures can't be undone: an attacker tries every number that fits what left."""

from collections.abc import Mapping
from datetime import date
from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st

from escale.statistics.masking import Shape, Sheet, masked

YEAR = date(2026, 1, 1), date(2026, 12, 31)
AUTUMN = date(2026, 9, 1), date(2026, 11, 30)
SHAPE = Shape(wholes={"gender": ("total", "participations")})
VALUES = ("feminin", "masculin", "non_communique")


def sheet(cells: Mapping[str, int], period: tuple[date, date] = YEAR, **filters: str) -> Sheet:
    tables = {"total": {"participations": sum(cells.values())}, "gender": dict(cells)}
    return Sheet(since=period[0], until=period[1], filters=filters, tables=tables)


def left(asked: Sheet, *before: Sheet) -> Sheet:
    tables = masked(asked, released=before, shape=SHAPE)
    return Sheet(since=asked.since, until=asked.until, filters=asked.filters, tables=tables)


def gender(cells: Mapping[str, int], *before: Sheet) -> Mapping[str, int | None]:
    return left(sheet(cells), *before).tables["gender"]


class TestOneTable:
    def test_what_is_large_enough_leaves_as_it_is(self):
        assert gender({"feminin": 40, "masculin": 22}) == {"feminin": 40, "masculin": 22}

    def test_a_small_number_takes_the_smallest_other_with_it(self):
        cells = {"feminin": 40, "masculin": 3, "non_communique": 9}
        assert gender(cells) == {"feminin": 40, "masculin": None, "non_communique": None}

    def test_nought_is_shown(self):
        assert gender({"feminin": 40, "masculin": 0}) == {"feminin": 40, "masculin": 0}

    def test_two_small_numbers_that_their_sum_would_give_take_a_third(self):
        cells = {"feminin": 40, "masculin": 1, "non_communique": 1}
        assert gender(cells) == {"feminin": None, "masculin": None, "non_communique": None}

    def test_under_five_in_all_nothing_is_said(self):
        tables = left(sheet({"feminin": 2, "masculin": 1})).tables
        assert tables == {"total": {"participations": None}, "gender": {"feminin": None, "masculin": None}}

    def test_an_axis_that_adds_up_to_nothing_masks_small_numbers_alone(self):
        asked = Sheet(since=YEAR[0], until=YEAR[1], tables={"topic": {"email": 3, "sante": 12}})
        assert masked(asked, shape=SHAPE) == {"topic": {"email": None, "sante": 12}}

    def test_a_part_of_a_part_is_masked_with_it(self):
        shape = Shape(wholes={"kind": ("total", "all"), "month:alone": ("kind", "alone")})
        tables = {
            "month:alone": {"2026-01": 1, "2026-02": 6},
            "kind": {"alone": 7, "group": 2},
            "total": {"all": 9},
        }
        assert masked(Sheet(since=YEAR[0], until=YEAR[1], tables=tables), shape=shape) == {
            "total": {"all": 9},
            "kind": {"alone": None, "group": None},
            "month:alone": {"2026-01": None, "2026-02": None},
        }


class TestTwoReleases:
    def test_a_number_that_moved_by_less_than_five_is_masked(self):
        before = left(sheet({"feminin": 20, "masculin": 20, "non_communique": 20}, AUTUMN))
        now = gender({"feminin": 22, "masculin": 30, "non_communique": 29}, before)
        assert now == {"feminin": None, "masculin": 30, "non_communique": None}

    def test_a_whole_that_moved_by_less_than_five_is_masked_too(self):
        before = left(sheet({"feminin": 20, "masculin": 20}, AUTUMN))
        tables = left(sheet({"feminin": 22, "masculin": 20}), before).tables
        assert tables["total"] == {"participations": None}
        assert tables["gender"] == {"feminin": None, "masculin": 20}

    def test_a_narrower_filter_is_a_part_like_a_shorter_period(self):
        before = left(sheet({"feminin": 20, "masculin": 20}, venue="7"))
        assert gender({"feminin": 22, "masculin": 40}, before) == {"feminin": None, "masculin": None}

    def test_scopes_that_only_overlap_give_no_difference(self):
        before = left(sheet({"feminin": 20, "masculin": 20}, venue="7"))
        asked = sheet({"feminin": 22, "masculin": 21}, topic="email")
        assert left(asked, before).tables["gender"] == {"feminin": 22, "masculin": 21}

    def test_the_same_figures_leave_the_same_twice(self):
        asked = sheet({"feminin": 40, "masculin": 3, "non_communique": 9})
        assert left(asked, left(asked)).tables == left(asked).tables

    def test_months_put_end_to_end_do_not_give_the_one_that_was_masked(self):
        first, second = (date(2026, 1, 1), date(2026, 1, 31)), (date(2026, 2, 1), date(2026, 2, 28))
        both = date(2026, 1, 1), date(2026, 2, 28)
        january = left(sheet({"feminin": 20, "masculin": 3, "non_communique": 9}, first))
        february = left(sheet({"feminin": 20, "masculin": 30, "non_communique": 30}, second))
        now = left(sheet({"feminin": 40, "masculin": 33, "non_communique": 39}, both), january, february)
        assert now.tables["gender"] == {"feminin": 40, "masculin": None, "non_communique": None}


def possibilities(cells: Mapping[str, int | None], total: int | None, *, most: int) -> list[tuple[int, ...]]:
    """Every table that fits what is shown; a masked cell is at least 1, since noughts are shown."""
    ranges = [range(1, most + 1) if number is None else (number,) for number in cells.values()]
    return [found for found in product(*ranges) if total is None or sum(found) == total]


small = st.integers(min_value=0, max_value=14)
row = st.tuples(small, small, small)


def as_cells(numbers: tuple[int, ...]) -> dict[str, int]:
    return dict(zip(VALUES, numbers, strict=True))


@settings(max_examples=300, deadline=None)
@given(inner=row, rest=row, inner_first=st.booleans(), by_filter=st.booleans())
def test_two_releases_together_give_no_number_under_five(inner, rest, inner_first, by_filter):
    """One release counts some of those the other counts, by its period or by a filter, in any order."""
    outer = tuple(a + b for a, b in zip(inner, rest, strict=True))
    narrow = sheet(as_cells(inner), venue="7") if by_filter else sheet(as_cells(inner), AUTUMN)
    wide = sheet(as_cells(outer))
    first, second = (narrow, wide) if inner_first else (wide, narrow)
    released = left(first)
    small_one, large_one = (released, left(second, released)) if inner_first else (left(second, released), released)
    inners = possibilities(small_one.tables["gender"], small_one.cell("total", "participations"), most=30)
    outers = possibilities(large_one.tables["gender"], large_one.cell("total", "participations"), most=30)
    assert inner in inners
    assert outer in outers
    told = [
        *((inner[at], lambda a, _, at=at: a[at]) for at in range(len(VALUES))),
        *((outer[at], lambda _, b, at=at: b[at]) for at in range(len(VALUES))),
        *((rest[at], lambda a, b, at=at: b[at] - a[at]) for at in range(len(VALUES))),
        (sum(inner), lambda a, _: sum(a)),
        (sum(rest), lambda a, b: sum(b) - sum(a)),
    ]
    for true, number in told:
        # The first pair that fits and says another number is enough: when little is shown, there are millions.
        assert not 0 < true < 5 or any(
            number(a, b) != true for a, b in product(inners, outers) if all(x <= y for x, y in zip(a, b, strict=True))
        )


days = st.integers(min_value=0, max_value=5)


@settings(max_examples=300, deadline=None)
@given(
    months=st.lists(row, min_size=5, max_size=5),
    asked=st.lists(st.tuples(days, days).filter(lambda ends: ends[0] < ends[1]), min_size=2, max_size=4),
)
def test_periods_put_end_to_end_never_give_a_small_number(months, asked):
    """Every number shown is a step between two ends; no two ends that steps join may hold from 1 to 4 people."""
    released: list[Sheet] = []
    for start, end in asked:
        totals = tuple(map(sum, zip(*months[start:end], strict=True)))
        period = date(2026, 1 + start, 1), date.fromordinal(date(2026, 1 + end, 1).toordinal() - 1)
        released.append(left(sheet(as_cells(totals), period), *released))
    for at, value in enumerate(VALUES):
        joined: dict[int, int] = {point: point for point in range(6)}
        for (start, end), each in zip(asked, released, strict=True):
            if each.cell("gender", value) is not None:
                old, new = joined[start], joined[end]
                joined = {point: new if root == old else root for point, root in joined.items()}
        for start in range(6):
            for end in range(start + 1, 6):
                between = sum(month[at] for month in months[start:end])
                assert joined[start] != joined[end] or not 0 < between < 5


def test_the_attacker_wins_against_releases_that_forget_what_left():
    """The control: each table is masked well alone, and their difference still tells."""
    narrow = left(sheet({"feminin": 20, "masculin": 20}, AUTUMN))
    forgetful = left(sheet({"feminin": 22, "masculin": 40}))
    before, after = narrow.cell("gender", "feminin"), forgetful.cell("gender", "feminin")
    assert before is not None
    assert after is not None
    assert after - before == 2
