"""What a scenario gives: figures, some with a floor measured in the same run, some with a goal."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

SEED = 20261124
"""Of everything invented: two runs of one week work on the same data."""


class Size(StrEnum):
    """How much the base holds around what is measured."""

    SMALL = "small"
    DEPARTEMENT = "departement"
    NATIONAL = "national"


class WrongAnswer(Exception):
    """What was measured doesn't give the right answer: its time would mean nothing."""


@dataclass(frozen=True, kw_only=True)
class Figure:
    """One measure. `floor` is the least the same work can cost here, in the same unit; at most one bound is a goal."""

    scenario: str
    metric: str
    value: float
    unit: str
    floor: float | None = None
    at_most: float | None = None
    at_least: float | None = None

    @property
    def ratio(self) -> float | None:
        return self.value / self.floor if self.floor else None

    @property
    def goal(self) -> str:
        if self.at_most is not None:
            return f"≤ {self.at_most:g}"
        return f"≥ {self.at_least:g}" if self.at_least is not None else ""

    @property
    def ok(self) -> bool:
        return (self.at_most is None or self.value <= self.at_most) and (
            self.at_least is None or self.value >= self.at_least
        )

    def as_json(self) -> dict[str, Any]:
        return {
            "scenario": self.scenario,
            "metric": self.metric,
            "value": round(self.value, 4),
            "unit": self.unit,
            "floor": None if self.floor is None else round(self.floor, 4),
            "ratio": None if self.ratio is None else round(self.ratio, 2),
            "goal": self.goal,
            "ok": self.ok,
        }


def table(figures: Iterable[Figure]) -> str:
    """The figures as lines of text, in columns."""
    head = ("scenario", "metric", "value", "unit", "floor", "ratio", "goal", "")
    rows = [head, *(_cells(figure) for figure in figures)]
    widths = [max(len(row[column]) for row in rows) for column in range(len(head))]
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows
    )


def _cells(figure: Figure) -> tuple[str, ...]:
    floor = "" if figure.floor is None else f"{figure.floor:.4g}"
    ratio = "" if figure.ratio is None else f"{figure.ratio:.2f}"
    verdict = ("ok" if figure.ok else "MISSED") if figure.goal else ""
    return (figure.scenario, figure.metric, f"{figure.value:.4g}", figure.unit, floor, ratio, figure.goal, verdict)
