"""Entries of the codebook drawn on the terminal."""

from collections.abc import Iterable, Iterator

from rich.console import RenderableType
from rich.padding import Padding
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from lansir.cli.codebook_blocks import Block, Items, Line, Paragraph, Rows, Title
from lansir.cli.view_text import DIM, TRIGGER

__all__ = ["codebook_view"]

STYLES = {"": "", "strong": "bold", "dim": DIM, "trigger": TRIGGER}


def codebook_view(blocks: Iterable[Block], colours: bool) -> Iterator[RenderableType]:
    """What a Rich console prints for the blocks; without `colours` triggers stand between stars."""
    close = True
    for block in blocks:
        yield Padding(_drawn(block, colours), (0 if close else 1, 0, 0, 0))
        close = isinstance(block, Title) and block.level > 1


def _drawn(block: Block, colours: bool) -> RenderableType:
    if isinstance(block, Title):
        return Text(block.text, style="bold") if block.level == 1 else Rule(block.text, align="left", style=DIM)
    if isinstance(block, Paragraph):
        return _text(block.line, colours)
    return _list(block, colours) if isinstance(block, Items) else _table(block)


def _text(line: Line, colours: bool) -> Text:
    text = Text()
    for piece in line:
        stars = piece.style == "trigger" and not colours
        text.append(f"*{piece.text}*" if stars else piece.text, style=STYLES[piece.style])
    return text


def _list(block: Items, colours: bool) -> Table:
    grid = Table.grid(padding=(0, 1, 0, 0))
    grid.add_column(width=1)
    grid.add_column(overflow="fold")
    for line, below in block.items:
        grid.add_row(Text("•", style=DIM), _text(line, colours))
        for other in below:
            grid.add_row("", Padding(_text(other, colours), (0, 0, 0, 2)))
    return grid


def _table(block: Rows) -> Table:
    table = Table(
        box=None, padding=(0, 2, 0, 0), pad_edge=False, header_style="bold dim", show_header=bool(block.header)
    )
    width = len(block.rows[0]) if block.rows else len(block.header)
    for name in block.header or [""] * width:
        table.add_column(Text(name), overflow="fold")
    for row in block.rows:
        table.add_row(Text(row[0], style="bold"), *map(Text, row[1:]))
    return table
