"""One line of a person's history, whatever it tells of."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from escale.desk.change_words import Line


@dataclass(frozen=True, kw_only=True)
class Told:
    """A report in a sentence, with the number of its page."""

    pk: int
    words: str
    is_complete: bool


@dataclass(frozen=True, kw_only=True)
class Event:
    """When, and what became of it; `css` is the colour of its mark.

    `pk` is the number of the appointment when it was one, `referral_pk` that of the referral.
    """

    at: datetime
    on: str
    when: str
    sentence: str
    css: str
    pk: int | None = None
    changes: Sequence[Line] = ()
    told: Told | None = None
    referral_pk: int | None = None
