"""The documentation says what is so."""

import re
import tomllib
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[1]
PAGES = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/*.md")])
LINK = re.compile(r"\]\((?!https?:|#)([^)#\s]+)")
ROW = re.compile(r"^\| `([^`]+)` \| (.+) \|$", re.M)
NAME = re.compile(r"^[A-Za-z0-9._-]+")


def project() -> dict[str, Any]:
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def named(requirements: list[str]) -> set[str]:
    return {match[0] for requirement in requirements if (match := NAME.match(requirement))}


def locked(name: str) -> set[str]:
    lines = (ROOT / name).read_text(encoding="utf-8").splitlines()
    return {line.split("==")[0].lower() for line in lines if "==" in line and not line.startswith(" ")}


def test_every_dependency_is_listed_with_a_reason_under_the_heading_where_it_belongs() -> None:
    page = (ROOT / "docs" / "dependencies.md").read_text(encoding="utf-8")
    runtime, _, development = page.partition("## For development")
    assert dict(ROW.findall(runtime)).keys() == named(project()["project"]["dependencies"])
    assert dict(ROW.findall(development)).keys() == named(project()["dependency-groups"]["dev"])


def test_the_locks_hold_every_dependency_and_the_development_lock_all_of_the_other() -> None:
    runtime, development = locked("requirements.lock"), locked("requirements-dev.lock")
    assert {name.lower() for name in named(project()["project"]["dependencies"])} <= runtime <= development
    assert {name.lower() for name in named(project()["dependency-groups"]["dev"])} <= development


@pytest.mark.parametrize("lock", sorted(path.name for path in ROOT.glob("requirements*.lock")))
def test_a_lock_names_packages_and_hashes_but_no_registry_and_no_path(lock: str) -> None:
    text = (ROOT / lock).read_text(encoding="utf-8")
    assert "--hash=sha256:" in text
    assert not re.search(r"://|index-url|find-links|^-|\s/\w", text, re.M)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_within_the_project_lead_somewhere(page: Path) -> None:
    broken = [link for link in LINK.findall(page.read_text(encoding="utf-8")) if not (page.parent / link).exists()]
    assert broken == []


def test_the_design_names_and_draws_every_package_and_module_of_the_top() -> None:
    design = (ROOT / "docs" / "design.md").read_text(encoding="utf-8")
    packages = {path.parent.name: f"`lansir/{path.parent.name}/`" for path in ROOT.glob("src/lansir/*/__init__.py")}
    modules = {path.stem: f"`lansir/{path.name}`" for path in ROOT.glob("src/lansir/[a-z]*.py")}
    assert len(packages) > 20 and len(modules) > 7
    assert sorted(name for name in (packages | modules).values() if name not in design) == []
    drawn = set(re.findall(r"[a-z_]+", design.partition("## All of it")[2].split("```")[1]))
    assert sorted((packages.keys() | modules.keys()) - drawn) == []
