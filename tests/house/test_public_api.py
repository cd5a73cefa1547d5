"""What others build on stays as it is: the names, signatures and fields of `public_api.txt`.

Where a change is meant: tell of it in CHANGELOG.md, then `python -m tests.house.test_public_api` and
`python -m docs.python_api` write the outline and the page anew.
"""

from difflib import unified_diff
from pathlib import Path
from types import FunctionType

import pytest

import lansir
from docs.python_api import PAGE, Public, named_by_docs, outline, page, public

OUTLINE = Path(__file__).with_name("public_api.txt")


def changes(before: str, after: str) -> str:
    """The lines that went and came, behind the class that they are of."""
    told, head = [], ""
    for line in [*unified_diff(before.splitlines(), after.splitlines(), lineterm="", n=len(before))][3:]:
        if line.startswith(" class"):
            head = line
        elif line[0] in "+-":
            told += [head, line] if head else [line]
            head = ""
    return "\n".join(told)


def test_the_public_api_is_frozen() -> None:
    changed = changes(OUTLINE.read_text("utf-8"), outline(public()))
    assert not changed, f"the public API has changed:\n{changed}"


def test_a_change_is_told_with_its_class() -> None:
    before = "class a.A\n    one: int\nclass a.B\n    two: int\n    three: int\n"
    told = changes(before, before.replace("two: int", "two: str"))
    assert told.splitlines() == [" class a.B", "-    two: int", "+    two: str"]


def test_it_begins_with_what_the_package_names() -> None:
    values = {id(one.value) for one in public()}
    named = [getattr(lansir, name) for name in lansir.__all__ if name != "__version__"]
    assert all(id(value) in values or hasattr(value, "__all__") for value in named)
    assert all(id(getattr(value, inner)) in values for value in named for inner in getattr(value, "__all__", ()))


def test_it_has_the_protocols_of_plugins_and_what_records_lead_to() -> None:
    names = {f"{one.module}.{one.name}" for one in public()}
    assert {"lansir.export.format.Exporter", "lansir.ingest.sources.SourcePlugin", "lansir.hooks.PageAdapter"} <= names
    assert {"lansir.record.Span", "lansir.record.PlaceCandidate", "lansir.query.selection.Selection"} <= names


@pytest.mark.parametrize("one", public(), ids=lambda one: f"{one.module}.{one.name}")
def test_each_public_name_says_what_it_is(one: Public) -> None:
    if isinstance(one.value, FunctionType | type):
        assert one.value.__doc__
        assert not one.value.__doc__.startswith(f"{one.name}(")  # what dataclasses and structs write of themselves


def test_each_is_on_the_page_and_what_pages_name_is_public() -> None:
    assert PAGE.read_text("utf-8") == page(), "docs/python-api.md is stale: python -m docs.python_api"
    defined = {one.defined for one in public()}
    for name in named_by_docs():
        module, _, last = name.rpartition(".")
        assert Public(module, last, getattr(__import__(module, fromlist=[last]), last)).defined in defined


if __name__ == "__main__":
    OUTLINE.write_text(outline(public()), encoding="utf-8")
