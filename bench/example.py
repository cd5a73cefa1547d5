"""The picture and the record of the README, and the worked example: `python -m bench.example [--page NAME]`.

Reads a bundled example page and writes `docs/images/read.svg` (the terminal view) and, between the README's record
markers, its surest event that somebody reports, with the statement and the entities that it names. The record of a page
of one sentence (`bench/worked_example.html`) goes between the markers of `docs/record.md`, whole but for empty fields.
"""

import argparse
import io
import json
import re
from pathlib import Path
from typing import Any

import msgspec
from rich.console import Console

import lansir
from bench.scale_page import filled
from lansir.cli.view import View
from lansir.examples import example_pages
from lansir.record import Event, Record
from lansir.words.catalogue import messages

__all__ = ["MARK", "WORKED", "excerpt", "picture", "worked"]

ROOT = Path(__file__).parents[1]
MARK = "record"
WORKED = ROOT / "bench" / "worked_example.html"
WIDTH = 100
LINE = 116
"""Characters of a line of JSON that holds a whole part."""
FONT_FACE = re.compile(r"@font-face\s*\{[^}]*\}\s*")
LEFT_OUT = {"review", "id", "reasons"}


def picture(record: Record) -> str:
    """The terminal view as SVG, in the viewer's own monospaced font: nothing is fetched."""
    console = Console(record=True, width=WIDTH, file=io.StringIO(), force_terminal=True, color_system="truecolor")
    console.print(View(messages("en"), compact=True).render(record))
    svg = console.export_svg(title=f"lansir read {record.article.outlet}")
    return FONT_FACE.sub("", svg).replace("Fira Code", "ui-monospace, Menlo, Consolas")


def surest(record: Record) -> Event:
    """The event most sure of those with an actor, a recipient and a statement that tells them."""
    told = [event for event in record.events if event.reported_by and event.actors and event.recipients]
    return max(told or record.events, key=lambda event: event.confidence)


def excerpt(record: Record) -> str:
    """The event as JSON, with the statement and the entities that it points at."""
    event = surest(record)
    statement = next((one for one in record.statements if one.id == event.reported_by), None)
    slots = [*event.actors, *event.recipients]
    slots += [statement.speaker] if statement and statement.speaker else []
    named = {slot.entity for slot in slots}
    entities = [entity for entity in record.entities if entity.id in named]
    shown = {
        "events": [_plain(event)],
        "statements": [_plain(statement)] if statement else [],
        "entities": [_plain(entity, keep={"id"}) for entity in entities],
    }
    return json.dumps(shown, ensure_ascii=False, indent=2)


def _plain(item: msgspec.Struct, keep: frozenset[str] | set[str] = frozenset()) -> dict[str, Any]:
    """A struct without what is empty or of no use to a reader."""
    fields: dict[str, Any] = _filled(msgspec.to_builtins(item))
    return {name: value for name, value in fields.items() if name not in LEFT_OUT - set(keep)}


def _filled(part: Any) -> Any:  # noqa: ANN401  # JSON
    """The same without what is empty."""
    if isinstance(part, list):
        return [_filled(value) for value in part]
    if not isinstance(part, dict):
        return part
    kept = {name: _filled(value) for name, value in part.items() if value is not None and value is not False}
    return {name: value for name, value in kept.items() if value not in ([], {})}


def worked(record: Record) -> str:
    """The record as JSON without what is empty but for names, each part that fits into a line in one."""
    whole = _filled(msgspec.to_builtins(record))
    for part in (*whole["statements"], *whole["events"]):
        del part["review"]
    whole["entities"] = [{"id": part["id"], "name": None} | part for part in whole["entities"]]
    return _laid_out(whole, "")


def _laid_out(part: Any, indent: str) -> str:  # noqa: ANN401  # JSON
    flat = json.dumps(part, ensure_ascii=False)
    if not isinstance(part, dict | list) or (len(indent) + len(flat) < LINE and not _holds_parts(part)):
        return flat
    inner = indent + "  "
    if isinstance(part, list):
        lines = [inner + _laid_out(value, inner) for value in part]
        return "[\n" + ",\n".join(lines) + f"\n{indent}]"
    lines = [f"{inner}{json.dumps(name)}: {_laid_out(value, inner)}" for name, value in part.items()]
    return "{\n" + ",\n".join(lines) + f"\n{indent}}}"


def _holds_parts(part: dict[str, Any] | list[Any]) -> bool:
    """Whether it is an object with objects in it: one line would hide them."""
    return isinstance(part, dict) and any(isinstance(value, dict) for value in part.values())


def _put(path: Path, shown: str) -> None:
    """Write the record between the marks of a page; ValueError where it has none."""
    path.write_text(filled(path.read_text(encoding="utf-8"), MARK, f"```json\n{shown}\n```"), encoding="utf-8")


def main() -> None:
    """Read the page and write picture and record."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    pages = {path.name: path for path in example_pages()}
    parser.add_argument("--page", default=next(iter(pages)), choices=pages, help="name of a bundled example page")
    options = parser.parse_args()
    record = lansir.read(pages[options.page])
    (ROOT / "docs" / "images").mkdir(exist_ok=True)
    (ROOT / "docs" / "images" / "read.svg").write_text(picture(record), encoding="utf-8")
    _put(ROOT / "README.md", excerpt(record))
    _put(ROOT / "docs" / "record.md", worked(lansir.read(WORKED)))


if __name__ == "__main__":
    main()
