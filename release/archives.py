"""Wheel and source archive, the same bytes from the same commit: `python -m release.archives [--out DIR]`.

Hatchling writes files in order of name, with fixed modes and owners; what is left to fix is the date in them
(SOURCE_DATE_EPOCH, the last commit's) and the version of hatchling (`requirements-release.lock`).
"""

import argparse
import os
import subprocess
import sys
import tarfile
import zipfile
from collections.abc import Iterator
from fnmatch import fnmatchcase
from importlib.resources import files
from pathlib import Path

import msgspec

from lansir.errors import InputError, LansirError
from release.tree import Tree

__all__ = ["Contents", "build", "contents", "faults", "names_in", "tool"]


class Contents(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What an archive must hold, must not hold, and may weigh at most, in bytes."""

    bytes: int
    needs: list[str]
    never: list[str]


def contents() -> dict[str, Contents]:
    """What the file says, by kind of archive: `wheel` and `sdist`."""
    return msgspec.yaml.decode(files("release").joinpath("contents.yaml").read_bytes(), type=dict[str, Contents])


def tool(tools: Path, name: str) -> Path:
    """A program of the environment of `requirements-release.lock`; InputError where it is not installed."""
    path = (tools / "bin" / name).absolute()
    if not path.exists():
        raise InputError(f"{path}: not installed; make wheel installs it, or name its environment with --tools")
    return path


def build(root: Path, out: Path, tools: Path, epoch: int) -> tuple[Path, Path]:
    """Build the wheel and the source archive of a tree into a folder, and say where they are.

    Raises InputError where hatchling is missing or fails. `epoch` is the date of the files, in seconds since 1970.
    """
    command = [str(tool(tools, "hatchling")), "build", "-d", str(out.absolute()), "-t", "sdist", "-t", "wheel"]
    environment = {**os.environ, "SOURCE_DATE_EPOCH": str(epoch), "PYTHONHASHSEED": "0", "LC_ALL": "C.UTF-8"}
    done = subprocess.run(command, cwd=root, env=environment, capture_output=True, text=True, check=False)
    # The paths are on standard output or beside the messages, as hatchling's version will have it.
    written = [line.strip() for line in (done.stdout + done.stderr).splitlines()]
    built = {line.endswith(".whl"): out / Path(line).name for line in written if line.endswith((".whl", ".tar.gz"))}
    if done.returncode or len(built) != 2:
        told = done.stderr.strip().splitlines()[-1:] or ["it said nothing"]
        raise InputError(f"hatchling: {told[0]}; the archives were not built")
    return built[True], built[False]


def names_in(archive: Path) -> list[str]:
    """The files of a wheel or a source archive."""
    if archive.suffix == ".whl":
        with zipfile.ZipFile(archive) as wheel:
            return wheel.namelist()
    with tarfile.open(archive) as source:
        return [member.name for member in source.getmembers() if member.isfile()]


def faults(archive: Path) -> Iterator[str]:
    """A line for whatever an archive lacks, holds although it should not, and where it is too large."""
    held, names = contents()["wheel" if archive.suffix == ".whl" else "sdist"], names_in(archive)
    top = {"root": names[0].partition("/")[0], "info": _info(names)}
    if (size := archive.stat().st_size) > held.bytes:
        yield f"{archive.name}: {size:,} bytes, and {held.bytes:,} are allowed"
    for pattern in held.needs:
        if not any(fnmatchcase(name, pattern.format(**top)) for name in names):
            yield f"{archive.name}: no {pattern.format(**top)} in it"
    for pattern in held.never:
        for name in names:
            if fnmatchcase(name, pattern.format(**top)):
                yield f"{archive.name}: {name} does not belong into it"


def _info(names: list[str]) -> str:
    return next((name.partition("/")[0] for name in names if ".dist-info/" in name), "")


def main(arguments: list[str] | None = None) -> int:
    """Build both and print their names and sizes; 1 where something is wrong with one, 2 where it cannot be built."""
    parser = argparse.ArgumentParser(prog="python -m release.archives", description=str(__doc__).split("\n", 1)[0])
    parser.add_argument("--out", type=Path, default=Path("dist"), help="the folder to write to")
    parser.add_argument("--tools", type=Path, default=Path("build/release"), help="where the tools are installed")
    options = parser.parse_args(arguments)
    try:
        built = build(Path.cwd(), options.out, options.tools, Tree(Path.cwd()).epoch())
    except LansirError as error:
        print(f"release.archives: {error}", file=sys.stderr)
        return 2
    for archive in built:
        print(f"{options.out / archive.name}: {archive.stat().st_size / 1e6:.1f} MB")
    found = [line for archive in built for line in faults(archive)]
    print(*found, sep="\n", end="\n" if found else "", file=sys.stderr)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
