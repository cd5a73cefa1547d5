"""No function is written twice: two of the same body become one, which both places import."""

import ast
from collections import defaultdict
from collections.abc import Callable, Iterable

import pytest

from tests.house.code import ROOT, Function, definitions, modules

LEAST = 25
"""Parts of a body (names, values, operators) from which on it counts: that is two statements or three."""
FOLDERS = ("src", "bench", "release", "training", "docs")


class Shape(ast.NodeTransformer):
    """A body without what a copy is likely to change: the names of its parameters and variables."""

    def __init__(self, function: Function) -> None:
        nodes = [node for part in (function.args, *function.body) for node in ast.walk(part)]
        stored = [node.id for node in nodes if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)]
        own = dict.fromkeys([*(node.arg for node in nodes if isinstance(node, ast.arg)), *stored])
        self.called = {name: f"name{number}" for number, name in enumerate(own)}

    def visit_Name(self, node: ast.Name) -> ast.Name:
        """A name of the function's own by its number."""
        return ast.Name(self.called.get(node.id, node.id), node.ctx)

    def visit_arg(self, node: ast.arg) -> ast.arg:
        """A parameter of a function inside, without its type."""
        return ast.arg(self.called.get(node.arg, node.arg))


def kinds(function: Function) -> tuple[type[ast.AST], ...]:
    """What kinds of parts the body is of: copies agree in them, and they are quickly had."""
    return tuple(type(node) for part in body(function) for node in ast.walk(part))


def body(function: Function) -> list[ast.stmt]:
    """The body without the docstring."""
    return function.body[ast.get_docstring(function, clean=False) is not None :]


def shape(function: Function) -> str:
    """The body without the function's own names."""
    whole = ast.parse(ast.unparse(ast.Module(body(function), [])))
    return ast.dump(Shape(function).visit(whole))


def grouped(places: Iterable[str], key: Callable[[str], object]) -> list[list[str]]:
    """Those places of which several have the same key."""
    found: dict[object, list[str]] = defaultdict(list)
    for place in places:
        found[key(place)].append(place)
    return [group for group in found.values() if len(group) > 1]


def written_twice(functions: dict[str, Function]) -> list[list[str]]:
    """The places of functions with the same body, wherever there are several."""
    of_kinds = {place: found for place, function in functions.items() if len(found := kinds(function)) >= LEAST}
    alike = grouped(of_kinds, of_kinds.__getitem__)
    return [same for group in alike for same in grouped(group, lambda place: shape(functions[place]))]


@pytest.mark.slow
def test_no_function_is_written_twice() -> None:
    functions = {
        f"{path.relative_to(ROOT)}:{found.lineno} {found.name}": found
        for path in modules()
        if path.relative_to(ROOT).parts[0] in FOLDERS
        for found in definitions(path)
        if isinstance(found, Function)
    }
    assert len(functions) > 3000
    assert written_twice(functions) == []


ONE = """
def told(rows: list[str], most: int) -> str:
    "Doc."
    kept = [row.strip() for row in rows if len(row) < most]
    return ", ".join(sorted(kept)) or "nothing"
"""


@pytest.mark.parametrize(
    ("changes", "twice"),
    [
        ({"told": "said", "rows": "lines", "kept": "short", '"Doc."\n    ': ""}, True),
        ({"sorted": "reversed"}, False),
        ({"nothing": "none"}, False),
        ({"rows if len(row) < most": "rows"}, False),
    ],
    ids=["other names", "another function", "other words", "less"],
)
def test_a_copy_is_known_by_its_body(changes: dict[str, str], *, twice: bool) -> None:
    other = ONE
    for before, after in changes.items():
        other = other.replace(before, after)
    functions = {name: ast.parse(code).body[0] for name, code in (("a", ONE), ("b", other))}
    assert bool(written_twice(functions)) == twice  # type: ignore[arg-type]
