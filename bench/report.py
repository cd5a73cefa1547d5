"""Composing `docs/results.md` from the benches: `python -m bench.report [--data DIR] [--readme]`.

Every bench is run as a command of its own, so a figure never comes from anywhere but a run. A section whose bench or
data is missing is left out; without the annotated text, from which the headline comes, nothing is run at all. `--only
MODULE` writes that section alone anew and leaves the others as they are; what stands behind `--` goes to its bench.
`--readme` runs nothing: it copies the headline of the page into the README.
"""

import argparse
import importlib.util
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import msgspec

from bench.accuracy.page import headline, markdown
from bench.accuracy.results import Results
from bench.growth_fit import Growth
from bench.growth_page import describe as describe_growth
from bench.growth_page import image_of as image_of_growth
from bench.machine import machine
from bench.markdown import describe
from bench.peers.compare import Results as Comparison
from bench.peers.field import CLOSE as FIELD_CLOSE
from bench.peers.field import OPEN as FIELD_OPEN
from bench.peers.field import field
from bench.peers.page import describe as describe_peers
from bench.race.page import IMAGE as RACE_IMAGE
from bench.race.page import describe as describe_race
from bench.race.turns import Results as Races
from bench.report_parts import renewed
from lansir.encoder import load_model

__all__ = ["SECTIONS", "ReportError", "Section", "between", "fill", "main", "replaced", "report", "section"]

ROOT = Path(__file__).parent.parent
KEPT = Path(__file__).parent / "kept"
OPEN, CLOSE = "<!-- headline:start -->", "<!-- headline:end -->"
ABSENT = "### Not run"
COPIED = ((OPEN, CLOSE), (FIELD_OPEN, FIELD_CLOSE))
"""The marks around what the README takes over from the page."""
INTRODUCTION = """# Results

Written by `python -m bench.report`; every figure comes from the run that its section names. Intervals hold the middle
95% of 1,000 bootstrap resamples of the documents.

The development part is every sixth annotated document (`bench/parts.py`). The model was trained without it. But
decoding thresholds and confidences were fitted on it, and what was read wrongly in it said which regularities of
statements and of slots to count in the training part (`training/experiments.md`, 7, 8 and 10): figures of statements
and events are a little kind. Page reading was tuned on the very pages that it is measured on here.
"""


class ReportError(Exception):
    """A bench that failed, or a page without the marks that a table goes between."""


@dataclass(frozen=True)
class Section:
    """A bench, and how what it prints becomes Markdown.

    `data` is its folder below the data folder, None where it needs none; `more` is a second one. `render` gets what was
    printed and the line that says how it was measured; both are kept in `bench/kept/` of a `slow` one. `reads` says
    that the model is run, where what is printed does not. `draw` makes a picture of what was printed in the folder of
    the page.
    """

    title: str
    module: str
    data: str | None
    render: Callable[[bytes, str], str]
    options: tuple[str, ...] = ("--json",)
    more: str | None = None
    slow: bool = False
    reads: bool = False
    draw: Callable[[bytes, Path], None] | None = None

    def folders(self, data: Path) -> list[Path]:
        """Its folders below the data folder."""
        return [data / name for name in (self.data, self.more) if name]


def _accuracy(found: bytes, measured: str) -> str:
    results = msgspec.json.decode(found, type=Results)
    top = f"{measured} {results.documents} documents.\n\n{headline(results)}"
    return f"{OPEN}\n{top}\n{CLOSE}\n\n{markdown(results)}"


def _plain(found: bytes, measured: str) -> str:
    return f"{measured}\n\n{describe(_measures(found))}"


def _verbatim(found: bytes, measured: str) -> str:
    return f"{measured}\n\n```text\n{found.decode().strip()}\n```"


def _markdown(found: bytes, measured: str) -> str:
    return f"{measured}\n\n{found.decode().strip()}"


def _peers(found: bytes, measured: str) -> str:
    compared = msgspec.json.decode(found, type=Comparison)
    return f"{measured}\n\n{field(compared)}\n\n{describe_peers(compared)}"


def _race(found: bytes, measured: str) -> str:
    return f"{measured}\n\n{describe_race(msgspec.json.decode(found, type=Races))}"


def _growth(found: bytes, measured: str) -> str:
    return f"{measured}\n\n{describe_growth(msgspec.json.decode(found, type=Growth))}"


def _draw_race(found: bytes, folder: Path) -> None:
    from bench.race.plot import draw  # noqa: PLC0415 - drawing takes long to load

    draw(msgspec.json.decode(found, type=Races), folder / RACE_IMAGE)


