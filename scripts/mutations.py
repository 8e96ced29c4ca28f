"""The small changes `mutants.py` tries: how they are found in the text of a module, and made live in this process."""

import ast
import functools
import gc
import re
import sys
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from types import CodeType, FunctionType
from typing import Any

from django.conf import settings

type Key = tuple[str, int]
"""A function of a module: its qualified name and its first line, as its code object says them."""
type Functions = tuple[tuple[Key, ast.AST], ...]

OTHER: Mapping[type[ast.AST], Any] = {
    ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Eq: ast.NotEq, ast.NotEq: ast.Eq,
    ast.In: ast.NotIn, ast.NotIn: ast.In, ast.Is: ast.IsNot, ast.IsNot: ast.Is, ast.And: ast.Or, ast.Or: ast.And,
    ast.Add: ast.Sub, ast.Sub: ast.Add, ast.BitAnd: ast.BitOr, ast.BitOr: ast.BitAnd,
}  # fmt: skip
CONDITIONS = {"filter", "exclude", "get", "get_or_none", "one", "update", "exists", "Q"}
"""Calls whose arguments are conditions, or what is written: each is left out in turn."""
SIZES = {"batch_size", "chunk_size", "strict", "force_insert"}
"""Arguments that change how something is done, not what."""
LOGS = re.compile(r"(log|logger|logging)\.\w+\(")
LOCKS = re.compile(r"(\w+\.)*\w*lock\w*\(")
WAYS_TO_LOCK = {"no_key", "skip_locked", "nowait"}


@dataclass(frozen=True, kw_only=True)
class Mutant:
    """One change. `lines` are those of the statement it is in; `functions` go from the outermost to the innermost."""

    path: Path
    tree: ast.Module
    parent: ast.AST
    field: str
    at: int | None
    new: ast.AST | None
    lines: range
    functions: Functions
    constant: str
    before: str
    after: str

    def __str__(self) -> str:
        return f"{self.path}:{self.lines.start}  {self.before}  →  {self.after}"

    @property
    def place(self) -> Key | str:
        """The outermost function changed, or the constant."""
        return self.functions[0][0] if self.functions else self.constant

    @property
    def function(self) -> str:
        """Its name alone."""
        return self.constant or self.functions[0][0][0].rpartition(".")[2]

    @property
    def of_lock(self) -> bool:
        """Whether it takes away a lock, or changes how one waits for it, which one process alone never notices."""
        is_way = isinstance(self.parent, ast.keyword) and self.parent.arg in WAYS_TO_LOCK
        return is_way or (self.after == "pass" and bool(LOCKS.match(self.before)))

    def compiled(self, closures: Mapping[Key, tuple[str, ...]]) -> CodeType:
        """The module, or the one statement of a constant, with the change; functions keep the variables of their closure."""
        held = getattr(self.parent, self.field)
        kept = []
        for key, node in self.functions:
            if names := closures.get(key):
                uses: list[ast.stmt] = [ast.Expr(ast.Name(name, ast.Load())) for name in names]
                kept.append(node.body)  # type: ignore[attr-defined]
                node.body.append(ast.If(ast.Constant(False), uses, []))  # type: ignore[attr-defined]
        if self.at is None:
            setattr(self.parent, self.field, self.new)
        elif self.new is None:
            setattr(self.parent, self.field, held[: self.at] + held[self.at + 1 :])
        else:
            setattr(self.parent, self.field, [*held[: self.at], self.new, *held[self.at + 1 :]])
        try:
            return compile(ast.fix_missing_locations(self.tree), str(self.path), "exec", dont_inherit=True)
        finally:
            setattr(self.parent, self.field, held)
            for body in kept:
                body.pop()


def mutants_of(path: Path) -> Iterator[Mutant]:
    """Every change tried in a module, in the order of its lines."""
    tree = ast.parse(path.read_text())
    return _Walk(path, tree).down(tree, lines=range(0), scope="", functions=(), constant="")


