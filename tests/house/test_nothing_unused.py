"""Nothing stands there for nobody: every definition, label, page part and dependency is used."""

import ast
import re
import tomllib
from collections import Counter
from functools import cache
from itertools import chain
from pathlib import Path
from sys import stdlib_module_names
from typing import Any

import msgspec
import pytest

from tests.house.code import ROOT, Function, definitions, modules, tree

PACKAGE = ROOT / "src" / "lansir"
SERVE = PACKAGE / "serve"
SPOKEN = (".py", ".html", ".js")
"""Where names of the package are used."""
SEEN_FROM_OUTSIDE = {
    "encoder/distance.py BUCKETS": "training makes a weight for each",
    "export/export.py writable": "the library that writes to the file asks for it",
}
BROUGHT_ALONG = {"starlette": "fastapi", "anyio": "fastapi", "markupsafe": "jinja2", "mcp_types": "mcp"}
"""Parts of a library that come with it in the version that it needs."""
NEVER_IMPORTED = {
    "python-multipart": "fastapi reads forms with it",
    "tzdata": "zoneinfo reads it where the machine has no time zones",
}
CALLED_OTHERWISE = {"yaml": "pyyaml", "PIL": "pillow", "cyclonedx": "cyclonedx-python-lib"}
"""Libraries whose distribution has another name."""
LOADERS = ("import_module", "importorskip", "needed")
"""Functions that import what they are given the name of."""
BUILDS = ("build_", "coded_build_", "lansir/mcp/", "lansir/scale/")
"""Modules that need more than reading does: tables made ahead of time, and what has an extra of its own."""


@cache
def spoken(folder: Path) -> str:
    """All code and templates of a folder, in one."""
    found = (path for path in sorted(folder.rglob("*")) if path.suffix in SPOKEN and "vendor" not in path.parts)
    return "\n".join(path.read_text("utf-8") for path in found)


@cache
def project() -> dict[str, Any]:
    """The project as it is declared."""
    return tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))


def constants(path: Path) -> list[str]:
    """The names that a module gives values of its own."""
    targets = [node.targets if isinstance(node, ast.Assign) else [node.target] for node in tree(path).body
               if isinstance(node, ast.Assign | ast.AnnAssign)]  # fmt: skip
    return [name.id for name in chain.from_iterable(targets) if isinstance(name, ast.Name)]


def exported(path: Path) -> set[str]:
    """What `__all__` of a module names."""
    strings = (
        node.value
        for node in tree(path).body
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "__all__"
    )
    return {str(part.value) for value in strings for part in ast.walk(value) if isinstance(part, ast.Constant)}


def test_every_definition_is_used() -> None:
    entry_points = " ".join(
        chain.from_iterable(group.values() for group in project()["project"]["entry-points"].values())
    )
    used = Counter(re.findall(r"\w+", spoken(PACKAGE) + entry_points))
    unused = []
    for path in modules():
        if path.is_relative_to(PACKAGE):
            plain = [
                found.name for found in definitions(path) if not found.decorator_list or not isinstance(found, Function)
            ]
            names = [name for name in (*plain, *constants(path)) if not name.startswith("__")]
            unused += [
                f"{path.relative_to(PACKAGE)} {name}" for name in names if used[name] <= 1 + (name in exported(path))
            ]
    assert sorted(set(unused) - SEEN_FROM_OUTSIDE.keys()) == []
    assert SEEN_FROM_OUTSIDE.keys() - set(unused) == set()


def label_files() -> list[Path]:
    """The files of the desk's words, in one language."""
    return sorted((SERVE / "labels").glob("*.en.yaml"))


@cache
def quoted() -> set[str]:
    """The names in quotation marks in the code of the desk."""
    return set(re.findall(r"(?<=[\"'`])[\w.-]+(?=[\"'`])", spoken(SERVE)))


@cache
def begun() -> set[str]:
    """What names are put together from: a beginning in quotation marks that something is added to."""
    return set(re.findall(r"(?<=[\"'`])[\w.]+(?=[\"'`]\s*[~+]|\{)", spoken(SERVE)))


@pytest.mark.parametrize("path", label_files(), ids=lambda path: path.name.partition(".")[0])
def test_every_label_is_shown(path: Path) -> None:
    section = path.name.partition(".")[0]
    keys = {key.removesuffix(".one") for key in msgspec.yaml.decode(path.read_bytes(), type=dict[str, str])}
    assert [key for key in sorted(keys) if not is_asked_for(section, key)] == []


