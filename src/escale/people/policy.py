"""Reads `retention.yaml`: how long each piece of information is kept, and what is done of it then."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from dateutil.relativedelta import relativedelta

from escale.french.plural import plural

POLICY_FILE = Path(__file__).parent / "retention.yaml"
LONGEST_MONTHS = 24
"""After the last contact, whatever an organization chooses (CNIL)."""
UNITS = {"months": ("mois", "mois"), "days": ("jour", "jours")}


@dataclass(frozen=True, kw_only=True)
class Rule:
    """What becomes of the rows of one model. `since` are paths to instants; `latest` says how several are read.

    `people` are the paths to the persons a row is about, `organization` the one to whoever may choose the delay; `warned`
    is the field that says since when it is announced.
    """

    model: str
    organization: str = "organization"
    warned: str = ""
    since: tuple[str, ...] = ()
    latest: bool = False
    follows: str = ""
    people: tuple[str, ...] = ()
    same: tuple[str, ...] = ()
    unless: tuple[Mapping[str, Any], ...] = ()
    expects: tuple[Mapping[str, Any], ...] = ()
    empty: tuple[str, ...] = ()
    decade: tuple[str, ...] = ()
    values: Mapping[str, Any] = field(default_factory=dict)
    mark: str = ""
    delete: bool = False
    stays: tuple[str, ...] = ()

    @property
    def fields(self) -> frozenset[str]:
        """The fields this rule answers for; a deleted row answers for all of them without naming any."""
        named = {*self.empty, *self.decade, *self.values, *self.stays}
        return frozenset(named | {self.mark} if self.mark else named)

    @property
    def is_about_a_person(self) -> bool:
        return bool(self.people or self.same)

    @property
    def erases(self) -> bool:
        return self.delete or bool(self.empty or self.decade or self.values)


@dataclass(frozen=True, kw_only=True)
class Category:
    """One promise: what is kept, how long, what happens then. In French, as the public reads it."""

    title: str
    audience: str
    holds: str
    kept: relativedelta | None
    chosen: bool
    after: str
    promise: str
    then: str
    rules: tuple[Rule, ...]


@dataclass(frozen=True, kw_only=True)
class Mention:
    """Free words in which somebody's name may stand. A row that names her is deleted, or loses those words.

    `numbers` is the path from her file to rows whose number the names inside the fields may say ("r42-note").
    """

    model: str
    fields: tuple[str, ...]
    delete: bool = False
    numbers: str = ""


@dataclass(frozen=True, kw_only=True)
class Kept:
    """Fields that stay, and why nobody is recognised by them."""

    why: str
    fields: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, kw_only=True)
class Policy:
    """`written_on`: the day the promises last changed, said on the page handed to people."""

    written_on: date
    categories: tuple[Category, ...]
    kept: tuple[Kept, ...]
    mentions: tuple[Mention, ...] = ()

    def answers(self) -> Iterator[tuple[str, str]]:
        """Every (model, field) the policy names, as often as it names it; a deleted model names the field "*"."""
        for category in self.categories:
            for rule in category.rules:
                yield from ((rule.model, name) for name in rule.fields)
                if rule.delete:
                    yield rule.model, "*"
        for kept in self.kept:
            for model, names in kept.fields.items():
                yield from ((model, name) for name in names)


@cache
def policy() -> Policy:
    """The policy of this version of Escale."""
    return read(POLICY_FILE.read_text(encoding="utf-8"))


def read(text: str) -> Policy:
    """Read a policy. Raises KeyError, TypeError or ValueError when it isn't written as its head says."""
    written = yaml.safe_load(text)
    return Policy(
        written_on=written.get("written_on", date.min),
        categories=tuple(_category(each) for each in written["categories"]),
        kept=tuple(
            Kept(why=each["why"], fields={model: tuple(names) for model, names in each["fields"].items()})
            for each in written["kept"]
        ),
        mentions=tuple(
            Mention(
                model=each["model"],
                fields=tuple(each["fields"]),
                delete=each.get("delete", False),
                numbers=each.get("numbers", ""),
            )
            for each in written.get("mentions", ())
        ),
    )


def _category(written: dict[str, Any]) -> Category:
    kept = written.get("kept")
    return Category(
        title=written["title"],
        audience=written["audience"],
        holds=written["holds"],
        kept=relativedelta(**kept) if kept else None,
        chosen=written.get("chosen", False),
        after=written["after"],
        promise=_promise(kept, written) if kept else written["after"],
        then=written["then"],
        rules=tuple(_rule(each) for each in written["rules"]),
    )


def _several(written: str | list[str] | tuple[()]) -> tuple[str, ...]:
    return (written,) if isinstance(written, str) else tuple(written)


def _promise(kept: dict[str, int], written: dict[str, Any]) -> str:
    words = f"{in_words(kept)} après {written['after']}"
    longest = f"{plural(LONGEST_MONTHS, *UNITS['months'])} au plus"
    return (
        f"{words}. Le lieu qui vous reçoit peut choisir une autre durée, {longest}" if written.get("chosen") else words
    )


def _rule(written: dict[str, Any]) -> Rule:
    since = written.get("since", ())
    latest = isinstance(since, dict) and "latest" in since
    match since:
        case str():
            paths: tuple[str, ...] = (since,)
        case {"latest": several} | {"first_of": several}:
            paths = tuple(several)
        case _:
            paths = ()
    return Rule(
        model=written["model"],
        organization=written.get("organization", "organization"),
        warned=written.get("warned", ""),
        since=paths,
        latest=latest,
        follows=written.get("with", ""),
        people=_several(written.get("person", ())),
        same=tuple(written.get("same", ())),
        unless=tuple(written.get("unless", ())),
        expects=tuple(written.get("expects", ())),
        empty=tuple(written.get("empty", ())),
        decade=tuple(written.get("decade", ())),
        values=dict(written.get("set", {})),
        mark=written.get("mark", ""),
        delete=written.get("delete", False),
        stays=tuple(written.get("stays", ())),
    )


def in_words(kept: dict[str, int]) -> str:
    """A delay as the public reads it. Raises ValueError when it takes two units."""
    (unit, number), *others = kept.items()
    if others:
        raise ValueError("One unit is enough: months or days.")
    return plural(number, *UNITS[unit])
