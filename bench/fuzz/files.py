"""Files that people hand over: annotations and gold, disagreements, actors, saved searches and their states."""

import tempfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Any

import msgspec

from bench.fuzz.target import Check, Target, of_file, refused, require, sound_spans
from bench.fuzz.words import words_of
from lansir.alert.search import load_search
from lansir.alert.state import load_state
from lansir.annotate import article_of, read_document
from lansir.errors import LansirError
from lansir.evaluate.disagreement_file import read_disagreements
from lansir.evaluate.samples import line_samples, read_annotation
from lansir.ingest.reading import own_record
from lansir.knowledge.own import read_own
from lansir.review.sheet import columns
from lansir.review.sheet_files import read_sheet, write_sheet

__all__ = ["FILES"]

Read = Callable[[Path], str]


def _document(path: Path) -> str:
    article, spans = article_of(read_document(path))
    require(len(spans) == len(article.blocks), "a sentence without a block")
    sound_spans(spans, article.text)
    return f"{min(len(spans), 3)} {article.language is not None} {article.published is not None}"


def _gold(path: Path) -> str:
    found = read_annotation(path)
    return f"{min(len(found.sentences), 3)} {min(len(found.entities), 3)}"


def _record(path: Path) -> str:
    return f"record {min(len(own_record(path.read_bytes()).events), 3)}"


def _own(path: Path) -> str:
    return f"{min(len(read_own(path)), 3)}"


def _all(read: Callable[[Path], object]) -> Read:
    return lambda path: f"{read.__name__} {type(read(path)).__name__}"


ANNOTATIONS: tuple[Read, ...] = (
    _document,
    _gold,
    _record,
    _all(line_samples),
    _all(read_disagreements),
    _all(load_state),
)
SHEETS = (".csv", ".xlsx")
ENDINGS = (".yaml", ".csv", ".tsv", ".json", ".jsonl", ".ftm")


@contextmanager
def _reading(reads: tuple[Read, ...], endings: tuple[str, ...]) -> Iterator[Check]:
    with tempfile.TemporaryDirectory() as folder:

        def check(data: bytes) -> str:
            chance = zlib.crc32(data)
            ending, read = endings[chance % len(endings)], reads[chance % len(reads)]
            try:
                return f"{ending} {read(of_file(Path(folder) / f'input{ending}', data))}"
            except LansirError as error:
                return f"{ending} {reads.index(read)} {refused(error)}"

        yield check


def _opened(reads: tuple[Read, ...], endings: tuple[str, ...]) -> Callable[[], AbstractContextManager[Check]]:
    return partial(_reading, reads, endings)


def _annotation_seeds() -> list[bytes]:
    text = {
        "doc": "d1",
        "sentences": ["Wali kota menolak usul itu.", "Ia pergi."],
        "lang": "id",
        "published": "2031-03-05",
    }
    gold: dict[str, Any] = {
        "doc": "d1", "origin": [], "contexts": [],
        "entities": {"e1": {"name": "wali kota", "type": "PER", "country": "IDN", "sectors": ["GOV"]}},
        "sentences": [{"i": 0, "mentions": [["Wali kota", "e1"]], "events": [{"type": "REJECT", "trigger": "menolak",
                       "actors": ["Wali kota"], "recipients": [], "status": "actual", "time": None, "place": None}],
                       "statements": [{"speaker": "@e1", "content": ["usul itu"], "form": "indirect"}]}],
    }  # fmt: skip
    state = {"search": "events x", "feed": "f", "title": "t", "number": 1, "known": {}, "recent": [], "format": 1}
    blocks = [{"kind": "paragraph", "span": {"start": 0, "end": 4, "text": "Isi."}}]
    article = {"id": "ar-1", "text": "Isi.", "blocks": blocks, "content_hash": "0"}
    record = {"article": article, "lansir": "1", "model": "none"}
    both = {"text": text, "gold": gold}
    return [msgspec.json.encode(one) for one in (text, gold, both, state, record)]


def _sheet(path: Path) -> str:
    rows = list(islice(read_sheet(path), 10_000))
    return f"{min(len(rows), 3)} {len(rows[0][1]) if rows else 0}"


def _sheet_seeds() -> list[bytes]:
    row = {column.name: f"=1+1;{column.name}" for column in columns()}
    found = []
    with tempfile.TemporaryDirectory() as folder:
        for ending in SHEETS:
            write_sheet(Path(folder) / f"sheet{ending}", [row, row])
            found.append((Path(folder) / f"sheet{ending}").read_bytes())
    return found


def _actor_seeds() -> list[bytes]:
    plain = "- names: {id: [Sari Wangsa]}\n  country: IDN\n  roles:\n  - {role: wali kota, from: 2030-01-01}\n"
    group = "type: ORG\ncountry: IDN\nactors:\n- names: {mul: [Dewan Kota]}\n  sectors: [GOV]\n  short: [DK]\n"
    alias = "actors: &a\n- names: &n {mul: &m [Dewan Kota, Dewan]}\n- names: *n\n"
    row = "Sari Wangsa,Sari; S. Wangsa,PER,IDN,GOV,wali kota,2030,2031,\n"
    table = f"name,aliases,type,country,sectors,role,from,to,key\n{row}"
    ftm = (
        '{"id":"Q1","schema":"Person","properties":{"name":["Sari"],"country":["id"],"topics":["role.pep"]}}\n'
        '{"id":"o","schema":"Occupancy","properties":{"holder":["Q1"],"post":["p"],"startDate":["2030-01-01"]}}\n'
        '{"id":"p","schema":"Position","properties":{"name":["Wali kota"]}}\n'
    )
    return [text.encode() for text in (plain, group, alias, table, ftm)]


def _words() -> list[bytes]:
    return words_of("files")


SEARCH = b"name: a\nquery: 'type:PROTEST place:Bandung'\nkind: events\ntitle: x\n"
FILES = (
    Target(
        "annotations",
        "annotations, gold, records, disagreements, states of searches",
        _annotation_seeds,
        _opened(ANNOTATIONS, (".json",)),
        _words,
    ),
    Target("actors", "a user's actors in YAML, CSV, FollowTheMoney", _actor_seeds, _opened((_own,), ENDINGS), _words),
    Target("searches", "saved searches", lambda: [SEARCH], _opened((_all(load_search),), (".yaml",)), _words),
    Target("sheets", "review sheets in CSV and XLSX", _sheet_seeds, _opened((_sheet,), SHEETS), _words),
)
