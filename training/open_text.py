"""The text of open data that our annotations stand beside: the project holds the annotations, never the text.

An annotated document of open data names its place there: the corpus, the key of the document, and the language where a
corpus has two. `sentences_of` reads the sentences again from the data folder, letter by letter as they were annotated.
"""

import json
import re
from functools import cache
from pathlib import Path

import msgspec

from bench.coref_corpora import EVERY_PIECE, news_pieces
from lansir.page.sentences import split_sentences

__all__ = ["OpenText", "sentences_of"]

LINES = {
    "idner": ("ner/idner-news-2k/train.txt", " "),
    "nerugm": ("ner/nerugm/train.01.tsv", "\t"),
    "nerui": ("ner/nerui/train.01.tsv", "\t"),
}
NTREX = {"en": "parallel/ntrex/newstest2019-src.eng.txt", "id": "parallel/ntrex/newstest2019-ref.ind.txt"}
BEFORE = re.compile(r" (?=[,.;:?!)\]%])")
AFTER = re.compile(r"(?<=[(\[]) ")


class OpenText(msgspec.Struct, frozen=True):
    """Where the text of a document is found.

    `key` is a document of ntrex or ewt, an address of scrapinghub, the name of a piece of idnews, or the number of a
    sentence of the others.
    """

    corpus: str
    key: str
    lang: str
    limit: int | None = None
    """How many sentences from the start, where a document was not annotated to its end."""


def sentences_of(data: Path, place: OpenText) -> list[str]:
    """The sentences in order; KeyError where `data` has no such document."""
    if place.corpus == "ntrex":
        return _ntrex(data, place.lang)[place.key][: place.limit]
    if place.corpus == "scrapinghub":
        return _page(_bodies(data)[place.key])[: place.limit]
    if place.corpus == "idnews":
        return _pieces(data)[place.key][: place.limit]
    if place.corpus == "ewt":
        return _weblogs(data)[place.key][: place.limit]
    return [_joined(_tokens(data, place.corpus)[int(place.key)])]


@cache
def _ntrex(data: Path, lang: str) -> dict[str, list[str]]:
    documents: dict[str, list[str]] = {}
    keys = (data / "parallel/ntrex/DOCUMENT_IDS.tsv").read_text(encoding="utf-8").splitlines()
    lines = (data / NTREX[lang]).read_text(encoding="utf-8").split("\n")
    for key, line in zip(keys, lines, strict=False):
        documents.setdefault(key.strip(), []).append(line)
    return documents


@cache
def _bodies(data: Path) -> dict[str, str]:
    rows = json.loads((data / "pages/scrapinghub/ground-truth.json").read_text(encoding="utf-8"))
    return {row["url"]: row["articleBody"] for row in rows.values()}


def _page(body: str) -> list[str]:
    sentences = []
    for found in re.finditer(r"[^\n]+", body):
        sentences += [body[a:b] for a, b in split_sentences(body, found.start(), found.end(), "en")]
    return sentences


@cache
def _pieces(data: Path) -> dict[str, list[str]]:
    """The pieces of Indonesian news by name, but for every third, on which coreference is measured."""
    pieces = list(news_pieces(data / "coref/id-news/full.xml"))
    learned = [piece for number, piece in enumerate(pieces) if number % EVERY_PIECE]
    return {piece.name: [piece.text[start:end] for start, end in piece.sentences] for piece in learned}


@cache
def _weblogs(data: Path) -> dict[str, list[str]]:
    documents: dict[str, list[str]] = {}
    sentences: list[str] = []
    for line in (data / "ner/uner-en-ewt/en_ewt-train.iob2").read_text(encoding="utf-8").splitlines():
        if line.startswith("# newdoc id = "):
            sentences = documents.setdefault(line.removeprefix("# newdoc id = "), [])
        elif line.startswith("# text = "):
            sentences.append(line.removeprefix("# text = "))
    return documents


@cache
def _tokens(data: Path, corpus: str) -> list[list[str]]:
    file, mark = LINES[corpus]
    blocks = (data / file).read_text(encoding="utf-8").split("\n\n")
    return [[line.split(mark)[0] for line in block.splitlines() if line.strip()] for block in blocks]


def _joined(tokens: list[str]) -> str:
    """Words as print would have them; quote marks stay apart, as the corpora leave them."""
    return AFTER.sub("", BEFORE.sub("", " ".join(tokens)))