class _Walk:
    def __init__(self, path: Path, tree: ast.Module) -> None:
        self.path, self.tree = path, tree

    def down(self, node: ast.AST, *, lines: range, scope: str, functions: Functions, constant: str) -> Iterator[Mutant]:
        inside = functions or constant
        for field, value in ast.iter_fields(node):
            if field in {"annotation", "returns", "decorator_list", "type_params", "args"} and not isinstance(
                node, ast.Call
            ):
                continue
            for at, child in enumerate(value) if isinstance(value, list) else [(None, value)]:
                if not isinstance(child, ast.AST) or (isinstance(child, ast.keyword) and child.arg in SIZES):
                    continue
                here = _lines(child) if isinstance(child, ast.stmt | ast.match_case) else lines
                if inside and not (isinstance(child, ast.Expr) and LOGS.match(ast.unparse(child))):
                    for new, before, after in _changes(node, field, child, functions):
                        yield Mutant(
                            path=self.path, tree=self.tree, parent=node, field=field, at=at, new=new, lines=here,
                            functions=functions, constant=constant, before=before, after=after,
                        )  # fmt: skip
                elif inside:
                    continue
                yield from self.into(child, lines=here, scope=scope, functions=functions, constant=constant)

    def into(
        self, child: ast.AST, *, lines: range, scope: str, functions: Functions, constant: str
    ) -> Iterator[Mutant]:
        match child:
            case ast.FunctionDef() | ast.AsyncFunctionDef():
                first = min([child.lineno, *(each.lineno for each in child.decorator_list)])
                functions = (*functions, ((scope + child.name, first), child))
                scope += f"{child.name}.<locals>."
            case ast.ClassDef():
                scope += f"{child.name}."
            case ast.Assign(targets=[ast.Name(id=name)]) | ast.AnnAssign(target=ast.Name(id=name)) if not scope:
                constant = name
                self = _Walk(self.path, ast.Module([child], []))
        yield from self.down(child, lines=lines, scope=scope, functions=functions, constant=constant)


def _lines(node: ast.stmt | ast.match_case) -> range:
    """The lines of a statement, its body left out."""
    if isinstance(node, ast.match_case):
        return range(node.pattern.lineno, (node.guard or node.pattern).end_lineno + 1)  # type: ignore[operator]
    if not hasattr(node, "body"):
        return range(node.lineno, (node.end_lineno or node.lineno) + 1)
    heads = [each for each in ast.iter_child_nodes(node) if isinstance(each, ast.expr | ast.withitem)]
    ends = [getattr(each, "end_lineno", node.lineno) for each in heads]
    return range(node.lineno, max([node.lineno, *ends]) + 1)


def _changes(
    parent: ast.AST, field: str, node: ast.AST, functions: Functions
) -> Iterator[tuple[ast.AST | None, str, str]]:
    """What may stand in the place of a node, with the words for both."""
    for new in _others(parent, field, node, functions):
        yield new, ast.unparse(node), ast.unparse(new)
    if isinstance(parent, ast.Call) and field in {"keywords", "args"}:
        called = getattr(parent.func, "attr", getattr(parent.func, "id", ""))
        if called in CONDITIONS and getattr(node, "arg", field) and not isinstance(node, ast.GeneratorExp):
            yield None, f"{called}(… {ast.unparse(node)} …)", f"{called}(…)"
    if isinstance(parent, ast.Set) and field == "elts":
        yield None, f"{{… {ast.unparse(node)} …}}", "{…}"
    if isinstance(parent, ast.Tuple) and field == "elts" and not functions:
        yield None, f"(… {ast.unparse(node)} …)", "(…)"


