"""Measuring on a machine that does other things: interleave, repeat, keep the least, the median and the spread."""

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from statistics import median
from time import perf_counter


@dataclass(frozen=True)
class Timing:
    """Milliseconds of every repetition."""

    runs: tuple[float, ...]

    @property
    def least(self) -> float:
        return min(self.runs)

    @property
    def median(self) -> float:
        return median(self.runs)

    @property
    def most(self) -> float:
        return max(self.runs)


def interleaved(works: Mapping[str, Callable[[], object]], *, repeats: int) -> dict[str, Timing]:
    """Time each work once, in turn, as often as asked: a slow moment of the machine falls on all of them.

    One turn before is not counted: it fills the caches.
    """
    runs: dict[str, list[float]] = {name: [] for name in works}
    for turn in range(repeats + 1):
        for name, work in works.items():
            start = perf_counter()
            work()
            took = (perf_counter() - start) * 1000
            if turn:
                runs[name].append(took)
    return {name: Timing(tuple(of)) for name, of in runs.items()}


def growth(*, small: float, large: float, times: float) -> float:
    """The exponent of growth: 1 when the time grows as the size, 0 when it doesn't grow."""
    return math.log(large / small) / math.log(times)


def each[Question](work: Callable[[Question], object], questions: Sequence[Question]) -> list[float]:
    """Milliseconds of each question, the quickest first; a first turn fills the caches."""
    for question in questions[:10]:
        work(question)
    took = []
    for question in questions:
        start = perf_counter()
        work(question)
        took.append((perf_counter() - start) * 1000)
    return sorted(took)


def rank(times: Sequence[float], share: float) -> float:
    """The time within which this share of them is: 0.5 for the median. They come the quickest first."""
    return times[min(len(times) - 1, int(share * len(times)))]
