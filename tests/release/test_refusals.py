"""A release is refused, with the reason, wherever something is not as it has to be."""

import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from release import documents, gate, locks, versions
from release.__main__ import refused
from release.checks import CHECKS, Asked, reasons, uncommitted
from release.tree import Tree
from tests.release.conftest import DAY, DIGEST, FILES, Fake, git, write

VERSION = "1.2.3"
FLOORS = "bench/floors.yaml"
CITATION_KEYS = {
    "abstract", "authors", "cff-version", "commit", "contact", "date-released", "doi", "identifiers", "keywords",
    "license", "license-url", "message", "preferred-citation", "references", "repository", "repository-artifact",
    "repository-code", "title", "type", "url", "version",
}  # fmt: skip
"""All that the Citation File Format 1.2.0 knows on its first level."""
LOOKS_AT_A_PAGE = re.compile(r"""(?:ROOT|parents\[\d\]) / ["](?:README|docs["/])|import\s.*\b(?:DOCS|PAGE)\b""")
LARGE = ("review", "materials", "documents")
"""Checks of the whole project, or that start pytest once more; they have tests of their own."""


def asked(tree: Tree, version: str = VERSION) -> Asked:
    return Asked(tree, version, tree.root / "data")


def of(name: str, tree: Tree, version: str = VERSION) -> list[str]:
    """What one check has against a release."""
    return list(CHECKS[name](asked(tree, version)))


def test_nothing_speaks_against_a_checkout_where_all_is_well(fake: Fake) -> None:
    tree = fake()
    own = {name: check for name, check in CHECKS.items() if name not in LARGE}
    assert list(reasons(asked(tree), own)) == [(name, []) for name in own]


class TestTree:
    def test_changed_and_new_files(self, fake: Fake) -> None:
        tree = fake()
        write(tree.root, {"README.md": "else", "new/file name.txt": ""})
        (said,) = uncommitted(asked(tree))
        assert said.startswith("2 files differ from the last commit: README.md, ")

    def test_a_few_of_many_are_named(self, fake: Fake) -> None:
        tree = fake()
        write(tree.root, {f"new{n}": "" for n in range(9)})
        (said,) = uncommitted(asked(tree))
        assert "and 4 more" in said

    def test_what_git_ignores_does_not_count(self, fake: Fake) -> None:
        tree = fake()
        write(tree.root, {"dist/lansir.whl": ""})
        assert list(uncommitted(asked(tree))) == []

    def test_a_folder_that_is_no_checkout_speaks_against_it(self, tmp_path: Path) -> None:
        ((_, said),) = reasons(asked(Tree(tmp_path)), {"tree": uncommitted})
        assert "git checkout" in said[0]


class TestVersion:
    def test_the_changelog_does_not_have_it(self, fake: Fake) -> None:
        tree = fake({"CHANGELOG.md": "# Changelog\n\n## [Unreleased] 1.2.3\n"})
        assert of("version", tree) == [
            "CHANGELOG.md has no heading '## [1.2.3] - YYYY-MM-DD'; give the version its day"
        ]

    def test_the_changelog_has_no_real_day(self, fake: Fake) -> None:
        tree = fake({"CHANGELOG.md": "## [1.2.3] - 2026-02-30\n"})
        assert "YYYY-MM-DD" in of("version", tree)[0]

    def test_the_day_is_to_come(self, fake: Fake) -> None:
        day = (datetime.now(UTC) + timedelta(days=2)).date().isoformat()
        files = {name: FILES[name].replace(DAY, day) for name in ("CHANGELOG.md", "CITATION.cff")}
        assert "is to come" in of("version", fake(files))[0]

    def test_the_package_says_another(self, fake: Fake) -> None:
        tree = fake({"src/lansir/_version.py": '__version__ = "1.2.3.dev0"\n'})
        assert of("version", tree) == ["src/lansir/_version.py says 1.2.3.dev0; write 1.2.3"]

    def test_the_citation_says_another_or_another_day(self, fake: Fake) -> None:
        cited = FILES["CITATION.cff"].replace("1.2.3", "1.2.2").replace(DAY, "2026-01-01")
        said = of("version", fake({"CITATION.cff": cited}))
        assert [line.split(" says ")[1].split(";")[0] for line in said] == ["version 1.2.2", "date-released 2026-01-01"]

    @pytest.mark.parametrize("key", versions.REQUIRED)
    def test_the_citation_lacks_what_its_format_asks_for(self, fake: Fake, key: str) -> None:
        cited = FILES["CITATION.cff"].replace(f"{key}:", f"other-{key}:")
        assert of("version", fake({"CITATION.cff": cited})) == [
            f"CITATION.cff has no {key}; every citation file needs it"
        ]

    def test_it_is_tagged_already(self, fake: Fake) -> None:
        tree = fake()
        git(tree.root, "tag", "v1.2.3")
        assert of("version", tree) == ["the tag v1.2.3 is there already; a version is released once"]

    @pytest.mark.parametrize("version", ["1.2", "1.2.3.dev0", "v1.2.3", "1.2.3; rm -rf", "1.2.3\n"])
    def test_it_is_no_version_to_release(self, fake: Fake, version: str) -> None:
        assert "is no version that is released" in of("version", fake(), version)[0]


