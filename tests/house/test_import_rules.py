"""Imports go one way: no circle of modules, and each package imports only from those that `layers.yaml` lets it."""

import ast
from functools import cache
from pathlib import Path

import msgspec
import pytest

from tests.house.import_graph import PACKAGE, Import, Kind, circle, imports, imports_of, modules, unit


class Package(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A package, or module of the top, and the packages that it may import from."""

    name: str
    imports: list[str]


class Against(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """An import against the order, from a package to a module."""

    of: str
    to: str
    kind: Kind
    why: str


class Layers(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The file, from the ground up."""

    ground: list[str]
    packages: list[Package]
    against: list[Against]


@cache
def layers() -> Layers:
    """The rules."""
    return msgspec.yaml.decode(Path(__file__).with_name("layers.yaml").read_bytes(), type=Layers)


def between_packages() -> list[Import]:
    """The imports from package to package that no exception allows."""
    allowed = {(one.of, one.to, one.kind) for one in layers().against}
    across = [one for one in imports() if unit(one.of) != unit(one.to)]
    return [one for one in across if (unit(one.of), one.to, one.kind) not in allowed]


def test_every_package_has_a_line() -> None:
    named = [*layers().ground, *(package.name for package in layers().packages)]
    assert len(named) == len(set(named))
    assert set(named) == {unit(name) for name in modules()}


def test_the_rules_themselves_go_one_way() -> None:
    before: set[str] = set()
    for package in layers().packages:
        assert set(package.imports) <= before, f"{package.name} may not import what stands below it"
        before.add(package.name)


def test_no_modules_import_each_other_in_a_circle() -> None:
    assert circle((one.of, one.to) for one in imports()) == []


def test_no_packages_import_each_other_in_a_circle() -> None:
    assert circle((unit(one.of), unit(one.to)) for one in between_packages()) == []


def test_no_package_imports_what_it_may_not() -> None:
    ground = set(layers().ground)
    may = {package.name: ground.union(package.imports) for package in layers().packages} | dict.fromkeys(ground, ground)
    assert [str(one) for one in between_packages() if unit(one.to) not in may[unit(one.of)]] == []


def test_what_is_allowed_is_needed() -> None:
    held = {(unit(one.of), unit(one.to)) for one in between_packages()}
    spare = [
        f"{one.name} -> {name}" for one in layers().packages for name in one.imports if (one.name, name) not in held
    ]
    assert spare == []
    there = {(unit(one.of), one.to, one.kind) for one in imports()}
    assert [one for one in layers().against if (one.of, one.to, one.kind) not in there] == []


def test_nobody_imports_the_face_of_the_package() -> None:
    assert [str(one) for one in imports() if one.to == PACKAGE] == []


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        ("from lansir.store import Store", "at once"),
        ("import lansir.store", "at once"),
        ("try:\n    import lansir.store\nexcept ImportError: ...", "at once"),
        ("class A:\n    from lansir import store", "at once"),
        ("if TYPE_CHECKING:\n    from lansir.store import Store", "typing"),
        ("if typing.TYPE_CHECKING:\n    import lansir.store\nelse:\n    pass", "typing"),
        ("def f():\n    from lansir import store", "late"),
        ("import importlib\ndef f():\n    importlib.import_module('lansir.store')", "late"),
        ("async def f():\n    if x:\n        import lansir.store", "late"),
    ],
)
def test_every_way_of_importing_is_seen(code: str, kind: str) -> None:
    assert [(one.to, one.kind) for one in imports_of("lansir.x", ast.parse(code))] == [("lansir.store", kind)]


def test_a_circle_is_seen() -> None:
    straight = [("a", "b"), ("b", "c"), ("c", "d"), ("d", "d")]
    assert circle(straight) == []
    assert set(circle([*straight, ("d", "b")])) == {"b", "c", "d"}
