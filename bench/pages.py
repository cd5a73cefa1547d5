"""How well the main text of saved pages is found: `python -m bench.pages DIR [--json] [--worst N]`.

DIR holds `ground-truth.json` and `html/*.html.gz`, in the form of the article extraction benchmark of Scrapinghub
(Zyte), and the measure is that benchmark's own: runs of four words in common with the article's body, precision and
recall of each page, their means, and F1 of the means. Trafilatura is run on the same pages, as it comes and in its
fast mode.
"""

import argparse
import gzip
import json
import random
import re
import statistics
import time
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from lansir.errors import InputError
from lansir.page import read_page
from lansir.record import Article

__all__ = ["BODY_KINDS", "Counts", "Scores", "body", "compare", "main", "scores"]

# What corresponds to a page's body: the benchmark counts datelines as part of it, headline and captions not.
BODY_KINDS = frozenset({"dateline", "paragraph", "subheading"})
RUN = 4
RESAMPLES = 1000
_WORD = re.compile(r"\w+")


class Counts(NamedTuple):
    """Runs of words found and wanted, found only, wanted only, as shares of all of the page's."""

    both: float
    found: float
    wanted: float

    @property
    def precision(self) -> float:
        """Share of what was found that was wanted; 1 where nothing was found and nothing wanted."""
        return self.both / (self.both + self.found) if self.both + self.found else float(not self.wanted)

    @property
    def recall(self) -> float:
        """Share of what was wanted that was found; 1 where nothing was found and nothing wanted."""
        return self.both / (self.both + self.wanted) if self.both + self.wanted else float(not self.found)


class Scores(NamedTuple):
    """Means over pages, and F1 of the means."""

    f1: float
    precision: float
    recall: float


def compare(wanted: str, found: str) -> Counts:
    """The runs of four words of two texts against each other."""
    right, mine = _runs(wanted), _runs(found)
    parts = ((right & mine).total(), (mine - right).total(), (right - mine).total())
    return Counts(*(part / max(sum(parts), 1) for part in parts))


def _runs(text: str) -> Counter[tuple[str, ...]]:
    words = _WORD.findall(text)
    return Counter(run for at in range(max(1, len(words) - RUN + 1)) if (run := tuple(words[at : at + RUN])))


def scores(pages: Sequence[Counts]) -> Scores:
    """Means over pages; a page where nothing was found has no precision, one where nothing was wanted no recall."""
    precision = _mean([page.precision for page in pages if page.both + page.found > 0])
    recall = _mean([page.recall for page in pages if page.both + page.wanted > 0])
    return Scores(2 * precision * recall / max(precision + recall, 1e-9), precision, recall)


def _mean(values: list[float]) -> float:
    return statistics.fmean(values) if values else 0.0


def body(article: Article) -> str:
    """The words of an article that correspond to the benchmark's body."""
    return "\n".join(block.span.text for block in article.blocks if block.kind in BODY_KINDS)


def _lansir(data: bytes, url: str) -> str:
    try:
        return body(read_page(data, media_type="text/html", url=url))
    except InputError:
        return ""


def _trafilatura(fast: bool) -> Callable[[bytes, str], str]:
    import trafilatura  # noqa: PLC0415  (only this bench needs it)

    return lambda data, url: trafilatura.extract(data.decode("utf-8"), include_comments=False, fast=fast) or ""


def _interval(pages: Sequence[Counts]) -> tuple[float, float]:
    """The middle 95 % of F1 over resamples of the pages, always the same ones."""
    chance = random.Random(0)
    drawn = sorted(scores(chance.choices(pages, k=len(pages))).f1 for _ in range(RESAMPLES))
    return drawn[int(RESAMPLES * 0.025)], drawn[int(RESAMPLES * 0.975)]


def _row(
    name: str, read: Callable[[bytes, str], str], pages: list[tuple[str, dict[str, str], bytes]]
) -> dict[str, Any]:
    read(pages[0][2], pages[0][1]["url"])
    started = time.perf_counter()
    texts = [read(data, truth["url"]) for _, truth, data in pages]
    seconds = time.perf_counter() - started
    counts = [compare(truth["articleBody"], text) for (_, truth, _), text in zip(pages, texts, strict=True)]
    low, high = _interval(counts)
    return {
        "reader": name,
        **scores(counts)._asdict(),
        "f1 from": low,
        "f1 to": high,
        "milliseconds a page": 1000 * seconds / len(pages),
        "counts": counts,
    }


def _pages(folder: Path) -> list[tuple[str, dict[str, str], bytes]]:
    truth = json.loads((folder / "ground-truth.json").read_text(encoding="utf-8"))
    return [
        (key, truth[key], gzip.decompress((folder / "html" / f"{key}.html.gz").read_bytes())) for key in sorted(truth)
    ]


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--worst", type=int, default=0, metavar="N", help="list the N pages that are read worst")
    options = parser.parse_args()
    pages = _pages(options.folder)
    readers = [("lansir", _lansir), ("trafilatura", _trafilatura(False)), ("trafilatura, fast", _trafilatura(True))]
    rows = [_row(name, read, pages) for name, read in readers]
    mine = rows[0]["counts"]
    figures = [{name: value for name, value in row.items() if name != "counts"} for row in rows]
    if options.json:
        print(json.dumps({"pages": len(pages), "readers": figures}))
        return
    for row in figures:
        print(
            "  ".join(
                f"{name} {value:.3f}" if isinstance(value, float) else f"{value:<18}" for name, value in row.items()
            )
        )
    for counts, (key, truth, _) in sorted(zip(mine, pages, strict=True), key=lambda pair: pair[0].both)[
        : options.worst
    ]:
        print(f"{key[:12]}  precision {counts.precision:.2f}  recall {counts.recall:.2f}  {truth['url'][:100]}")


if __name__ == "__main__":
    main()
