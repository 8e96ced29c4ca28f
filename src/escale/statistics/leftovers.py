"""What somebody can compute of masked cells, from the total of a table and from another release around it or inside it.

Of two releases, the inner one counts some of those the outer one counts. For each value, outer = inner + rest with rest ≥ 0,
and each of the three adds up to its total. A masked cell is at least 1. Everything then depends on one unknown, `spread`: the
sum of the inner cells masked where the outer ones are shown. So the bounds computed here are exact, not an estimate.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

type Bounds = tuple[int, int]


@dataclass(frozen=True, kw_only=True)
class Side:
    """One axis of one release, None where it is masked, and what it adds up to, None when that is masked too."""

    cells: Mapping[str, int | None]
    total: int | None


def pair_is_safe(*, inner: Side, outer: Side) -> bool:
    """Whether two releases together give no masked cell, and no rest below five."""
    if inner.total is None or outer.total is None:
        return _loose_pair_is_safe(inner, outer)
    pair = _Pair.of(inner.cells, outer.cells, inner_total=inner.total, outer_total=outer.total)
    low, high = pair.spread
    if low > high:
        return True  # What left before was counted before a correction: the two don't add up for anybody.
    if any(least == most for least, most in pair.inner_bounds(low, high)):
        return False
    return not any(
        least == most and (is_masked or 0 < least < 5) for is_masked, (least, most) in pair.rest_bounds(low, high)
    )


def _loose_pair_is_safe(inner: Side, outer: Side) -> bool:
    """One total is masked: only the masked cells of the outer release have a sum, and each is at least the inner one."""
    if outer.total is None:
        return True
    names = [value for value, number in outer.cells.items() if number is None]
    known = sum(number or 0 for number in outer.cells.values())
    least = sum(max(1, inner.cells.get(value, 0) or 1) for value in names)
    return not names or outer.total - known > least


@dataclass(frozen=True, kw_only=True)
class _Pair:
    """The unknown cells of two releases, by what is shown of each value.

    `ceilings`: outer shown, inner masked. `floors`: the least the rest can be, outer masked and inner shown. `both`: how many
    are masked twice. `inner_left` and `rest_left` are what those add up to, the rest taken before `spread` is added.
    """

    ceilings: Sequence[int]
    floors: Sequence[int]
    both: int
    inner_left: int
    rest_left: int

    @classmethod
    def of(
        cls, inner: Mapping[str, int | None], outer: Mapping[str, int | None], *, inner_total: int, outer_total: int
    ) -> "_Pair":
        ceilings, floors, both = [], [], 0
        inner_left, rest_left = inner_total, outer_total - inner_total
        for value in sorted({*inner, *outer}):
            small, large = inner.get(value, 0), outer.get(value, 0)
            if small is None and large is None:
                both += 1
            elif small is None and large is not None:
                ceilings.append(large)
                rest_left -= large
            elif small is not None and large is None:
                floors.append(1 if small == 0 else 0)
                inner_left -= small
            elif small is not None and large is not None:
                inner_left -= small
                rest_left -= large - small
        return cls(ceilings=ceilings, floors=floors, both=both, inner_left=inner_left, rest_left=rest_left)

    @property
    def spread(self) -> Bounds:
        """The least and the most the inner cells under a ceiling can add up to."""
        low, high = len(self.ceilings), sum(self.ceilings)
        if self.both:
            high = min(high, self.inner_left - self.both)
        else:
            low, high = max(low, self.inner_left), min(high, self.inner_left)
        if self.both or self.floors:
            low = max(low, sum(self.floors) - self.rest_left)
        else:
            low, high = max(low, -self.rest_left), min(high, -self.rest_left)
        return low, high

    def inner_bounds(self, low: int, high: int) -> list[Bounds]:
        """What each masked inner cell can be."""
        under, everything = len(self.ceilings), sum(self.ceilings)
        bounds = [(max(1, low - (everything - ceiling)), min(ceiling, high - (under - 1))) for ceiling in self.ceilings]
        least = self.inner_left - high if self.both == 1 else 1
        return bounds + [(least, self.inner_left - low - (self.both - 1))] * self.both

    def rest_bounds(self, low: int, high: int) -> list[tuple[bool, Bounds]]:
        """What each rest can be, and whether knowing it would give a masked cell."""
        spare = self.rest_left - sum(self.floors)
        alone = len(self.floors) + self.both == 1
        bounds = [(True, (floor + spare + low if alone else floor, floor + spare + high)) for floor in self.floors] + [
            (False, (spare + low if alone else 0, spare + high))
        ] * self.both
        inner = self.inner_bounds(low, high)[: len(self.ceilings)]
        return bounds + [
            (False, (ceiling - most, ceiling - least))
            for ceiling, (least, most) in zip(self.ceilings, inner, strict=True)
        ]
