"""Cut a release: `python -m release VERSION [--data DIR] [--out DIR] [--tools DIR] [--check]`.

Checks everything first and refuses with the reasons; then builds wheel, source archive, bill of materials and
SHA256SUMS, tries the wheel in a fresh environment, and prints the command that tags the commit. It commits, tags and
sends nothing.
"""

import argparse
import hashlib
import sys
from collections.abc import Iterator
from pathlib import Path

from lansir.errors import InputError, LansirError
from release import archives, sbom, trial
from release.checks import Asked, reasons
from release.tree import Tree

__all__ = ["main", "refused", "sums"]

SUMS = "SHA256SUMS"


def refused(asked: Asked) -> bool:
    """Print each check with what speaks against the release, and say whether anything does."""
    against = 0
    for name, found in reasons(asked):
        print(f"{name:<10} {'no' if found else 'ok'}", flush=True)
        print(*(f"  - {line}\n" for line in found), sep="", end="")
        against += len(found)
    if against:
        print(f"{asked.version} is not released: {against} reasons, above")
    return against > 0


def sums(folder: Path, names: list[str]) -> str:
    """The text of SHA256SUMS, as `sha256sum --check` takes it."""
    return "".join(f"{hashlib.sha256((folder / name).read_bytes()).hexdigest()}  {name}\n" for name in sorted(names))


def built(asked: Asked, out: Path, tools: Path) -> list[Path]:
    """Build everything into a folder; what an earlier release left there goes first."""
    out.mkdir(parents=True, exist_ok=True)
    for old in [*out.glob("lansir-*"), *out.glob(SUMS)]:
        old.unlink()
    epoch = asked.tree.epoch()
    made = list(archives.build(asked.tree.root, out, tools, epoch))
    bill = out / f"lansir-{asked.version}.cdx.json"
    bill.write_text(sbom.written(sbom.bill(asked.tree, epoch)), encoding="utf-8")
    made.append(bill)
    (out / SUMS).write_text(sums(out, [path.name for path in made]), encoding="utf-8")
    return made


def faults(made: list[Path], asked: Asked, tools: Path) -> Iterator[str]:
    """What is wrong with what was built, and what goes wrong with the wheel where nothing else is."""
    for archive in made[:2]:
        yield from archives.faults(archive)
    yield from sbom.invalid(made[2], tools)
    yield from trial.faults(made[0], asked.tree.root, asked.version)


def main(arguments: list[str] | None = None) -> int:
    """1 where the release is refused or what was built does not work, 2 where a step cannot be done."""
    options, tree = _parser().parse_args(arguments), Tree(Path.cwd())
    asked = Asked(tree, options.version, options.data)
    try:
        if refused(asked):
            return 1
        if options.check:
            return 0
        made = built(asked, options.out, options.tools)
        for path in made:
            print(f"{path}: {path.stat().st_size / 1e6:.1f} MB")
        if found := list(faults(made, asked, options.tools)):
            raise InputError("; ".join(found))
    except LansirError as error:
        print(f"release: {error}", file=sys.stderr)
        return 2
    commit = tree.git("rev-parse", "HEAD").strip()
    print(f'It works. Tag it:\n  git tag --annotate v{asked.version} --message "Lansir {asked.version}" {commit}')
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m release", description=str(__doc__).split("\n", 1)[0])
    parser.add_argument("version", help="the version to release, as in 1.2.3")
    parser.add_argument(
        "--data", type=Path, default=Path("../shared"), help="the folder with annotation/, for the gate"
    )
    parser.add_argument("--out", type=Path, default=Path("dist"), help="the folder to write to")
    parser.add_argument(
        "--tools", type=Path, default=Path("build/release"), help="where the release tools are installed"
    )
    parser.add_argument("--check", action="store_true", help="only check")
    return parser


if __name__ == "__main__":
    sys.exit(main())
