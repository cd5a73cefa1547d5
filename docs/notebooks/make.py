"""Run the notebooks over a store of the example world and write them with their outputs.

`python -m docs.notebooks.make [--store STORE]`, after `lansir demo --world lansir-demo.db`.

A notebook is written in a Python file with cells (`# %%`, `# %% [markdown]`). Its text is filled with what the code
came to, `{EXPRESSION}` with its value, so its numbers are those of the run. Lines `#: always EXPRESSION` must be true
over any store whose largest story is that of the crew, lines `#: claim EXPRESSION` over the whole example world: what
the text says.
"""

import argparse
import ast
import json
import os
import re
from pathlib import Path
from typing import Any, Literal, NamedTuple

import nbformat
from nbclient import NotebookClient
from nbformat import NotebookNode

import lansir

__all__ = ["Cell", "cells", "main", "model", "ran"]

FORM: Any = nbformat.v4
"""Its functions have no types."""
HERE = Path(__file__).parent
MODEL = Path(lansir.__file__).parent / "model" / "model.json"
NOTEBOOKS = ("crew",)
CELL = re.compile(r"^# %%( \[markdown\])?\n(.*?)(?=^# %%|\Z)", re.MULTILINE | re.DOTALL)
CHECK = re.compile(r"^#: (always|claim) (.+)\n", re.MULTILINE)
SECONDS = 120
"""A cell that takes longer has failed."""
VALUE = re.compile(r"\{([^{}]+)\}")
TELL = """
import json as _json
_values, _checks = _json.loads({asked!r})
print(_json.dumps([
    [str(eval(value, globals())) for value in _values],
    [bool(eval(check, globals())) for check in _checks],
]))
"""


class Cell(NamedTuple):
    """A cell of a source; `checks` are what must be true for its text to hold: how far, and the expression."""

    kind: Literal["code", "markdown"]
    source: str
    checks: list[tuple[str, str]]


class Ran(NamedTuple):
    """A notebook with its outputs, and the checks that were not true, by how far they must hold."""

    notebook: NotebookNode
    failed: list[tuple[str, str]]


def cells(source: str) -> list[Cell]:
    """The cells of a source, in order."""
    return [_cell(bool(match[1]), match[2]) for match in CELL.finditer(source)]


def ran(source: str, store: Path) -> Ran:
    """Run a source over a store and fill its text; CellExecutionError where a cell fails."""
    parts = cells(source)
    notebook = FORM.new_notebook(cells=[_node(number, part) for number, part in enumerate(parts)])
    values = [value for part in parts if part.kind == "markdown" for value in VALUE.findall(part.source)]
    checks = [check for part in parts for check in part.checks]
    asked = TELL.format(asked=json.dumps([values, [expression for _, expression in checks]]))
    notebook.cells.append(FORM.new_code_cell(asked, id="asked"))
    notebook.metadata = {
        "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
        "language_info": {"name": "python", "file_extension": ".py", "mimetype": "text/x-python"},
    }
    client = NotebookClient(notebook, timeout=SECONDS, kernel_name="python3", record_timing=False)
    client.execute(env={**os.environ, "LANSIR_STORE": str(store.resolve())}, cwd=str(HERE))
    told, true = json.loads("".join(output.text for output in notebook.cells.pop().outputs))
    following = iter(told)
    for node in notebook.cells:
        if node.cell_type == "markdown":
            node.source = VALUE.sub(lambda _: next(following), node.source)
    return Ran(_plain(notebook), [check for check, holds in zip(checks, true, strict=True) if not holds])


def model() -> str:
    """The version of the model that reads now: a notebook names the one that read its store."""
    version: str = json.loads(MODEL.read_text(encoding="utf-8"))["version"]
    return version


def main() -> int:
    """Write every notebook beside its source; returns how many claims do not hold, and names them."""
    parser = argparse.ArgumentParser(prog="python -m docs.notebooks.make", description=str(__doc__).split("\n", 1)[0])
    parser.add_argument("--store", type=Path, default=Path("lansir-demo.db"), help="a store of the example world")
    store = parser.parse_args().store
    failed = 0
    for name in NOTEBOOKS:
        made = ran((HERE / f"{name}.py").read_text(encoding="utf-8"), store)
        made.notebook.metadata["lansir"] = {"model": model()}
        (HERE / f"{name}.ipynb").write_text(FORM.writes(made.notebook) + "\n", encoding="utf-8")
        failed += len(made.failed)
        for _, expression in made.failed:
            print(f"{name}: not so: {expression}")
    return failed


def _cell(markdown: bool, body: str) -> Cell:
    if not markdown:
        ast.parse(body)
        return Cell("code", body.strip(), [])
    checks = [(match[1], match[2]) for match in CHECK.finditer(body)]
    lines = (line.removeprefix("#").removeprefix(" ") for line in CHECK.sub("", body).strip().splitlines())
    return Cell("markdown", "\n".join(lines), checks)


def _node(number: int, cell: Cell) -> NotebookNode:
    make = FORM.new_code_cell if cell.kind == "code" else FORM.new_markdown_cell
    node: NotebookNode = make(cell.source, id=f"cell-{number}")
    return node


def _plain(notebook: NotebookNode) -> NotebookNode:
    """Without what differs from run to run."""
    for node in notebook.cells:
        node.metadata = {}
        if node.cell_type == "code":
            node.execution_count = None
        for output in node.get("outputs", ()):
            if "execution_count" in output:
                output.execution_count = None
    notebook.metadata.language_info = {"name": "python"}
    return notebook


if __name__ == "__main__":
    raise SystemExit(1 if main() else 0)
