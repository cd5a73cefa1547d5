"""The notebook of the documentation runs, and what it says is so."""

import re
from pathlib import Path
from typing import Any

import nbformat
import pytest

from docs.notebooks.make import VALUE, Cell, cells, model, ran
from lansir.store import Store

DOCS = Path(__file__).parents[2] / "docs"
FOLDER = DOCS / "notebooks"
SOURCE = (FOLDER / "crew.py").read_text(encoding="utf-8")
SHIPPED: Any = nbformat.read(FOLDER / "crew.ipynb", as_version=4)  # type: ignore[no-untyped-call]
MOST_BYTES = 300_000
CLOSE = 0.08
"""How far a share may lie from the one that words like "six in ten" give."""


def test_a_source_is_cells_and_lines_that_must_be_so() -> None:
    source = '"""Of it."""\n\n# %% [markdown]\n#: claim a == 1\n# # Title\n#\n# It is {a}.\n\n# %%\na = 1\n'
    assert cells(source) == [
        Cell("markdown", "# Title\n\nIt is {a}.", [("claim", "a == 1")]),
        Cell("code", "a = 1", []),
    ]


def test_what_is_not_so_is_named_and_values_are_filled_in(tmp_path: Path) -> None:
    made = ran("# %%\na = 1\n\n# %% [markdown]\n#: always a == 1\n#: claim a == 2\n# It is {a + 1}.\n", tmp_path)
    assert made.failed == [("claim", "a == 2")]
    assert made.notebook.cells[1].source == "It is 2."


@pytest.mark.slow
def test_the_notebook_runs_over_a_small_store(world_path: Path) -> None:
    made = ran(SOURCE, world_path)
    assert [check for check in made.failed if check[0] == "always"] == []
    assert messages(made.notebook) == []


@pytest.mark.slow
@pytest.mark.model
def test_what_the_notebook_says_holds_over_the_whole_world(whole_world_store: Store) -> None:
    made = ran(SOURCE, whole_world_store.path)
    assert made.failed == []
    assert messages(made.notebook) == []


def test_the_shipped_notebook_is_that_of_its_source_and_of_the_model() -> None:
    parts = cells(SOURCE)
    assert [cell.cell_type for cell in SHIPPED.cells] == [part.kind for part in parts]
    for cell, part in zip(SHIPPED.cells, parts, strict=True):
        wanted = "(.+?)".join(re.escape(piece) for piece in VALUE.split(part.source)[::2])
        assert re.fullmatch(wanted if part.kind == "markdown" else re.escape(part.source), cell.source, re.DOTALL)
    assert SHIPPED.metadata.lansir.model == model()


def test_the_shipped_notebook_shows_plots_and_is_small() -> None:
    pictures = [
        output for cell in SHIPPED.cells for output in cell.get("outputs", ()) if "image/png" in output.get("data", {})
    ]
    assert len(pictures) == 4
    assert messages(SHIPPED) == []
    assert (FOLDER / "crew.ipynb").stat().st_size < MOST_BYTES


def test_links_of_the_notebook_lead_somewhere() -> None:
    text = "\n".join(cell.source for cell in SHIPPED.cells if cell.cell_type == "markdown")
    links = re.findall(r"\]\((?!https?:)([^)#]+)", text)
    assert links
    assert [link for link in links if not (FOLDER / link).exists()] == []


def test_what_it_says_of_accuracy_is_what_was_measured() -> None:
    measured: dict[str, float] = {}
    for line in (DOCS / "results.md").read_text(encoding="utf-8").splitlines():
        if row := re.match(r"\| ([a-z][^|]+) \| (0\.\d+) \|", line):
            measured.setdefault(row[1], float(row[2]))
    assert measured["events"] == pytest.approx(2 / 3, abs=CLOSE)
    assert measured["events whole"] == pytest.approx(1 / 3, abs=CLOSE)
    assert measured["said actual, is not"] == pytest.approx(1 / 30, abs=0.01)
    assert measured["outcomes (links between occurrences)"] == pytest.approx(0.25, abs=CLOSE)


def messages(notebook: Any) -> list[str]:  # noqa: ANN401
    """What code of a notebook complained of."""
    outputs = [output for cell in notebook.cells for output in cell.get("outputs", ())]
    return [str(output) for output in outputs if output.get("name") == "stderr" or output.output_type == "error"]
