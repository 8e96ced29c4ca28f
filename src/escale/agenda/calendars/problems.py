"""How a reading fails: every reason has its words in `ReadingProblem`."""

from escale.agenda.models import ReadingProblem


class CannotRead(Exception):
    """The calendar could not be read; `problem` says why, in words for its owner."""

    def __init__(self, problem: ReadingProblem) -> None:
        super().__init__(problem.value)
        self.problem = problem
