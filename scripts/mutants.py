"""Change one thing at a time in the code of an area, and see whether a test of that area notices.

    .venv/bin/python scripts/mutants.py permissions                    # a whole area: see mutant_areas.py
    .venv/bin/python scripts/mutants.py booking --only holding.py --survivors /tmp/survivors.txt
    .venv/bin/python scripts/mutants.py outbox --list                  # what would be tried

One process loads the tests of the area and runs them once, noting which lines each of them executes. Each mutant is then
tried in a child (`os.fork`, the database in memory comes along): the code of the live function is replaced, the tests
that execute the changed lines run, the quickest first, until one fails. A child that uses ten times the processor time of
its tests, and five seconds more, is stopped: the mutant is killed. In the end each test that killed runs once without
any mutant: one that fails then proves nothing, and the run says so.

Not tried: what classes hold besides their methods (fields, constraints), default values of arguments, texts.
The database is SQLite, which has no locks: mutants of locks wait for the race tests on PostgreSQL and are counted apart.
"""

import argparse
import gc
import os
import signal
import sys
import tempfile
import time
import types
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from _pytest.runner import runtestprotocol
from mutant_areas import AREAS, BOUNDS, EQUIVALENT, Area
from mutations import Key, Live, Mutant, mutants_of

ROOT = Path(__file__).resolve().parent.parent
SRC = ROOT / "src" / "escale"
LINES = sys.monitoring.PROFILER_ID
KILLED, SURVIVED, UNSEEN, LOCK, BROKEN = "killed", "survived", "no test", "lock", "not tried: the tool can’t"
CANT = 3


@dataclass
class Baseline:
    """What the tests do without any mutant: their time, and the lines each executes."""

    seconds: dict[int, float] = field(default_factory=dict)
    tests: dict[tuple[str, int], set[int]] = field(default_factory=lambda: defaultdict(set))


class Trial:
    """A pytest plugin: in place of running the tests once, runs them once for each mutant that they see."""

    def __init__(self, mutants: list[Mutant], options: argparse.Namespace) -> None:
        self.mutants, self.options = mutants, options
        self.outcomes: Counter[str] = Counter()
        self.killers: dict[Key | str, Counter[int]] = defaultdict(Counter)
        self.baseline = Baseline()

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        self.items = session.items
        self.live = Live({str(mutant.path) for mutant in self.mutants})
        began = time.monotonic()
        self.record()
        print(f"\n{len(self.baseline.seconds)} tests in {time.monotonic() - began:.0f} s, {len(self.mutants)} mutants")
        gc.collect()
        gc.freeze()
        self.try_all()
        self.check_killers()
        return True

    def record(self) -> None:
        """Run every test once and note what it executes; those that fail or are skipped are left out."""
        monitoring, seen = sys.monitoring, set()

        def line(code: types.CodeType, number: int) -> Any:
            seen.add((code.co_filename, number))
            return monitoring.DISABLE

        monitoring.use_tool_id(LINES, "mutants")
        monitoring.register_callback(LINES, monitoring.events.LINE, line)
        for code in self.live.codes():
            monitoring.set_local_events(LINES, code, monitoring.events.LINE)
        for at in range(len(self.items)):
            seen.clear()
            self.live.forget()
            monitoring.restart_events()
            began = time.process_time()
            verdict = self.passes(at)
            if verdict:
                self.baseline.seconds[at] = time.process_time() - began
                for place in seen:
                    self.baseline.tests[place].add(at)
            elif verdict is False:
                print(f"\nleft out, it fails without any mutant: {self.items[at].nodeid}")
        monitoring.free_tool_id(LINES)

    def passes(self, at: int) -> bool | None:
        """Run one test; None when it is skipped. What lasts as long as the session stays for the next one."""
        item = self.items[at]
        reports = runtestprotocol(item, log=False, nextitem=item.session)  # type: ignore[arg-type]
        return None if any(report.skipped for report in reports) else all(report.passed for report in reports)

    def try_all(self) -> None:
        running: dict[int, tuple[Mutant, int]] = {}
        with open(self.options.survivors or os.devnull, "w") as survivors:
            for number, mutant in enumerate(self.mutants):
                chosen = self.chosen(mutant)
                if mutant.of_lock or not chosen:
                    self.say(LOCK if mutant.of_lock else UNSEEN, mutant, survivors)
                    continue
                while len(running) >= self.options.jobs:
                    self.one_ended(running, survivors)
                pid, pipe = self.forked(mutant, chosen)
                running[pid] = mutant, pipe
                if number % 100 == 99:
                    print(f"{number + 1}: {dict(self.outcomes)}", flush=True)
            while running:
                self.one_ended(running, survivors)

    def chosen(self, mutant: Mutant) -> list[int]:
        """The tests that see a mutant: first those that killed in the same function, then the quickest, within the budget."""
        places = self.live.users(mutant) if mutant.constant else [(str(mutant.path), line) for line in mutant.lines]
        seeing = set().union(*(self.baseline.tests.get(place, ()) for place in places))
        killed = self.killers[mutant.place]
        seconds, left = self.baseline.seconds, self.options.budget
        chosen: list[int] = []
        for at in sorted(seeing, key=lambda at: (-killed[at], seconds[at])):
            left -= seconds[at]
            if left < 0 and chosen:
                break
            chosen.append(at)
        return chosen

    def forked(self, mutant: Mutant | None, tests: list[int]) -> tuple[int, int]:
        """Start a child; it writes to the pipe the number of each test that fails, and stops there if it has a mutant."""
        reads, writes = os.pipe()
        sys.stdout.flush()
        if pid := os.fork():
            os.close(writes)
            return pid, reads
        try:
            nothing = os.open(os.devnull, os.O_RDWR)
            for output in (1, 2):
                os.dup2(nothing, output)
            limit = 10 * sum(self.baseline.seconds[at] for at in tests) + 5
            for timer, sign, much in (
                (signal.ITIMER_PROF, signal.SIGPROF, limit),
                (signal.ITIMER_REAL, signal.SIGALRM, 60 + 10 * limit),
            ):
                signal.signal(sign, signal.SIG_DFL)
                signal.setitimer(timer, much)
            if mutant:
                try:
                    self.live.put(mutant)
                except ValueError:
                    os._exit(CANT)
            self.live.forget()
            for at in tests:
                if self.passes(at) is not True:
                    os.write(writes, f"{at}\n".encode())
                    if mutant:
                        break
        except BaseException:
            os._exit(1)
        os._exit(0)

    def one_ended(self, running: dict[int, tuple[Mutant, int]], survivors: Any) -> None:
        pid, status = os.wait()
        mutant, pipe = running.pop(pid)
        failed = [int(at) for at in _read(pipe)]
        self.killers[mutant.place].update(failed)
        is_broken = os.waitstatus_to_exitcode(status) == CANT
        self.say(BROKEN if is_broken else KILLED if failed or status else SURVIVED, mutant, survivors)

    def say(self, outcome: str, mutant: Mutant, survivors: Any) -> None:
        self.outcomes[outcome] += 1
        if outcome != KILLED:
            text = f"{str(mutant).removeprefix(f'{SRC}/')}  [{outcome}]"
            print(text, flush=True)
            print(text, file=survivors, flush=True)

    def check_killers(self) -> None:
        """The control: without a mutant, in a child like the others, each test that killed passes."""
        tests = sorted({at for killed in self.killers.values() for at in killed})
        pid, pipe = self.forked(None, tests)
        failed = _read(pipe)
        os.waitpid(pid, 0)
        for at in failed:
            print(f"PROVES NOTHING, it fails in a child without any mutant: {self.items[int(at)].nodeid}")


