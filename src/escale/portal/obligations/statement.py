"""The accessibility statement, from what was really looked at: the law’s state, the rate, what isn’t known yet."""

from collections import Counter
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any

import yaml

FILE = Path(__file__).with_name("audit.yaml")
PER_TOPIC = (9, 2, 3, 13, 8, 2, 5, 10, 4, 14, 13, 11, 12)
"""How many criteria each of the thirteen topics of the RGAA has."""
CRITERIA = tuple(f"{topic}.{rank}" for topic, most in enumerate(PER_TOPIC, start=1) for rank in range(1, most + 1))
PARTLY = 50
"""From this rate on a site whose audit is whole is partly conform; at a hundred, wholly."""


class State(StrEnum):
    RESPECTED = "respected"
    BROKEN = "broken"
    APPLIES_NOT = "applies_not"
    NOT_CHECKED = "not_checked"


class Conformity(StrEnum):
    """The three words of the law (decree 2019-768)."""

    WHOLLY = "totalement conforme"
    PARTLY = "partiellement conforme"
    NOT = "non conforme"


@dataclass(frozen=True, kw_only=True)
class Problem:
    what: str
    meanwhile: str


@dataclass(frozen=True, kw_only=True)
class Statement:
    """What is known on `audited_on`. A criterion nobody looked at counts as not respected, and is said."""

    audited_on: date
    reference: str
    auditor: str
    technologies: tuple[str, ...]
    tools: tuple[str, ...]
    pages: tuple[str, ...]
    states: dict[str, State]
    problems: tuple[Problem, ...]

    @property
    def counts(self) -> Counter[State]:
        return Counter(self.states.values())

    @property
    def applicable(self) -> int:
        return len(self.states) - self.counts[State.APPLIES_NOT]

    @property
    def respected(self) -> int:
        return self.counts[State.RESPECTED]

    @property
    def not_checked(self) -> int:
        return self.counts[State.NOT_CHECKED]

    @property
    def rate(self) -> int:
        """Shown respected, in a hundred of those that apply, rounded down."""
        return 100 * self.respected // self.applicable if self.applicable else 100

    @property
    def conformity(self) -> Conformity:
        """Without a whole audit a site is not conform, however good it may be."""
        if self.not_checked or self.rate < PARTLY:
            return Conformity.NOT
        return Conformity.WHOLLY if self.respected == self.applicable else Conformity.PARTLY


@cache
def statement() -> Statement:
    """The statement of this version of Escale."""
    return read(FILE.read_text(encoding="utf-8"))


def read(text: str) -> Statement:
    """Read an audit. Raises KeyError or ValueError when it isn’t written as its head says."""
    written: dict[str, Any] = yaml.safe_load(text)
    means = written["means"]
    states = {number: State(each["state"]) for number, each in written["criteria"].items()}
    if tuple(states) != CRITERIA:
        raise ValueError("The 106 criteria, each once, in their order.")
    for number, each in written["criteria"].items():
        if states[number] == State.RESPECTED and each["by"] not in means:
            raise ValueError(f"{number}: {each['by']} is no means.")
    return Statement(
        audited_on=written["audited_on"],
        reference=written["reference"],
        auditor=written["auditor"],
        technologies=tuple(written["technologies"]),
        tools=tuple(written["tools"]),
        pages=tuple(written["pages"]),
        states=states,
        problems=tuple(Problem(**each) for each in written["known_problems"]),
    )
