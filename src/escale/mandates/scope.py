"""Is it ours to do? Three questions before the exception, and the three things we do otherwise: train, go along, refer."""

from dataclasses import dataclass
from enum import StrEnum


class Pillar(StrEnum):
    """What an adviser does of a request."""

    TRAIN = "train"
    TOGETHER = "together"
    REFER = "refer"
    EXCEPTION = "exception"


@dataclass(frozen=True, kw_only=True)
class Answers:
    """Is there an emergency? Can somebody entitled do it in time? Can she do it with us, even slowly?"""

    urgent: bool
    somebody_entitled: bool
    together: bool


def pillar(answers: Answers) -> Pillar:
    """What to do when somebody asks "Can you do it for me?": the exception comes last, and only in an emergency."""
    match answers:
        case Answers(somebody_entitled=True):
            return Pillar.REFER
        case Answers(together=True):
            return Pillar.TOGETHER
        case Answers(urgent=False):
            return Pillar.TRAIN
    return Pillar.EXCEPTION
