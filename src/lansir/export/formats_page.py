"""The part of `docs/formats.md` that lists every format and every column: `python -m lansir.export.formats_page`."""

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import cast

from lansir import hooks
from lansir.export.format import Exporter, Table

__all__ = ["MARK", "columns_page"]

MARK = "<!-- written by lansir.export.formats_page -->"


def columns_page() -> str:
    """Markdown: the formats in a table, then the columns of each; formats with the same tables share a section."""
    exporters = [cast(Exporter, found) for found in hooks.load("lansir.exporters").values()]
    return "\n".join([*_list(exporters), *(line for group in _groups(exporters) for line in _section(group))]) + "\n"


def _list(exporters: list[Exporter]) -> Iterator[str]:
    yield from ("## The formats", "", "| format | what it is | media type | tables |", "|---|---|---|---|")
    for exporter in exporters:
        tables = ", ".join(table.name for table in exporter.tables)
        yield f"| `{exporter.name}` | {_cell(exporter.title)} | `{exporter.media_type}` | {tables} |"


def _groups(exporters: list[Exporter]) -> list[list[Exporter]]:
    groups: dict[tuple[Table, ...], list[Exporter]] = {}
    for exporter in exporters:
        groups.setdefault(exporter.tables, []).append(exporter)
    return list(groups.values())


def _section(group: list[Exporter]) -> Iterator[str]:
    yield from ("", f"## {', '.join(f'`{exporter.name}`' for exporter in group)}")
    for table in group[0].tables:
        yield from (
            "",
            f"### {table.name}: {_cell(table.rows)}",
            "",
            "| column | type | what is in it |",
            "|---|---|---|",
        )
        for column in table.columns:
            yield f"| `{column.name}` | {column.type} | {_cell(column.told)} |"


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("<", "&lt;")


def _write(page: Path) -> None:
    before = page.read_text(encoding="utf-8").partition(MARK)[0]
    page.write_text(f"{before}{MARK}\n\n{columns_page()}", encoding="utf-8")


if __name__ == "__main__":
    _write(Path(sys.argv[1] if len(sys.argv) > 1 else "docs/formats.md"))