class TestLocks:
    def test_a_dependency_is_not_locked(self, fake: Fake) -> None:
        tree = fake({"pyproject.toml": FILES["pyproject.toml"].replace('"alpha>=1"', '"alpha>=1", "Gamma_Ray>=2"')})
        assert of("locks", tree) == [
            "requirements.lock: Gamma_Ray is not in it, and pyproject.toml asks for it; run make lock"
        ]

    def test_a_pin_is_older_than_what_is_asked_for(self, fake: Fake) -> None:
        tree = fake({"pyproject.toml": FILES["pyproject.toml"].replace("alpha>=1", "alpha>=1.6")})
        assert of("locks", tree) == [
            "requirements.lock: alpha 1.5, and pyproject.toml asks for alpha>=1.6; run make lock"
        ]

    def test_a_group_has_no_lock(self, fake: Fake) -> None:
        tree = fake({"pyproject.toml": FILES["pyproject.toml"] + 'more = ["delta"]\n'})
        assert of("locks", tree) == ["requirements-more.lock: it is missing; run make lock"]

    def test_a_pin_without_a_hash_binds_nothing(self, fake: Fake) -> None:
        tree = fake({"requirements.lock": "alpha==1.5\n    # via lansir\n"})
        assert of("locks", tree) == ["requirements.lock: alpha has no hash; run make lock"]

    def test_what_is_tested_is_not_what_is_installed(self, fake: Fake) -> None:
        tree = fake({"requirements-dev.lock": FILES["requirements-dev.lock"].replace("1.5", "1.4")})
        assert "another than in requirements.lock" in of("locks", tree)[0]

    def test_a_lock_is_read_whole(self) -> None:
        text = (
            "alpha==1.5 ; sys_platform == 'win32' \\\n"
            f"    --hash=sha256:{DIGEST} \\\n    --hash=sha256:{'b' * 64}\n    # via\n    #   -c a.lock\n    #   beta\n"
            f"Beta.B==2 \\\n    --hash=sha256:{DIGEST}\n    # via lansir (pyproject.toml)\n"
        )
        first, second = locks.pins(text)
        assert first == ("alpha", "1.5", "sys_platform == 'win32'", (DIGEST, "b" * 64), ("beta",))
        assert second == ("beta-b", "2", "", (DIGEST,), ("lansir",))


class TestDocuments:
    def test_the_table_of_the_readme_is_another(self, fake: Fake) -> None:
        tree = fake({"README.md": FILES["README.md"].replace("| 1 |", "| 2 |")})
        assert of("readme", tree) == [
            "README.md: its table is not that of docs/results.md; run python -m bench.report --readme"
        ]

    @pytest.mark.slow
    def test_a_test_of_documents_fails(self, fake: Fake) -> None:
        tree = fake({"tests/test_docs.py": "def test_so() -> None:\n    assert 1 == 2\n"})
        assert of("documents", tree) == ["documents: tests/test_docs.py::test_so fails; bring the documents up to date"]

    def test_no_test_of_documents_is_there(self, fake: Fake) -> None:
        tree = fake()
        (tree.root / "tests/test_docs.py").unlink()
        assert "none of these tests is there" in of("documents", tree)[0]

    def test_figures_of_another_model(self, fake: Fake) -> None:
        tree = fake({"src/lansir/model/model.json": '{"version": "2027.1"}'})
        results, reliability, scale = documents.unmeasured(tree)
        is_old = "was measured with model 2026.12, and 2027.1 is shipped"
        assert results == f"docs/results.md: bench.accuracy {is_old}; run make bench"
        assert reliability == f"docs/reliability.md: bench.fuzz {is_old}; measure anew as that page tells"
        assert scale == f"docs/scale.md: bench.scale {is_old}; run python -m bench.scale_page"

    @pytest.mark.parametrize("page", documents.MEASURED_ON)
    def test_the_pages_of_this_project_name_the_model_of_their_figures(self, tree: Tree, page: str) -> None:
        assert documents.MEASURED.findall(tree.text(page))

    @pytest.mark.parametrize("page", documents.MEASURED_ON)
    def test_figures_of_no_model(self, fake: Fake, page: str) -> None:
        tree = fake({page: FILES[page].replace("model 2026.12", "no model")})
        (said,) = documents.unmeasured(tree)
        assert said.startswith(f"{page}: no figure names a model; ")

    def test_every_test_that_holds_documents_is_there(self, tree: Tree) -> None:
        assert [name for name in documents.HELD_BY if not (tree.root / name).exists()] == []

    def test_every_test_that_looks_at_a_page_is_asked(self, tree: Tree) -> None:
        tests = {path: path.relative_to(tree.root).as_posix() for path in tree.root.glob("tests/**/test_*.py")}
        looking = {name for path, name in tests.items() if LOOKS_AT_A_PAGE.search(path.read_text(encoding="utf-8"))}
        assert {"tests/export/test_columns.py", "tests/house/test_public_api.py"} <= looking
        asked = {name for name in looking if name.startswith(documents.HELD_BY)}
        assert looking - asked == set()