def _others(parent: ast.AST, field: str, node: ast.AST, functions: Functions) -> Iterator[ast.AST]:
    match node:
        case ast.Compare(left, ops, comparators):
            for at, op in enumerate(ops):
                yield ast.Compare(left, [*ops[:at], OTHER[type(op)](), *ops[at + 1 :]], comparators)
        case ast.BoolOp(op, values):
            yield ast.BoolOp(OTHER[type(op)](), values)
        case ast.BinOp(left, op, right) if type(op) in OTHER:
            yield ast.BinOp(left, OTHER[type(op)](), right)
        case ast.UnaryOp(ast.Not(), operand):
            yield operand
        case ast.Constant(bool() as value):
            yield ast.Constant(not value)
        case ast.Constant(int() as value):
            yield ast.Constant(value + 1)
        case ast.IfExp(_, body, orelse):
            yield from (body, orelse)
        case ast.Return(value) if value is not None and not isinstance(value, ast.Constant):
            says = getattr(functions[-1][1], "returns", None)
            is_bool = says is not None and ast.unparse(says) == "bool"
            yield ast.Return(ast.UnaryOp(ast.Not(), value) if is_bool else ast.Constant(None))
        case ast.Expr(ast.Call()) | ast.AugAssign() | ast.Raise() | ast.Continue() | ast.Break():
            yield ast.Pass()
        case ast.Assign(targets=[ast.Attribute() | ast.Subscript()]):
            yield ast.Pass()
    plain = isinstance(node, ast.expr) and not isinstance(node, ast.Compare | ast.BoolOp | ast.UnaryOp)
    if (
        plain
        and (field in {"test", "guard", "ifs"})
        and isinstance(parent, ast.stmt | ast.comprehension | ast.match_case)
    ):
        yield ast.UnaryOp(ast.Not(), node)


class Live:
    """The functions in memory: to change one, wherever it has been imported or wrapped."""

    def __init__(self, paths: set[str]) -> None:
        self.paths = paths
        self.functions: dict[tuple[str, Key], list[FunctionType]] = defaultdict(list)
        self.caches: list[Any] = []
        # What is read at the first request is there from the start; each address has its guards.
        for name in (settings.ROOT_URLCONF, *map(_dotted, sorted(paths))):
            import_module(name)
        gc.collect()
        for thing in gc.get_objects():
            if isinstance(thing, FunctionType) and thing.__code__.co_filename in paths:
                code = thing.__code__
                self.functions[code.co_filename, (code.co_qualname, code.co_firstlineno)].append(thing)
            elif isinstance(thing, functools._lru_cache_wrapper) and thing.__module__.startswith("escale."):
                code = getattr(thing.__wrapped__, "__code__", None)
                if code and code.co_filename in paths:
                    self.caches.append(thing.cache_clear)
            elif type(thing).__name__ == "prepared":
                self.caches.append(thing.texts.clear)

    def codes(self) -> Iterator[CodeType]:
        for functions in self.functions.values():
            for function in functions:
                yield from _within(function.__code__)

    def forget(self) -> None:
        """Empty what keeps the work of a function: its answers, the SQL it wrote."""
        for clear in self.caches:
            clear()

    def users(self, mutant: Mutant) -> list[tuple[str, int]]:
        """The lines of the functions of its module that name this constant."""
        codes = [code for code in self.codes() if mutant.constant in code.co_names]
        return [(code.co_filename, line) for code in codes for _, _, line in code.co_lines() if line]

    def put(self, mutant: Mutant) -> None:
        """Make the mutant live in this process. Raises whatever its code raises when it is read."""
        path = str(mutant.path)
        found = {key: self.functions[path, key] for key, _ in mutant.functions}
        closures = {key: each[0].__code__.co_freevars for key, each in found.items() if each}
        code = mutant.compiled(closures)
        if mutant.constant:
            _put_constant(mutant.constant, path, code)
        codes = {(each.co_qualname, each.co_firstlineno): each for each in _within(code)}
        for key, functions in found.items():
            for function in functions:
                function.__code__ = codes[key]


def _put_constant(name: str, path: str, code: CodeType) -> None:
    """Make the constant anew, and put it wherever the true one is."""
    modules = [vars(each) for each in list(sys.modules.values()) if getattr(each, "__name__", "").startswith("escale.")]
    own = next(each for each in modules if each.get("__file__") == path)
    true, changed = own[name], dict(own)
    exec(code, changed)
    for module in modules:
        if module.get(name) is true:
            module[name] = changed[name]


def _dotted(path: str) -> str:
    """The name of a module under `src`."""
    return path.rpartition("/src/")[2].removesuffix(".py").replace("/", ".")


def _within(code: CodeType) -> Iterator[CodeType]:
    yield code
    for held in code.co_consts:
        if isinstance(held, CodeType):
            yield from _within(held)
