"""Who gets what at each address, read from `access_matrix.txt`. A new address without a line there fails the tests.

A line says the name of an address, the method it is asked by, the row of the world its `pk`, secret or slug means
(`-` without any), then what each visitor of `world.VISITORS` gets; one answer alone is given to all. Answers are statuses;
two redirections have names: `sign-in` leads to the sign-in page, `on` leads anywhere else. POST lines are sent an empty
form, and stand for addresses that only change something. Everything asked about belongs to the first organization:
`outsider` is the admin of another, and gets 404 wherever a row is asked for.
"""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from escale.testing.world import VISITORS

ANYBODY = ("anonymous", "link", "admin", "outsider")
"""Who asks where all get the same answer: nobody known, whoever holds a secret, a member, a member of elsewhere."""

CLOSED = frozenset({"sign-in", "403", "404", "410"})


@dataclass(frozen=True)
class Access:
    """One line of the matrix: `answers` by visitor."""

    method: str
    row: str
    answers: dict[str, str]

    def is_open_to(self, visitor: str) -> bool:
        return self.answers[visitor] not in CLOSED

    def is_asked_by(self, visitor: str) -> bool:
        return visitor in ANYBODY or len(set(self.answers.values())) > 1

    def is_sent_by(self, visitor: str) -> bool:
        """Whoever its page is closed to sends its form, and the first of those it is open to."""
        return self._opens_first_to(visitor) or not self.is_open_to(visitor)

    def methods(self, visitor: str) -> tuple[str, ...]:
        """The one of its line; an address that only changes something is also looked at, by the first it is open to.

        By all when an empty form opens it to nobody.
        """
        is_looked_at = self._opens_first_to(visitor) or not any(map(self.is_open_to, self.answers))
        return ("GET", "POST") if self.method == "POST" and is_looked_at else (self.method,)

    def _opens_first_to(self, visitor: str) -> bool:
        return visitor == next(filter(self.is_open_to, self.answers), "")


@cache
def matrix() -> dict[str, Access]:
    """The whole matrix, by name of address. Raises ValueError when a line hasn't one answer, or one for each visitor."""
    _titles, *lines = Path(__file__).with_suffix(".txt").read_text().splitlines()
    return {line.split()[0]: _access(line) for line in lines if line}


def _access(line: str) -> Access:
    _name, method, row, *answers = line.split()
    by_visitor = answers * len(VISITORS) if len(answers) == 1 else answers
    return Access(method, row, dict(zip(VISITORS, by_visitor, strict=True)))
