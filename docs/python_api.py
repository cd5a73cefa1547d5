"""The public part of the package, as its code has it: `python -m docs.python_api` writes `docs/python-api.md` anew.

Public is what `lansir.__all__` names, every class that leads to (what a public function returns, what a field of a
public class holds), and what the pages of the documentation import or name. `tests/house/public_api.txt` holds the
names, signatures and fields: a change of them is a change for whoever uses the package.
"""

import ast
import inspect
import re
import sys
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from importlib import import_module
from pathlib import Path
from types import FunctionType, ModuleType
from typing import Any, NamedTuple, cast, get_args, get_type_hints

import lansir

__all__ = ["Public", "named_by_docs", "outline", "page", "public"]

FOLDER = Path(__file__).parent
PAGE = FOLDER / "python-api.md"
FENCE = re.compile(r"^```python\n(.*?)^```", re.DOTALL | re.MULTILINE)
NAMED = re.compile(r"`(\w+)` \(`(lansir[\w.]*)`\)")
"""How a page names what it does not import, such as the protocols of plugins."""
Node = ast.FunctionDef | ast.ClassDef


class Public(NamedTuple):
    """A public function, class or list of values: the module that it is imported from, and what it is called there."""

    module: str
    name: str
    value: Any

    @property
    def defined(self) -> tuple[str, str]:
        """The module and name where it is defined."""
        own = isinstance(self.value, type | FunctionType)
        return (self.value.__module__, self.value.__name__) if own else (self.module, self.name)


def public() -> list[Public]:
    """All that is public, sorted by module and name."""
    face = [one for name in sorted(lansir.__all__, key=_is_module, reverse=True) for one in _of_face(name)]
    asked = [_at(*name.rpartition(".")[::2]) for name in named_by_docs()]
    reached = (_at(kind.__module__, kind.__name__) for kind in _reached(one.value for one in face))
    found: dict[tuple[str, str], Public] = {}
    for one in (*face, *asked, *reached):
        found.setdefault(one.defined, one)
    return sorted(found.values(), key=lambda one: (one.module, one.name))


def named_by_docs() -> list[str]:
    """The full names that the pages import from the package or give with their module, sorted."""
    pages = [path.read_text("utf-8") for path in sorted(FOLDER.rglob("*.md")) if path != PAGE]
    trees = [ast.parse(code) for text in pages for code in FENCE.findall(text)]
    found = [node for tree in trees for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)]
    of_lansir = [node for node in found if (node.module or "").partition(".")[0] == "lansir"]
    named = {f"{module}.{name}" for text in pages for name, module in NAMED.findall(text)}
    return sorted(named.union(f"{node.module}.{alias.name}" for node in of_lansir for alias in node.names))


def _is_module(name: str) -> bool:
    return isinstance(getattr(lansir, name), ModuleType)


def _of_face(name: str) -> list[Public]:
    """What a name of `lansir.__all__` stands for; of a module all that it names in turn."""
    value = getattr(lansir, name)
    if isinstance(value, ModuleType):
        return [_at(value.__name__, inner) for inner in value.__all__]
    return [] if name == "__version__" else [_at("lansir", name)]


def _at(module: str, name: str) -> Public:
    return Public(module, name, getattr(import_module(module), name))


def _reached(values: Iterable[object]) -> Iterator[type]:
    """Every class of the package that results and fields of the values lead to."""
    seen: set[type] = set()
    left = list(values)
    while left:
        new = set(_leads_to(left.pop())) - seen
        seen |= new
        left += new
        yield from new


def _leads_to(value: object) -> Iterator[type]:
    if isinstance(value, FunctionType):
        yield from _classes(get_type_hints(value).get("return"))
    elif isinstance(value, type):
        hints = get_type_hints(value)
        for field in _fields(value):
            yield from _classes(hints.get(field))
        for name, held in vars(value).items():
            function = held.fget if isinstance(held, property) else getattr(held, "__func__", held)
            if not name.startswith("_") and isinstance(function, FunctionType):
                yield from _classes(get_type_hints(function).get("return"))


