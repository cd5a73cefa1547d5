"""The code of the repository, parsed once for all tests of the house."""

import ast
import gc
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
FOLDERS = ("src", "bench", "training", "docs", "release", "tests")

Function = ast.FunctionDef | ast.AsyncFunctionDef


@cache
def modules() -> list[Path]:
    """Every module of the repository."""
    return [path for folder in FOLDERS for path in sorted((ROOT / folder).rglob("*.py"))]


@cache
def tree(path: Path) -> ast.Module:
    """A module, parsed; what is parsed is kept, and among it there is no garbage to be looked for."""
    gc.disable()
    try:
        return ast.parse(path.read_text("utf-8"))
    finally:
        gc.enable()


@cache
def definitions(path: Path) -> list[Function | ast.ClassDef]:
    """All functions, methods and classes of a module, whatever they stand in."""
    found: list[Function | ast.ClassDef] = []
    bodies: list[list[ast.stmt]] = [tree(path).body]
    while bodies:
        for node in bodies.pop():
            if isinstance(node, Function | ast.ClassDef):
                found.append(node)
            bodies.extend(getattr(node, name) for name in ("body", "orelse", "finalbody") if getattr(node, name, None))
            bodies.extend(handler.body for handler in getattr(node, "handlers", []))
            bodies.extend(case.body for case in getattr(node, "cases", []))
    return found