def _read(pipe: int) -> list[str]:
    with open(pipe) as lines:
        return lines.read().split()


def _wanted(area: Area, only: Iterable[str]) -> list[Mutant]:
    mutants = []
    for pattern in area.modules:
        files, _, names = pattern.partition("::")
        for path in sorted(SRC.glob(files)):
            found = mutants_of(path) if not only or any(part in str(path) for part in only) else ()
            mutants += [each for each in found if not names or each.function in names.split("|")]
    mutants = [each for each in mutants if each.constant not in BOUNDS]
    return [each for each in mutants if (str(each.path.relative_to(SRC)), each.before, each.after) not in EQUIVALENT]


def main() -> int:
    parser = argparse.ArgumentParser(
        description="Changes the code of an area, one thing at a time; its tests must notice."
    )
    parser.add_argument("area", choices=AREAS)
    parser.add_argument("--only", nargs="+", default=[], help="a part of the paths of the modules to change")
    parser.add_argument("--tests", nargs="+", help="other tests than the area's, under src/escale")
    parser.add_argument("--budget", type=float, default=20, help="seconds of tests for one mutant, the quickest first")
    parser.add_argument("--every", type=int, default=1, metavar="N", help="try one mutant of N, for a first idea")
    parser.add_argument("--jobs", type=int, default=1, help="children at once")
    parser.add_argument("--survivors", help="a file for what isn't killed")
    parser.add_argument("--list", action="store_true", help="say what would be tried")
    options = parser.parse_args()
    area = AREAS[options.area]
    mutants = _wanted(area, options.only)[:: options.every]
    if options.list:
        print("\n".join(str(mutant) for mutant in mutants))
        return 0
    plugin = Trial(mutants, options)
    with tempfile.TemporaryDirectory(prefix="escale-mutants-") as folder:
        for name in [name for name in os.environ if name.startswith("ESCALE_")]:
            del os.environ[name]
        os.environ["ESCALE_DATA_DIR"] = folder
        os.chdir(ROOT)
        ways = ["-q", "-s", "--tb=no", "--assert=plain", "-p", "no:cacheprovider", "-p", "no:xdist"]
        marks = ["-m", "not browser and not race and not journey", "-k", "not machine"]
        pytest.main([*ways, *marks, *(str(SRC / path) for path in options.tests or area.tests)], plugins=[plugin])
    judged = plugin.outcomes.total() - plugin.outcomes[LOCK]
    print(
        f"{options.area}: {plugin.outcomes[KILLED]} of {judged} killed, {100 * plugin.outcomes[KILLED] / max(judged, 1):.1f} %"
    )
    print(dict(plugin.outcomes))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