def _classes(hint: object) -> Iterator[type]:
    """The classes of the package in a type."""
    if isinstance(hint, type) and hint.__module__.partition(".")[0] == "lansir":
        yield hint
    for inner in get_args(hint):
        yield from _classes(inner)


def _fields(value: type) -> tuple[str, ...]:
    return cast("tuple[str, ...]", getattr(value, "__struct_fields__", getattr(value, "_fields", ())))


@cache
def _tree(module: str) -> Mapping[str, Node]:
    tree = ast.parse(inspect.getsource(import_module(module)))
    return {node.name: node for node in tree.body if isinstance(node, Node)}


def _node(one: Public) -> Node | None:
    module, name = one.defined
    return _tree(module).get(name)


def outline(found: Iterable[Public]) -> str:
    """Names, signatures, fields and values, a line each, as the code writes them."""
    return "".join(f"{line}\n" for one in found for line in _outline(one))


def _outline(one: Public) -> Iterator[str]:
    node = _node(one)
    if isinstance(node, ast.FunctionDef):
        yield f"{one.module}.{_signature(node)}"
    elif node is not None:
        bases = ", ".join(ast.unparse(part) for part in (*node.bases, *node.keywords))
        yield f"class {one.module}.{one.name}" + (f"({bases})" if bases else "")
        yield from (f"    {line}" for line, _ in _members(node))
    else:
        yield f"{one.module}.{one.name} = {' | '.join(map(str, get_args(one.value))) or one.value}"


def _members(node: ast.ClassDef) -> Iterator[tuple[str, str]]:
    """The fields, properties and methods of a class that others may use, with the docstrings of the latter."""
    for part in node.body:
        if isinstance(part, ast.AnnAssign) and not ast.unparse(part.target).startswith("_"):
            yield ast.unparse(part), ""
        elif isinstance(part, ast.FunctionDef) and (part.name == "__init__" or not part.name.startswith("_")):
            documented = inspect.cleandoc(ast.get_docstring(part) or "")
            if "property" in map(ast.unparse, part.decorator_list):
                yield f"{part.name}: {ast.unparse(part.returns) if part.returns else 'object'}  # property", documented
            else:
                yield _signature(part), documented


def _signature(node: ast.FunctionDef) -> str:
    arguments = ast.unparse(node.args).removeprefix("self, ").removeprefix("cls, ")
    given = "" if arguments in ("self", "cls") else arguments
    return f"{node.name}({given})" + (f" -> {ast.unparse(node.returns)}" if node.returns else "")


def page() -> str:
    """The page: what is public, by module, with its signatures, fields and docstrings."""
    lines = [
        "# Python API",
        "",
        "This page is written from the code by `python -m docs.python_api`. [Use it from Python](how-to/python.md)",
        "shows how the pieces go together, and says what is meant to stay. [The record](record.md) says what each",
        "field of a record means. Whatever is not listed here may change at any time.",
        "",
        f"`lansir` itself has {', '.join(f'`{name}`' for name in lansir.__all__)}.",
        "All else is imported from where it is listed.",
    ]
    module = ""
    for one in public():
        if one.module != module:
            module = one.module
            lines += ["", f"## {module}", "", _first(import_module(module).__doc__)]
        lines += ["", *_section(one)]
    return "\n".join(lines) + "\n"


def _section(one: Public) -> Iterator[str]:
    yield from (f"### {one.name}", "", "```python", *_outline(one), "```")
    documented = inspect.getdoc(one.value) if isinstance(one.value, type | FunctionType) else None
    if documented:
        yield from ("", documented)
    node = _node(one)
    if isinstance(node, ast.ClassDef):
        told = [(line.partition("(")[0].partition(":")[0], said) for line, said in _members(node) if said]
        yield from ("", *(f"- `{name}`: {' '.join(said.split())}" for name, said in told)) if told else ()


def _first(documented: str | None) -> str:
    """The first paragraph of a docstring."""
    return " ".join((documented or "").strip().partition("\n\n")[0].split())


if __name__ == "__main__":
    Path(sys.argv[1] if len(sys.argv) > 1 else PAGE).write_text(page(), encoding="utf-8")
