"""Who imports whom in the package, read from its code: at once, late (in a function) or for the type checker alone."""

import ast
from collections.abc import Iterable, Iterator
from functools import cache
from graphlib import CycleError, TopologicalSorter
from pathlib import Path
from typing import Literal, NamedTuple

from tests.house.code import ROOT, tree

SOURCE = ROOT / "src"
PACKAGE = "lansir"

Kind = Literal["at once", "late", "typing"]


class Import(NamedTuple):
    """One import of a module of the package by another."""

    of: str
    to: str
    kind: Kind
    line: int

    def __str__(self) -> str:
        """As it is told where it breaks a rule."""
        return f"{self.of}, line {self.line}, imports {self.to} ({self.kind})"


@cache
def modules() -> dict[str, Path]:
    """The modules of the package by their full names; a package's name is its `__init__`."""
    found = {}
    for path in sorted((SOURCE / PACKAGE).rglob("*.py")):
        parts = path.relative_to(SOURCE).with_suffix("").parts
        found[".".join(parts[:-1] if parts[-1] == "__init__" else parts)] = path
    return found


@cache
def imports() -> tuple[Import, ...]:
    """Every import inside the package."""
    return tuple(found for name, path in modules().items() for found in imports_of(name, tree(path)))


def imports_of(name: str, code: ast.Module) -> list[Import]:
    """The imports of the package by a module."""
    found = list(_walk(code, "at once"))
    if any("importlib" in target for targets, _, _ in found for target in targets):
        found = list(_walk(code, "at once", expressions=True))
    return [
        Import(name, target, kind, line)
        for targets, kind, line in found
        for target in targets
        if target.partition(".")[0] == PACKAGE
    ]


def _walk(node: ast.AST, kind: Kind, *, expressions: bool = False) -> Iterator[tuple[list[str], Kind, int]]:
    """The modules that each import needs; those that `importlib` is asked for only where expressions are looked at."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.expr) and not expressions:
            continue
        if isinstance(child, ast.Import):
            yield [alias.name for alias in child.names], kind, child.lineno
        elif isinstance(child, ast.ImportFrom):
            yield [_target(child.module or "", alias.name) for alias in child.names], kind, child.lineno
        elif isinstance(child, ast.Call) and _last(child.func) == "import_module":
            yield [str(arg.value) for arg in child.args if isinstance(arg, ast.Constant)], "late", child.lineno
        elif isinstance(child, ast.If) and _last(child.test) == "TYPE_CHECKING":
            yield from _walk(ast.Module(child.body, []), "typing")
            yield from _walk(ast.Module(child.orelse, []), kind)
            continue
        inside = isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda)
        yield from _walk(child, "late" if inside and kind == "at once" else kind, expressions=expressions)


def _last(name: ast.expr) -> str:
    """The last part of a dotted name."""
    return name.attr if isinstance(name, ast.Attribute) else name.id if isinstance(name, ast.Name) else ""


def _target(module: str, name: str) -> str:
    """The module that `from module import name` needs: `name` may be one itself."""
    return f"{module}.{name}" if f"{module}.{name}" in modules() else module


def unit(module: str) -> str:
    """The package, or module of the top, that a module belongs to: "lansir.page.html" is of "page"."""
    return module.split(".")[1] if "." in module else module


def circle(arrows: Iterable[tuple[str, str]]) -> list[str]:
    """Names that lead along the arrows back to the first of them; none where there is no such circle."""
    forth: dict[str, set[str]] = {}
    for start, end in arrows:
        if start != end:
            forth.setdefault(start, set()).add(end)
    try:
        TopologicalSorter(forth).prepare()
    except CycleError as error:
        found: list[str] = error.args[1]
        return found
    return []
