"""The practice ground: exercises where booking, enrolling and SMS are pretend. Read from `practice.yaml`, written nowhere."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from escale.french import dates
from escale.french.plain_text import fold
from escale.french.sms import to_gsm

TABLE = Path(__file__).with_suffix(".yaml")
TUESDAY, THURSDAY, FRIDAY = 1, 3, 4


@dataclass(frozen=True, kw_only=True)
class Choice:
    """One answer; `says` is why it isn't the one."""

    label: str
    hint: str = ""
    says: str = ""
    right: bool = False


@dataclass(frozen=True, kw_only=True)
class Field:
    """Words to write: one of those expected must be among them, whatever their accents."""

    button: str
    expects: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Step:
    """One screen, one question. `contact` is the word of the button, when a name and a number are asked."""

    title: str
    text: tuple[str, ...]
    help: str
    sms: str = ""
    choices: tuple[Choice, ...] = ()
    field: Field | None = None
    contact: str = ""

    def refusal_of_choice(self, answer: str) -> str:
        """Why this answer, by its rank, isn't the one; "" when it is."""
        chosen = next((choice for rank, choice in enumerate(self.choices) if str(rank) == answer), None)
        if chosen is None:
            return "Choisissez une réponse."
        return "" if chosen.right else chosen.says or self.help

    def refusal_of_words(self, words: str) -> str:
        """Why these words find nothing; "" when they do."""
        said = fold(words)
        return "" if self.field and any(word in said for word in self.field.expects) else self.help


@dataclass(frozen=True, kw_only=True)
class Exercise:
    """What one learns, a goal, the steps to it, what is said once there."""

    position: int
    title: str
    learns: str
    goal: str
    minutes: int
    steps: tuple[Step, ...]
    bravo: str
    sms: str = ""


def exercises(*, today: date) -> list[Exercise]:
    """The ten exercises, with days to come in the place of theirs."""
    days = {name: dates.day(_coming(weekday, today)) for name, weekday in WEEKDAYS.items()}
    return [_exercise(position, _said(raw, days)) for position, raw in enumerate(_table(), start=1)]


WEEKDAYS = {"tuesday": TUESDAY, "thursday": THURSDAY, "friday": FRIDAY}


def _coming(weekday: int, today: date) -> date:
    soon = today + timedelta(days=2)
    return soon + timedelta(days=(weekday - soon.weekday()) % 7)


@cache
def _table() -> list[dict[str, Any]]:
    read: list[dict[str, Any]] = yaml.safe_load(TABLE.read_text(encoding="utf-8"))
    return read


def _said(value: Any, days: Mapping[str, str]) -> Any:
    """The table with its days; a sentence, or an answer, that begins with one takes a capital."""
    match value:
        case str():
            said = value.format_map(days)
            return f"{said[:1].upper()}{said[1:]}" if value.startswith("{") else said
        case list():
            return [_said(each, days) for each in value]
        case dict():
            return {key: _said(each, days) for key, each in value.items()}
    return value


def _exercise(position: int, raw: dict[str, Any]) -> Exercise:
    sms = to_gsm(raw.get("sms", ""))
    return Exercise(**{**raw, "position": position, "sms": sms, "steps": tuple(_step(step) for step in raw["steps"])})


def _step(raw: dict[str, Any]) -> Step:
    field = raw.get("field")
    return Step(
        **{
            **raw,
            "text": tuple(raw["text"]),
            "sms": to_gsm(raw.get("sms", "")),
            "choices": tuple(Choice(**choice) for choice in raw.get("choices", ())),
            "field": Field(**{**field, "expects": tuple(field["expects"])}) if field else None,
        }
    )