def is_asked_for(section: str, key: str) -> bool:
    """Whether a label is asked for by its name, or a name is put together as its would be."""
    parts = [(key[:at], key[at:]) for at, sign in enumerate(key) if sign == "_"]
    return (
        f"{section}.{key}" in quoted()
        or any(f"{section}.{first}_" in begun() or last in quoted() for first, last in parts)
        or (f"{section}." in begun() and any(one in quoted() for one in (key, *(first for first, _ in parts))))
    )


def test_every_template_and_static_file_is_asked_for() -> None:
    styles = "\n".join(path.read_text("utf-8") for path in SERVE.glob("static/**/*.css"))
    there = [path for folder in ("templates", "static") for path in (SERVE / folder).rglob("*.*")]
    files = [path for path in there if path.is_file() and path.suffix != ".md"]
    assert [path.name for path in files if path.name not in spoken(SERVE) + styles] == []


@cache
def words() -> tuple[set[str], set[str]]:
    """All words of the package's code, with hyphens in them, and those that something is added to."""
    found = re.findall(r"([\w-]+)(\{|\$\{|[\"'`]\s*[~+])?", spoken(PACKAGE))
    return {word for word, _ in found}, {word for word, more in found if more}


@pytest.mark.parametrize("path", sorted(SERVE.glob("static/*.css")), ids=lambda path: path.name)
def test_every_class_of_a_style_sheet_is_on_a_page(path: Path) -> None:
    style = re.sub(r"/\*.*?\*/", "", path.read_text("utf-8"), flags=re.DOTALL)
    classes = {name for rule in re.findall(r"([^{}]+)\{", style) for name in re.findall(r"\.([A-Za-z][\w-]*)", rule)}
    whole, starts = words()
    made = {name for name in classes if re.split(r"(?<=-)|(?<=[a-z])(?=\d)", name, maxsplit=1)[0] in starts - {name}}
    assert sorted(name for name in classes - whole - made if not name.startswith("leaflet-")) == []


def libraries(path: Path) -> set[str]:
    """The libraries that a module imports, wherever in it."""
    found: set[str] = set()
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and not node.level:
            found.add(node.module or "")
        elif isinstance(node, ast.Call) and getattr(node.func, "attr", getattr(node.func, "id", "")) in LOADERS:
            found |= {str(given.value) for given in node.args[:1] if isinstance(given, ast.Constant)}
    tops = {name.partition(".")[0] for name in found}
    return tops - stdlib_module_names - {"", "lansir"}


def declared(requirements: list[str]) -> set[str]:
    """The names of requirements."""
    names = (re.match(r"[\w.-]+", one) for one in requirements)
    return {re.sub(r"[-_.]+", "-", name[0]).lower() for name in names if name}


def test_what_the_package_imports_it_declares_and_what_it_declares_it_imports() -> None:
    wanted = project()["project"]
    always, extras = declared(wanted["dependencies"]), declared(list(chain(*wanted["optional-dependencies"].values())))
    dev = declared(project()["dependency-groups"]["dev"])
    held: set[str] = set()
    for path in modules():
        if path.is_relative_to(PACKAGE):
            may = always | extras | dev if any(part in str(path) for part in BUILDS) else always | {"pyarrow"}
            for name in libraries(path):
                needed = CALLED_OTHERWISE.get(name, BROUGHT_ALONG.get(name, name)).replace("_", "-")
                assert needed in may, f"{path.relative_to(ROOT)} imports {name}, which is not declared"
                held.add(needed)
    assert (always | extras) - held == NEVER_IMPORTED.keys()


@pytest.mark.slow
def test_what_the_development_groups_hold_is_imported_or_run() -> None:
    groups = project()["dependency-groups"].values()
    wanted = declared([one for group in groups for one in group if isinstance(one, str)])
    names = set().union(*(libraries(path) for path in modules()))
    imported = {CALLED_OTHERWISE.get(name, name).replace("_", "-") for name in names}
    run = msgspec.yaml.decode((ROOT / "tests/house/run_not_imported.yaml").read_bytes(), type=dict[str, str])
    assert wanted - imported == run.keys()
    assert all(run.values())
