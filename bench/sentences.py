"""Agreement of the sentence splitter with the sentences of annotated articles.

Each article's sentences are joined with spaces and split again. Boundaries inside the article are compared: precision,
recall and F1, once of all boundaries and once of those behind a full stop, question or exclamation mark or ellipsis
(headlines and captions have none, and a page keeps those as blocks of their own).

    python bench/sentences.py TEXT_DIR [--part train|development|all] [--errors N]
"""

import argparse
import re
import time
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import msgspec

from bench.parts import Part, part_of
from lansir.page.sentences import split_sentences

CLOSED = re.compile(r"[.!?…][\"'”’»)\]\s]*$")


class Document(msgspec.Struct):
    """What this measure needs of an annotated article."""

    doc: str
    lang: str
    sentences: list[str]


def documents(folder: Path, part: Part) -> Iterator[Document]:
    """The articles of a part, sorted by name."""
    for name in part_of([path.name for path in folder.glob("*.json")], part):
        yield msgspec.json.decode((folder / name).read_bytes(), type=Document)


def boundaries(document: Document) -> tuple[str, set[int], set[int]]:
    """The joined text, where its sentences end, and where the splitter ends them (the last end left out)."""
    sentences = [" ".join(sentence.split()) for sentence in document.sentences]
    text = " ".join(sentences)
    gold, position = set(), -1
    for sentence in sentences:
        position += len(sentence) + 1
        gold.add(position)
    found = {end for _, end in split_sentences(text, 0, len(text), document.lang)}
    return text, gold - {len(text)}, found - {len(text)}


def scores(hits: int, found: int, gold: int) -> str:
    """Precision, recall and F1 as one line."""
    precision, recall = hits / max(found, 1), hits / max(gold, 1)
    return f"P {precision:.4f}  R {recall:.4f}  F1 {2 * hits / max(found + gold, 1):.4f}  ({gold} boundaries)"


def main() -> None:
    """Print scores by language, the first disagreements where asked for, and the speed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--part", choices=["all", "train", "development"], default="all")
    parser.add_argument("--errors", type=int, default=0, metavar="N", help="show N disagreements of a language")
    options = parser.parse_args()
    counts: dict[tuple[str, str], list[int]] = defaultdict(lambda: [0, 0, 0])
    errors: dict[str, list[str]] = defaultdict(list)
    characters, seconds = 0, 0.0
    for document in documents(options.folder, options.part):
        began = time.perf_counter()
        text, gold, found = boundaries(document)
        seconds += time.perf_counter() - began
        characters += len(text)
        closed = {end for end in gold if CLOSED.search(text[max(0, end - 9) : end])}
        for name, wanted in (("all", gold), ("after a closing mark", closed)):
            tally = counts[document.lang, name]
            for slot, number in enumerate((len(wanted & found), len(found), len(wanted))):
                tally[slot] += number
        errors[document.lang] += [
            f"{'+' if end in found else '-'} {document.doc}: {text[max(0, end - 60) : end]} | {text[end : end + 40]}"
            for end in sorted((closed | found) - (gold & found))
        ]
    for (language, name), (hits, found_count, gold_count) in sorted(counts.items()):
        print(f"{language}  {name:22}{scores(hits, found_count, gold_count)}")
    print(f"{characters / max(seconds, 1e-9) / 1e6:.2f} million characters a second")
    for lines in errors.values():
        for line in lines[: options.errors]:
            print(line)


if __name__ == "__main__":
    main()
