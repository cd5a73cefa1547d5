"""What is known against the pinned versions: `python -m release.audit [--tools DIR] [--strict]`. It asks the network.

Two things are asked: the package registry, whether every pinned file is there with its hash and none was withdrawn
(pip's report of a dry run), and the database of advisories, for all locks (pip-audit). A database that cannot be asked
is told and never taken for "nothing known"; the review (`release/review.yaml`) is then what there is, and `--strict`
fails.
"""

import argparse
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

import msgspec

from lansir.errors import InputError, LansirError
from release.archives import tool
from release.locks import RUNTIME
from release.review import review
from release.tree import Tree

__all__ = ["Answer", "Asked", "Vulnerability", "advisories", "answer", "audit", "told", "withdrawn"]


class Vulnerability(msgspec.Struct, frozen=True):
    """One advisory, as pip-audit has it."""

    id: str
    fix_versions: list[str] = []


class Asked(msgspec.Struct, frozen=True):
    """One package that was asked about; `skip_reason` where there was no answer."""

    name: str
    version: str = ""
    vulns: list[Vulnerability] = []
    skip_reason: str = ""


class Audited(msgspec.Struct, frozen=True):
    """What pip-audit prints."""

    dependencies: list[Asked]


class Installed(msgspec.Struct, frozen=True):
    """One package of pip's report."""

    metadata: dict[str, object]
    is_yanked: bool = False


class Report(msgspec.Struct, frozen=True):
    """What pip's report of a dry run holds."""

    install: list[Installed]


class Answer(NamedTuple):
    """What came of asking: what is wrong, how many packages were answered for, and how many were not."""

    wrong: list[str]
    answered: int
    unanswered: int


def withdrawn(root: Path, tools: Path) -> list[str]:
    """A line for each pinned package of the runtime that was withdrawn (yanked); InputError where a file is missing."""
    pip = [
        str(tool(tools, "python")),
        "-m",
        "pip",
        "install",
        "--dry-run",
        "--ignore-installed",
        "--no-deps",
        "--quiet",
    ]
    command = [*pip, "--require-hashes", "-r", RUNTIME, "--report", "-"]
    report = msgspec.json.decode(_printed(command, root), type=Report)
    names = [f"{one.metadata['name']} {one.metadata['version']}" for one in report.install if one.is_yanked]
    return [f"{RUNTIME}: {name} was withdrawn by its makers; run make lock" for name in names]


def advisories(root: Path, tools: Path, locks: Iterable[str]) -> Answer:
    """What the database of advisories says of all packages of these locks."""
    named = [part for lock in locks for part in ("-r", lock)]
    options = ["--require-hashes", "--disable-pip", "--progress-spinner", "off", "-f", "json"]
    printed = _printed([str(tool(tools, "pip-audit")), *named, *options], root, fails=(0, 1))
    return answer(msgspec.json.decode(printed, type=Audited).dependencies)


def answer(asked: list[Asked]) -> Answer:
    """What the answers come to; a package that is in several locks counts once."""
    wrong = {
        f"{one.name} {one.version}: {found.id}, mended in {' or '.join(found.fix_versions) or 'no version yet'}"
        for one in asked
        for found in one.vulns
    }
    answered = {one.name for one in asked if not one.skip_reason}
    return Answer(sorted(wrong), len(answered), len({one.name for one in asked} - answered))


def audit(tree: Tree, tools: Path) -> Answer:
    """Both, of one tree."""
    locks = sorted(path.name for path in tree.root.glob("requirements*.lock"))
    gone, found = withdrawn(tree.root, tools), advisories(tree.root, tools, locks)
    return found._replace(wrong=[*gone, *found.wrong])


def _printed(command: list[str], root: Path, fails: tuple[int, ...] = (0,)) -> bytes:
    done = subprocess.run(command, cwd=root, capture_output=True, check=False)
    if done.returncode not in fails or not done.stdout.strip():
        told = done.stderr.decode(errors="replace").strip().splitlines()[-1:] or ["it said nothing"]
        raise InputError(f"{Path(command[0]).name}: {told[0]}; nothing was audited")
    return done.stdout


def main(arguments: list[str] | None = None) -> int:
    """Print what was found; 1 where something is wrong, or with `--strict` was not answered, 2 where asking failed."""
    parser = argparse.ArgumentParser(prog="python -m release.audit", description=str(__doc__).split("\n", 1)[0])
    parser.add_argument("--tools", type=Path, default=Path("build/release"), help="where the tools are installed")
    parser.add_argument("--strict", action="store_true", help="fail where the database could not be asked, too")
    options = parser.parse_args(arguments)
    try:
        found = audit(Tree(Path.cwd()), options.tools)
    except LansirError as error:
        print(f"release.audit: {error}", file=sys.stderr)
        return 2
    print(*found.wrong, sep="\n", end="\n" if found.wrong else "")
    print(told(found))
    return 1 if found.wrong or (options.strict and found.unanswered) else 0


def told(found: Answer) -> str:
    """In a line, how much was answered."""
    if not found.unanswered:
        return f"{found.answered} packages asked about, {len(found.wrong)} things known against them"
    stands = f"what stands is the review of {review().day} (docs/supply-chain.md)"
    return (
        f"NOT AUDITED: the database said nothing of {found.unanswered} packages ({found.answered} answered); {stands}"
    )


if __name__ == "__main__":
    sys.exit(main())
