"""How reading a source fails: every reason has its words in `SourceProblem`."""

from escale.offers.models import SourceProblem


class CannotRead(Exception):
    """The source could not be read; `problem` says why, in words for whoever added it."""

    def __init__(self, problem: SourceProblem) -> None:
        super().__init__(problem.value)
        self.problem = problem