def _draw_growth(found: bytes, folder: Path) -> None:
    from bench.growth_plot import draw  # noqa: PLC0415 - drawing takes long to load

    growth = msgspec.json.decode(found, type=Growth)
    draw(growth, folder / image_of_growth(growth))


DEVELOPMENT = ("--part", "development")
SECTIONS = (
    Section("Accuracy on the development part", "bench.accuracy", "annotation", _accuracy, (*DEVELOPMENT, "--json")),
    Section("Marked pairs of the development part", "bench.pairs", "annotation", _markdown, (), reads=True),
    Section("Agreement of two annotators", "bench.agreement", "annotation", _markdown, (), more="data"),
    Section("Main text of pages", "bench.pages", "data/pages/scrapinghub", _plain),
    Section(
        "Sentence boundaries of the development part", "bench.sentences", "annotation/text", _verbatim, DEVELOPMENT
    ),
    Section("Entities of the development part", "bench.entities", "annotation", _verbatim, DEVELOPMENT, reads=True),
    Section("Title words of the development part", "bench.titles", "annotation", _verbatim, DEVELOPMENT),
    Section("Coreference", "bench.coreference", "annotation", _markdown, DEVELOPMENT, more="data/coref", reads=True),
    Section("Times of the development part", "bench.times", "annotation", _verbatim, DEVELOPMENT),
    Section("Times of MEANTIME", "bench.meantime", "data/time/meantime", _verbatim, ("--model",), reads=True),
    Section("Places of the development part", "bench.places", "annotation", _verbatim, DEVELOPMENT, reads=True),
    Section("Sizes of events of the development part", "bench.quantities", "annotation", _verbatim, DEVELOPMENT),
    Section(
        "Modes and contexts of the development part", "bench.codes", "annotation", _verbatim, DEVELOPMENT, reads=True
    ),
    Section("Stories of the example world", "bench.stories", None, _plain, reads=True),
    Section("Growth", "bench.growth", None, _growth, slow=True, draw=_draw_growth),
    Section("Growth with briefs", "bench.growth_briefs", None, _growth, slow=True, draw=_draw_growth),
    Section("Pages of the desk over that store", "bench.desk_pages", None, _plain, slow=True),
    Section(
        "Other systems on the same data", "bench.peers", "annotation", _peers, more="data/pages/scrapinghub", slow=True
    ),
    Section(
        "Speed beside other systems",
        "bench.race",
        "annotation",
        _race,
        more="data/pages/scrapinghub",
        slow=True,
        draw=_draw_race,
    ),
    Section("Robustness", "bench.robustness", "annotation", _markdown, (), slow=True, reads=True),
    Section("Speed", "bench.speed", None, _plain),
    Section("Where the time goes", "bench.stages", None, _plain),
)


def refuse_without(sections: Sequence[Section], data: Path) -> None:
    """ReportError where a folder that these sections are measured on is not there: before minutes go by."""
    missing = next((folder for one in sections for folder in one.folders(data) if not folder.is_dir()), None)
    if missing:
        told = missing if data.is_dir() else data
        raise ReportError(f"{told}: no such folder; name the one with annotation/ and data/ in it with --data")


def report(sections: tuple[Section, ...], data: Path, *, slow: bool = False) -> str:
    """The whole page; slow benches run only where asked for. Raises ReportError where a bench fails."""
    written = [text for one in sections if (text := _kept(one) if one.slow and not slow else section(one, data))]
    return "\n".join([INTRODUCTION, *written])


def _kept(one: Section) -> str | None:
    """A section as it was measured last, None where it never was."""
    path = KEPT / f"{one.module}.txt"
    if not path.exists():
        return None
    measured, _, found = path.read_text(encoding="utf-8").partition("\n")
    return f"## {one.title}\n\n{one.render(found.encode(), measured)}\n"


def _draw(sections: Sequence[Section], folder: Path) -> None:
    """Draw what was kept last of the sections that have a picture."""
    for one in sections:
        path = KEPT / f"{one.module}.txt"
        if one.draw and path.exists():
            one.draw(path.read_bytes().partition(b"\n")[2], folder)


