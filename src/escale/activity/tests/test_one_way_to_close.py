"""Whoever notes an attendance from the pages, the demonstration or the benchmarks goes through `activity.closing`."""

import ast
from collections.abc import Iterator
from pathlib import Path

import escale

ROOT = Path(escale.__file__).parent
CLOSES_ELSEWHERE = {
    "escale.appointments.outcomes": {"settle", "reopen"},
    "escale.appointments.walk_ins": {"finish", "undo"},
    "escale.appointments.walk_in_appointments": {"note_as_appointment", "undo"},
    "escale.workshops.roll": {"call_roll", "undo"},
    "escale.workshops.roll.calling": {"call_roll", "undo"},
    "escale.appointments.correcting": {"note_acquisition"},
    "escale.workshops.correcting": {"note_acquisition"},
}
"""What writes an attendance, or what is said of it, without its record."""


def sources() -> list[Path]:
    found = [path for package in ("desk", "portal", "operations") for path in (ROOT / package).rglob("*.py")]
    return [path for path in found if "tests" not in path.parts]


def uses(tree: ast.Module) -> Iterator[str]:
    """What a module reaches of other modules: "escale.appointments.outcomes.settle"."""
    modules = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module:
            for alias in node.names:
                modules[alias.asname or alias.name] = whole = f"{node.module}.{alias.name}"
                yield whole
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id in modules:
            yield f"{modules[node.value.id]}.{node.attr}"


def test_nobody_notes_an_attendance_without_its_record():
    forbidden = {f"{module}.{name}" for module, names in CLOSES_ELSEWHERE.items() for name in names}
    found = {
        str(path.relative_to(ROOT)): forbidden.intersection(uses(ast.parse(path.read_text()))) for path in sources()
    }
    assert {path: names for path, names in found.items() if names} == {}


def test_a_direct_call_would_be_seen():
    direct = "from escale.appointments import outcomes\noutcomes.settle(x)\nfrom escale.workshops.roll import call_roll"
    assert {"escale.appointments.outcomes.settle", "escale.workshops.roll.call_roll"} <= set(uses(ast.parse(direct)))
