"""Many people at once: processes, each with its threads, started together, each thread with its own connection."""

import multiprocessing
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from multiprocessing.connection import Connection
from multiprocessing.synchronize import Barrier
from threading import Thread
from time import perf_counter, process_time
from typing import Any

from django.db import connection, connections

from escale.operations.bench.figures import WrongAnswer

PROCESSES = 2
PATIENCE = 120
"""Seconds after which somebody who doesn't come to the start is given up."""

_forks = multiprocessing.get_context("fork")


def at_once(act: Callable[[int, int], Any], *, people: int, rounds: int) -> list[list[Any]]:
    """Let every person act at one instant, round after round; give what each got, by round.

    `act` gets the person's number and the round's; what it raises is what the person got.
    """
    barrier = _forks.Barrier(people)
    by_person = _gathered([_Crowd(act, numbers, rounds, barrier) for numbers in _shared(people)])
    return [list(got) for got in zip(*by_person, strict=True)]


def nobody_failed(got: list[list[Any]]) -> None:
    """Raise WrongAnswer when somebody got an exception: what was timed isn't what was asked."""
    failed = Counter(answer for answers in got for answer in answers if isinstance(answer, str))
    if failed:
        raise WrongAnswer(f"{failed.total()} requests failed: {failed.most_common(3)}")


@dataclass(frozen=True)
class Pace:
    """How many a second on the clock of the wall, and milliseconds of processor for each in the process that acts."""

    per_second: float
    processor_ms: float


def in_turn(act: Callable[[int], object], *, times: int) -> Pace:
    """Let two processes act one time after the other, as fast as they can."""
    barrier = _forks.Barrier(PROCESSES)
    took = _gathered([_Worker(act, numbers, barrier) for numbers in _shared(times)])
    return Pace(times / max(wall for wall, _ in took), sum(processor for _, processor in took) * 1000 / times)


def _shared(number: int) -> list[range]:
    return [range(first, number, PROCESSES) for first in range(PROCESSES)]


class _Crowd:
    """The people of one process, a thread each."""

    def __init__(self, act: Callable[[int, int], Any], numbers: range, rounds: int, barrier: Barrier) -> None:
        self.act, self.numbers, self.rounds, self.barrier = act, numbers, rounds, barrier
        self.results: dict[int, list[Any]] = {number: [] for number in numbers}

    def __call__(self) -> list[Any]:
        threads = [Thread(target=self._person, args=(number,)) for number in self.numbers]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        return list(self.results.values())

    def _person(self, number: int) -> None:
        connection.ensure_connection()
        try:
            for round_number in range(self.rounds):
                self.barrier.wait(timeout=PATIENCE)
                self.results[number].append(self._got(number, round_number))
        finally:
            connection.close()

    def _got(self, number: int, round_number: int) -> Any:
        try:
            return self.act(number, round_number)
        except Exception as problem:
            return repr(problem)


class _Worker:
    """One process that acts alone."""

    def __init__(self, act: Callable[[int], object], numbers: range, barrier: Barrier) -> None:
        self.act, self.numbers, self.barrier = act, numbers, barrier

    def __call__(self) -> list[tuple[float, float]]:
        connection.ensure_connection()
        self.barrier.wait(timeout=PATIENCE)
        wall, processor = perf_counter(), process_time()
        for number in self.numbers:
            self.act(number)
        return [(perf_counter() - wall, process_time() - processor)]


def _gathered(works: Sequence[Callable[[], list[Any]]]) -> list[Any]:
    """Run each work in a process of its own. Raises RuntimeError with what was said where one failed."""
    connections.close_all()  # Two processes can't share a connection.
    return [result for results in _answers(works) for result in results]


def _answers(works: Sequence[Callable[[], list[Any]]]) -> Iterator[list[Any]]:
    started = []  # All of them, before the first answer is waited for.
    for work in works:
        ours, theirs = _forks.Pipe(duplex=False)
        process = _forks.Process(target=_report, args=(work, theirs))
        process.start()
        theirs.close()
        started.append((process, ours))
    for process, ours in started:
        problem, results = ours.recv()
        process.join()
        if problem:
            raise RuntimeError(problem)
        yield results


def _report(work: Callable[[], list[Any]], to: Connection) -> None:
    try:
        to.send(("", work()))
    except Exception as problem:
        to.send((repr(problem), []))
    finally:
        connections.close_all()
