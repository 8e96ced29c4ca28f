"""One careful request to another site: bounded in time and size, to the public Internet alone, no redirection followed."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.conf import settings

from escale.fetching.asking import Question, fetch
from escale.fetching.doors import Door
from escale.fetching.problems import CannotFetch, Obstacle
from escale.publishing.adapters.contract import TryLater, Unsure

SECONDS = 15.0
NOTHING_SAID = frozenset({Obstacle.UNREACHABLE, Obstacle.FORBIDDEN})
"""Nobody heard the request: it has surely published nothing."""


@dataclass(frozen=True, kw_only=True)
class Answer:
    """What came back; `said` is empty when it wasn't a JSON object."""

    status: int
    said: Mapping[str, Any]

    @property
    def is_success(self) -> bool:
        return 200 <= self.status < 300


def ask(site: str, method: str, address: str, *, headers: Mapping[str, str], body: Mapping[str, Any]) -> Answer:
    """Send a JSON body. Raises `TryLater` when nobody heard, `Unsure` when the answer was lost; `site` names it in words."""
    question = Question(
        address=address,
        method=method,
        headers={"Content-Type": "application/json", "Accept": "application/json", **headers},
        body=json.dumps(body, ensure_ascii=False).encode(),
    )
    try:
        answer = fetch(question, door=Door.from_setting(settings.CALENDAR_HOSTS), seconds=SECONDS)
    except CannotFetch as problem:
        if problem.obstacle in NOTHING_SAID:
            raise TryLater(f"{site} ne répond pas.") from problem
        raise Unsure(f"{site} n’a pas confirmé. C’est peut-être publié.") from problem
    if answer.status in {408, 500, 502, 504}:
        raise Unsure(f"{site} n’a pas confirmé. C’est peut-être publié.")
    if answer.status in {425, 429, 503}:
        raise TryLater(f"{site} est trop occupé.")
    return Answer(status=answer.status, said=_object(answer.body))


def _object(body: bytes) -> dict[str, Any]:
    try:
        said = json.loads(body)
    except ValueError:
        return {}
    return said if isinstance(said, dict) else {}