def section(one: Section, data: Path, more: Sequence[str] = ()) -> str | None:
    """A section of the page, None where its bench or data is not there; `more` are options of the bench."""
    folders = one.folders(data)
    if importlib.util.find_spec(one.module) is None or not all(folder.is_dir() for folder in folders):
        return None
    arguments = ["-m", one.module, *map(str, folders), *one.options, *more]
    done = subprocess.run([sys.executable, *arguments], capture_output=True, check=False, cwd=Path.cwd())
    if done.returncode:
        last = done.stderr.decode(errors="replace").strip().splitlines()[-1:] or ["it said nothing"]
        raise ReportError(f"python {' '.join(arguments)} failed: {last[0]}")
    measured = _measured(arguments, done.stdout, reads=one.reads)
    if one.slow:
        (KEPT / f"{one.module}.txt").write_text(f"{measured}\n{done.stdout.decode()}", encoding="utf-8")
    return f"## {one.title}\n\n{one.render(done.stdout, measured)}\n"


def _measured(arguments: list[str], found: bytes, *, reads: bool = False) -> str:
    """How it was measured, in one line: command, date, machine, model."""
    told = _fields(found).get("model") if "--json" in arguments else None
    model = told or (load_model().card.version if reads else None)
    day = datetime.now(UTC).date().isoformat()
    return f"`python {' '.join(arguments)}`, {day}, {machine()}, {f'model {model}' if model else 'no model'}."


def _fields(found: bytes) -> dict[str, Any]:
    return msgspec.json.decode(found, type=dict[str, Any])


def _measures(found: bytes) -> dict[str, Any]:
    return {name: value for name, value in _fields(found).items() if name not in ("model", "machine")}


def between(page: str, start: str, end: str, where: str) -> str:
    """What stands between two marks of a page."""
    _, opened, rest = page.partition(start)
    inside, closed, _ = rest.partition(end)
    if not (opened and closed):
        raise ReportError(f"{where}: no {start} ... {end} in it; put the marks where the table is to go")
    return inside


def replaced(page: str, start: str, end: str, inside: str, where: str) -> str:
    """The page with other words between two marks."""
    old = between(page, start, end, where)
    return page.replace(f"{start}{old}{end}", f"{start}{inside}{end}", 1)


def fill(readme: Path, results: Path) -> None:
    """Copy what stands between the marks of the results page between those of the README.

    Raises ReportError where another system did not run: the README names the best of them.
    """
    page, told = _text(results), _text(readme)
    if ABSENT in page:
        raise ReportError(
            f"{results.name}: other systems did not run ({ABSENT.strip('# ')}), so the best of them is not known; "
            "make their environment as bench/peers/requirements.txt says and run those benches again"
        )
    for start, end in COPIED:
        told = replaced(told, start, end, between(page, start, end, results.name), readme.name)
    readme.write_text(told, encoding="utf-8")


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except OSError as error:
        raise ReportError(f"{path.name}: {error.strerror}; run `python -m bench.report` first") from None


def _only(names: Sequence[str], data: Path, out: Path, more: Sequence[str], *, slow: bool) -> str:
    """The page that is there with the sections of some benches written anew."""
    wanted = [one for one in SECTIONS if one.module in names]
    unknown = set(names) - {one.module for one in wanted}
    if unknown or (more and len(wanted) != 1):
        raise ReportError(f"{', '.join(sorted(unknown)) or 'options behind --'}: give one of the modules of the page")
    refuse_without([one for one in wanted if slow or not one.slow], data)
    texts = {one.title: _kept(one) if one.slow and not slow else section(one, data, more) for one in wanted}
    written = {title: text for title, text in texts.items() if text}
    return renewed(_text(out), written, [one.title for one in SECTIONS])


def _options() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m bench.report", description=__doc__)
    parser.add_argument("--data", type=Path, default=Path("../shared"), help="folder with annotation/ and pages/")
    parser.add_argument("--out", type=Path, default=ROOT / "docs" / "results.md")
    parser.add_argument("--readme", action="store_true", help="copy the headline of the page into README.md")
    parser.add_argument("--slow", action="store_true", help="run the slow benches too, instead of what they gave last")
    parser.add_argument("--only", action="append", default=[], metavar="MODULE", help="write the section of this bench")
    parser.add_argument("more", nargs="*", help="options of the only bench, behind --")
    return parser


def main(arguments: list[str] | None = None) -> int:
    """Run the benches and write the page, or fill the README from it; 1 and one line where that fails."""
    options = _options().parse_args(arguments)
    try:
        if options.readme:
            fill(ROOT / "README.md", options.out)
            return 0
        if options.only or options.more:
            page = _only(options.only, options.data, options.out, options.more, slow=options.slow)
        else:
            refuse_without(SECTIONS[:1], options.data)  # the headline is measured on it
            page = report(SECTIONS, options.data, slow=options.slow)
        options.out.write_text(page, encoding="utf-8")
        _draw([one for one in SECTIONS if not options.only or one.module in options.only], options.out.parent)
    except ReportError as error:
        print(f"bench.report: {error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
