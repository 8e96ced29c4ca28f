"""What can be read aloud in one go: no file too long, no function either, and nothing said twice at length."""

import ast
import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import pytest

from escale.testing.project import PACKAGE, ROOT

LONGEST_FILE, LONGEST_FUNCTION, LONGEST_REPEAT = 400, 60, 12
"""Lines."""

OURS = [path for path in sorted(PACKAGE.rglob("*")) if path.is_file() and "vendor" not in path.parts]
PYTHON = [path for path in OURS if path.suffix == ".py" and "migrations" not in path.parts]
PAGES = [path for path in OURS if path.suffix in {".html", ".css", ".js"} and ".min." not in path.name]

COMMENT = re.compile(r"#|//|/\*|\*/?(\s|$)|\{#|<!--")
IMPORT = re.compile(r"(from \S+ )?import\b|\{% load|@import\b")


def named(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def test_no_file_is_longer_than_one_reads_in_one_go() -> None:
    lengths = {named(path): len(path.read_text(encoding="utf-8").splitlines()) for path in [*PYTHON, *PAGES]}
    assert {name: length for name, length in lengths.items() if length > LONGEST_FILE} == {}


def statements(path: Path) -> list[ast.AST]:
    """Every statement of a file, those inside others too; what is inside an expression is neither a function nor an import."""
    found: list[ast.AST] = [ast.parse(path.read_text(encoding="utf-8"))]
    for node in found:
        for field in ("body", "orelse", "handlers", "finalbody", "cases"):
            inside = getattr(node, field, ())
            found += inside if isinstance(inside, list) else ()
    return found


def functions(path: Path) -> Iterator[tuple[str, int]]:
    """The name and the number of lines of each function, decorators left out."""
    for node in statements(path):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node.name, (node.end_lineno or node.lineno) - node.lineno + 1


def test_no_function_is_longer_than_a_screen() -> None:
    lengths = {f"{named(path)}: {name}": length for path in PYTHON for name, length in functions(path)}
    assert {name: length for name, length in lengths.items() if length > LONGEST_FUNCTION} == {}


def said(text: str, *, imports: frozenset[int] = frozenset()) -> list[tuple[int, str]]:
    """The lines that say something, with their numbers: neither empty, nor a comment, nor an import."""
    numbered = ((number, line.strip()) for number, line in enumerate(text.splitlines(), start=1))
    return [
        (number, line)
        for number, line in numbered
        if line and number not in imports and not COMMENT.match(line) and not IMPORT.match(line)
    ]


def import_lines(path: Path) -> frozenset[int]:
    found = (node for node in statements(path) if isinstance(node, ast.Import | ast.ImportFrom))
    return frozenset(number for node in found for number in range(node.lineno, (node.end_lineno or node.lineno) + 1))


def repeats(lines_by_name: dict[str, list[tuple[int, str]]]) -> list[str]:
    """Where more lines than allowed follow each other twice, in one file or two; each pair of files said once."""
    places: dict[tuple[str, ...], list[tuple[str, int]]] = defaultdict(list)
    for name, lines in lines_by_name.items():
        for first in range(len(lines) - LONGEST_REPEAT):
            window = lines[first : first + LONGEST_REPEAT + 1]
            places[tuple(line for _, line in window)].append((name, window[0][0]))
    pairs: dict[tuple[str, str], str] = {}
    for (name, number), *others in places.values():
        for other, there in others:
            pairs.setdefault((name, other), f"{name}:{number} and {other}:{there}")
    return sorted(pairs.values())


def production() -> dict[str, list[tuple[int, str]]]:
    lines = {}
    for path in PYTHON:
        if "tests" not in path.parts:
            text = path.read_text(encoding="utf-8")
            lines[named(path)] = said(text, imports=import_lines(path))
    return lines | {named(path): said(path.read_text(encoding="utf-8")) for path in PAGES}


def test_nothing_is_said_twice_at_length() -> None:
    assert repeats(production()) == []


@pytest.mark.parametrize(("alike", "found"), [(LONGEST_REPEAT, []), (LONGEST_REPEAT + 1, ["a:1 and b:2"])])
def test_a_repeat_is_seen_from_the_thirteenth_line_on(alike: int, found: list[str]) -> None:
    body = "\n".join(f"line({number})" for number in range(alike))
    assert repeats({"a": said(f"{body}\nend()"), "b": said(f"# why\n\n{body}\nreturn")} | {"c": []}) == [
        place.replace("b:2", "b:3") for place in found
    ]
