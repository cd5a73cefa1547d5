"""The bill of materials names everything in a release, with licence and digests, in the same bytes each time."""

import hashlib
import json
import re
import tomllib
from pathlib import Path
from typing import Any

import pytest

from release.locks import RUNTIME, pins
from release.materials import covered, data_files, licences, materials, unclaimed
from release.sbom import bill, invalid, written
from release.tree import Tree
from tests.release.conftest import Fake

EPOCH = 1_795_000_000
Part = dict[str, Any]


@pytest.fixture(scope="module")
def whole(tree: Tree) -> Part:
    return bill(tree, EPOCH)


def references(parts: list[Part]) -> list[str]:
    return [name for part in parts for name in (part["bom-ref"], *references(part.get("components", [])))]


def test_every_pin_is_in_it_with_its_licence_and_the_digests_of_its_files(tree: Tree, whole: Part) -> None:
    found = {(part["name"], part["version"]): part for part in whole["components"] if "hashes" in part}
    pinned = pins(tree.text(RUNTIME))
    assert found.keys() == {(pin.name, pin.version) for pin in pinned}
    for pin in pinned:
        part = found[pin.name, pin.version]
        assert {one["content"] for one in part["hashes"]} == set(pin.hashes)
        assert part["purl"] == f"pkg:pypi/{pin.name}@{pin.version}"
        assert part["licenses"][0]["expression"]


def test_the_model_and_the_data_are_in_it_with_their_files(tree: Tree, whole: Part) -> None:
    (model,) = (part for part in whole["components"] if part["type"] == "machine-learning-model")
    files = {part["name"]: part["hashes"][0]["content"] for part in model["components"]}
    card = json.loads(tree.text("src/lansir/model/model.json"))
    assert model["version"] == card["version"]
    assert {f"lansir/model/{name}": digest for name, digest in card["sha256"].items()}.items() <= files.items()
    data = [part for part in whole["components"] if part["type"] == "data"]
    assert {"gazetteer", "country-names", "lansir-actors"} <= {part["name"] for part in data}
    gazetteer = (tree.root / "src/lansir/resolve/data/gazetteer.tsv.gz").read_bytes()
    assert hashlib.sha256(gazetteer).hexdigest() in written(whole)


def test_everything_is_named_once_and_every_dependency_leads_somewhere(whole: Part) -> None:
    names = [whole["metadata"]["component"]["bom-ref"], *references(whole["components"])]
    assert len(names) == len(set(names))
    refs = [one["ref"] for one in whole["dependencies"]]
    assert len(refs) == len(set(refs))
    assert {*refs, *(name for one in whole["dependencies"] for name in one["dependsOn"])} <= set(names)


def test_lansir_needs_what_its_project_names(tree: Tree, whole: Part) -> None:
    own = whole["metadata"]["component"]["bom-ref"]
    needs = next(one["dependsOn"] for one in whole["dependencies"] if one["ref"] == own)
    asked = tomllib.loads(tree.text("pyproject.toml"))["project"]["dependencies"]
    names = {re.split(r"[^A-Za-z0-9-]", one)[0] for one in asked}
    assert {ref.removeprefix("pkg:pypi/").partition("@")[0] for ref in needs if ref.startswith("pkg:")} == names


def test_the_same_tree_gives_the_same_bytes(tree: Tree, whole: Part) -> None:
    assert written(bill(tree, EPOCH)) == written(whole)


def test_it_is_of_the_day_of_its_commit_and_another_has_another_number(fake: Fake) -> None:
    small = fake()
    first, second = bill(small, EPOCH), bill(small, EPOCH + 1)
    assert first["metadata"]["timestamp"] == "2026-11-18T11:06:40Z"
    assert re.fullmatch(r"urn:uuid:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", first["serialNumber"])
    assert first["serialNumber"] != second["serialNumber"]


def test_no_path_of_a_machine_is_in_it(tree: Tree, whole: Part) -> None:
    assert str(tree.root) not in written(whole)


class TestMaterials:
    def test_every_file_of_others_is_claimed_once(self, tree: Tree) -> None:
        assert list(unclaimed(tree, materials(tree))) == []

    def test_every_material_has_files_and_a_notice_that_is_shipped(self, tree: Tree) -> None:
        names = data_files(tree)
        for one in materials(tree).materials:
            assert any(covered(name, one) for name in names)
            assert (tree.root / one.notice).is_file()

    def test_every_notice_and_licence_in_the_package_is_one_of_a_material(self, tree: Tree) -> None:
        found = [path for path in (tree.root / "src").rglob("*") if re.match(r"(NOTICE|LICENSE|COPYING)", path.name)]
        claimed = materials(tree).materials
        assert [path for path in found if not any(covered(path.as_posix(), one) for one in claimed)] == []

    def test_the_licence_of_the_wheel_is_that_of_all_its_parts(self, tree: Tree) -> None:
        stated = tomllib.loads(tree.text("pyproject.toml"))["project"]["license"]
        assert stated == " AND ".join(sorted(licences(materials(tree))))

    def test_a_file_of_nobody_is_told(self, fake: Fake) -> None:
        small = fake({"src/lansir/resolve/data/strange.bin": ""})
        said = list(unclaimed(small, materials(small)))
        assert said == [
            "src/lansir/resolve/data/strange.bin: of no material; name it once in release/materials.yaml",
        ]


@pytest.mark.slow
class TestSchema:
    def test_it_is_valid_by_the_schema_of_cyclonedx(self, whole: Part, tools: Path, tmp_path: Path) -> None:
        path = tmp_path / "lansir.cdx.json"
        path.write_text(written(whole), encoding="utf-8")
        assert invalid(path, tools) == []

    def test_what_is_not_valid_is_told(self, whole: Part, tools: Path, tmp_path: Path) -> None:
        path = tmp_path / "broken.cdx.json"
        path.write_text(written({**whole, "serialNumber": "one"}), encoding="utf-8")
        assert invalid(path, tools)[0].startswith("broken.cdx.json: ")
