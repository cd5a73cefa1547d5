"""A terminal as a newcomer has one: an empty home, a folder to work in, and the lines that the docs print."""

import os
import re
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

DOCS = Path(__file__).parents[2] / "docs"
STEP = re.compile(r"<!-- step: (\S+) -->\n```sh\n(.*?)^```$", re.MULTILINE | re.DOTALL)
FILE = re.compile(r"<!-- file: (\S+) -->\n```\w*\n(.*?)^```$", re.MULTILINE | re.DOTALL)
ID = re.compile(r"\b(?:ev|st)-[0-9a-f]{16}\b")
LONG = 600.0


def steps(page: Path) -> dict[str, list[str]]:
    """The lines of each named block of commands, those that go on behind a backslash joined."""
    found = STEP.findall(page.read_text(encoding="utf-8"))
    return {name: text.replace("\\\n", " ").splitlines() for name, text in found}


def files(page: Path) -> dict[str, str]:
    """The files that a page tells its reader to write."""
    return dict(FILE.findall(page.read_text(encoding="utf-8")))


def write(folder: Path, wanted: dict[str, str]) -> None:
    """Write files of a page into a folder."""
    for name, text in wanted.items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")


@dataclass(frozen=True)
class Said:
    """What a line came to."""

    code: int
    out: str
    err: str


@dataclass
class Terminal:
    """A window: where it is, and what it has in its environment."""

    folder: Path
    environment: dict[str, str] = field(default_factory=dict)

    def type(self, line: str, *, code: int | None = 0) -> Said:
        """Run a line as the shell does; it must end with `code`, unless that is None."""
        ran = subprocess.run(["bash", "-c", line], **self._where(), capture_output=True, timeout=LONG, check=False)  # type: ignore[call-overload]
        said = Said(ran.returncode, ran.stdout.decode(), ran.stderr.decode())
        assert code is None or said.code == code, (line, said)
        assert "Traceback" not in said.err
        return said

    @contextmanager
    def left_running(self, line: str) -> Iterator[Iterator[str]]:
        """What a line that does not end says, line by line; it is ended with Ctrl-C."""
        with subprocess.Popen(
            ["bash", "-c", f"exec {line}"], **self._where(), stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
        ) as process:  # type: ignore[call-overload]
            try:
                yield iter(process.stdout)
            finally:
                process.terminate()
                with suppress(subprocess.TimeoutExpired):
                    process.wait(10)
                process.kill()

    def _where(self) -> dict[str, object]:
        return {"cwd": self.folder, "env": self.environment, "stdin": subprocess.DEVNULL}


def window(folder: Path, home: Path, programs: Path) -> Terminal:
    """A terminal in `folder` with nothing of this machine's but the path to programs; `programs` comes first."""
    kept = {
        name: os.environ[name] for name in ("PATH", "PIP_INDEX_URL", "PIP_CERT", "PIP_FIND_LINKS") if name in os.environ
    }
    path = f"{programs}{os.pathsep}{kept['PATH']}"
    return Terminal(folder, kept | {"PATH": path, "HOME": str(home), "LC_ALL": "C.UTF-8", "BROWSER": "true"})
