"""Entries of the codebook as Markdown."""

from collections.abc import Iterable, Iterator

from lansir.cli.codebook_blocks import Block, Items, Line, Paragraph, Piece, Title

__all__ = ["codebook_markdown"]

MARKS = {"": "", "strong": "**", "dim": "", "trigger": "**"}


def codebook_markdown(blocks: Iterable[Block]) -> str:
    """The blocks as Markdown with a final newline."""
    return "\n\n".join("\n".join(_lines(block)) for block in blocks) + "\n"


def _lines(block: Block) -> Iterator[str]:
    if isinstance(block, Title):
        yield f"{'#' * block.level} {block.text}"
    elif isinstance(block, Paragraph):
        yield _inline(block.line)
    elif isinstance(block, Items):
        for line, below in block.items:
            yield f"- {_inline(line)}"
            yield from (f"  - {_inline(other)}" for other in below)
    else:
        header = block.header or ["" for _ in block.rows[0]]
        yield _row(header)
        yield _row(["---"] * len(header))
        yield from (_row(row) for row in block.rows)


def _inline(line: Line) -> str:
    return "".join(map(_piece, line)).strip()


def _piece(piece: Piece) -> str:
    """The words between their marks; a space at their ends stays outside, where Markdown wants it."""
    words, mark = piece.text.strip(), MARKS[piece.style]
    return piece.text.replace(words, f"{mark}{words}{mark}", 1) if words and mark else piece.text


def _row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in cells)} |"