class TestGate:
    def test_a_figure_fell(self, fake: Fake) -> None:
        tree = fake({"bench/gate.py": "print('FELL: events (all): 0.500, was 0.620')\nraise SystemExit(1)\n"})
        assert of("gate", tree) == ["gate: FELL: events (all): 0.500, was 0.620"]

    def test_it_cannot_be_run(self, fake: Fake) -> None:
        tree = fake({"bench/gate.py": "raise SystemExit('bench.gate: another gold')\n"})
        assert of("gate", tree) == ["gate: bench.gate: another gold"]

    def test_without_annotation(self, fake: Fake) -> None:
        said = list(gate.fallen(fake(), Path("nowhere")))
        assert said == ["nowhere/annotation: no such folder, and the gate cannot be run without; name it with --data"]


class TestFloors:
    @pytest.fixture
    def released(self, fake: Fake) -> Tree:
        tree = fake()
        git(tree.root, "tag", "v1.0.0")
        return tree

    @pytest.mark.parametrize(
        ("before", "now", "said"),
        [
            (
                "events: {all: 0.6}",
                "events: {all: 0.59}",
                "events (all) 0.59, was 0.6 in v1.0.0; a floor is never lowered",
            ),
            (
                "{all: 0.05}",
                "{all: 0.06}",
                "said actual, is not (all) 0.06, was 0.05 in v1.0.0; a floor is never lowered",
            ),
            ("  events: {all: 0.6}\n", "", "events (all) is gone, was 0.6 in v1.0.0; put it back"),
            ("noise: 0.01", "noise: 0.02", "noise 0.02, was 0.01 in v1.0.0; raise the reader, not the noise"),
        ],
    )
    def test_one_is_lower_than_in_the_last_release(self, released: Tree, before: str, now: str, said: str) -> None:
        write(released.root, {FLOORS: FILES[FLOORS].replace(before, now)})
        assert of("floors", released) == [f"{FLOORS}: {said}"]

    def test_higher_ones_and_new_ones_are_welcome(self, released: Tree) -> None:
        better = FILES[FLOORS].replace("0.6}", "0.7, id: 0.5}").replace("0.05", "0.04")
        write(released.root, {FLOORS: better})
        assert of("floors", released) == []

    def test_the_first_release_has_nothing_before_it(self, fake: Fake) -> None:
        assert of("floors", fake()) == []


def test_all_reasons_are_told_at_once(
    fake: Fake, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in LARGE:
        monkeypatch.delitem(CHECKS, name)
    tree = fake({"CHANGELOG.md": "", "src/lansir/model/model.json": '{"version": "2027.1"}'})
    assert refused(Asked(tree, VERSION, tree.root / "nowhere"))
    said = capsys.readouterr().out.splitlines()
    assert [line.split()[0] for line in said if line.endswith(" no")] == ["version", "results", "gate"]
    assert [line.split()[0] for line in said if line.endswith(" ok")] == ["tree", "locks", "readme", "floors"]
    assert said[-1] == "1.2.3 is not released: 5 reasons, above"


class TestThisProject:
    def test_the_citation_is_one_by_its_format(self, tree: Tree) -> None:
        cited = versions.citation(tree)
        assert [key for key in versions.REQUIRED if not cited.get(key)] == []
        assert cited.keys() <= CITATION_KEYS
        assert cited["cff-version"] == "1.2.0"
        assert cited["type"] in ("software", "dataset")
        assert all(author.keys() & {"name", "family-names", "given-names", "alias"} for author in cited["authors"])

    def test_the_citation_and_the_package_are_of_one_version(self, tree: Tree) -> None:
        assert versions.citation(tree)["version"] == versions.version_of(tree).partition(".dev")[0]
