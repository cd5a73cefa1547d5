"""Concepts, method and data statement: examples are read as shown, and figures are those of results and files."""

import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import get_args

import pytest

import lansir
from lansir.query.language import parse
from lansir.record import Record, Status
from tests.docs.test_how_to import blocks, commands, named
from tests.docs.test_how_to import parse as parse_command

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"
PAGES = [*sorted((DOCS / "concepts").glob("*.md")), DOCS / "method.md", DOCS / "data-statement.md"]


def text_of(name: str) -> str:
    return (DOCS / name).read_text(encoding="utf-8")


def cells(line: str) -> list[str]:
    return [cell.strip() for cell in line.strip("|").split("|")]


def read(sentence: str) -> Record:
    return lansir.read(sentence.replace("**", "").encode(), published="2031-03-18")


def told(record: Record) -> set[tuple[str, str, str]]:
    return {(event.trigger.text, event.type, event.status) for event in record.events}


def examples() -> Iterator[tuple[str, str]]:
    """The sentences of the page on status, each with the status that stands beside it."""
    table, _, rest = text_of("concepts/status.md").partition("The same in Indonesian:")
    for row in re.findall(r'^\| `(\w+)` \|.*\| ("[^"]+") \|$', table, re.MULTILINE):
        yield row[1].strip('"'), row[0]
    paragraph = rest.partition("## ")[0].replace("\n", " ")
    for sentence, status in re.findall(r'("[^"]+")\s+\(`(\w+)`\)', paragraph):
        yield sentence.strip('"'), status


def test_every_status_has_an_example_in_both_languages() -> None:
    assert Counter(status for _, status in examples()) == dict.fromkeys(get_args(Status), 2)


@pytest.mark.model
@pytest.mark.parametrize(("sentence", "status"), list(examples()))
def test_an_example_is_read_with_its_status(sentence: str, status: str) -> None:
    act = re.search(r"\*\*(.+?)\*\*", sentence)
    assert act
    assert (act[1], status) in {(words, found) for words, _, found in told(read(sentence))}


@pytest.mark.model
def test_one_sentence_may_hold_two_events() -> None:
    table = text_of("concepts/status.md").partition("## Saying is doing")[2].partition("\n## ")[0]
    rows = [cells(line) for line in table.splitlines() if line.startswith("| ") and "`" in line][:4]
    assert [bool(row[0]) for row in rows] == [True, False, True, False]
    for first, second in (rows[:2], rows[2:]):
        wanted = {(first[1], first[2]), (second[1], second[2])}
        assert {(f"`{type_}`", f"`{status}`") for _, type_, status in told(read(first[0]))} == {
            (act.partition(":")[0], status) for act, status in wanted
        }


@pytest.mark.model
def test_the_chain_of_origins_is_read_as_it_is_told() -> None:
    quoted = re.search(r"^> (.+)$", text_of("concepts/origins.md"), re.MULTILINE)
    assert quoted
    record = read(quoted[1])
    assert [origin.name for origin in record.article.origins] == ["Meridian Wire"]
    (statement,) = record.statements
    told_by = {event.trigger.text: event.reported_by for event in record.events}
    assert told_by == {"mendesak": None, "membebaskan": statement.id, "ditahan": statement.id}
    assert statement.cue and statement.cue.text == "mendesak"


@pytest.mark.parametrize("page", PAGES, ids=named)
def test_commands_and_queries_are_such(page: Path) -> None:
    for block in blocks(page):
        for arguments in commands(block):
            parse_command(arguments)
        assert block.kind != "query" or all(parse(line).terms for line in block.text.splitlines())


def test_figures_of_the_method_are_those_of_the_results() -> None:
    figures = text_of("method.md").partition("<!-- figures:start -->")[2].partition("<!-- figures:end -->")[0]
    section = text_of("results.md").partition("### All measures")[2].partition("\n### ")[0]
    shown = [cells(line) for line in figures.splitlines() if " | 0." in line]
    measured = [cells(line)[:3] for line in section.splitlines() if line.startswith("| ")]
    assert len(shown) == 6
    assert [row for row in shown if row not in measured] == []


def test_counts_of_our_own_text_are_those_of_the_files() -> None:
    counts: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for path in [*(ROOT / "training").glob("annotated/*.jsonl"), *(ROOT / "training").glob("measured/*.jsonl")]:
        for line in path.read_text(encoding="utf-8").splitlines():
            count_into(counts, json.loads(line))
    for name, language in (("Indonesian", "id"), ("English", "en"), ("Malay", "ms")):
        shown = re.search(rf"^\| {name} \| ([\d |]+) \|$", text_of("data-statement.md"), re.MULTILINE)
        assert shown
        keys = ("documents", "sentences", "words", "statements", "events")
        assert [int(cell) for cell in shown[1].split(" | ")] == [counts[language][key] for key in keys]


def count_into(counts: defaultdict[str, Counter[str]], document: dict[str, dict[str, object]]) -> None:
    text, gold = document["text"], document["gold"]
    sentences, rows = text["sentences"], gold["sentences"]
    assert isinstance(sentences, list) and isinstance(rows, list)
    counts[str(text["lang"])] += Counter(
        documents=1,
        sentences=len(sentences),
        words=sum(len(sentence.split()) for sentence in sentences),
        statements=sum(len(row.get("statements", ())) for row in rows),
        events=sum(len(row.get("events", ())) for row in rows),
    )


def test_counts_of_what_is_beside_open_text_are_those_of_the_files() -> None:
    lines = {path.stem: len(path.read_bytes().splitlines()) for path in (ROOT / "training" / "beside").glob("*.jsonl")}
    page = text_of("data-statement.md")
    assert f"| {lines['ntrex-en']}; {lines['ntrex-id']} |" in page
    assert f"| {lines['pages-en']} |" in page
    assert f"| {lines['sentences-id']:,} |" in page
    assert f"| {lines['news-id']} |" in page
    assert f"| {lines['weblogs-en']} |" in page
    assert f"beside open text ({sum(lines.values()):,} documents)" in page
