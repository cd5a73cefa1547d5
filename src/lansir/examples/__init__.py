"""Three news pages of our own wording, for a first try of the reader; their news and persons are invented."""

from pathlib import Path

__all__ = ["example_pages"]

FOLDER = Path(__file__).parent


def example_pages() -> tuple[Path, ...]:
    """The bundled pages, sorted by name: Indonesian and English HTML, and Indonesian plain text."""
    return tuple(sorted(path for path in FOLDER.iterdir() if path.suffix in {".html", ".txt"}))
