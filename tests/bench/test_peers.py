"""The comparison with other systems, on a made-up annotation folder and with made-up systems."""

import gzip
import json
import math
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
import pytest

from bench.accuracy.corpus import Sample, Scorer, samples
from bench.machine import machine
from bench.peers import compare
from bench.peers.__main__ import main
from bench.peers.catalogue import System, choices, published, systems
from bench.peers.choose import trials
from bench.peers.compare import Bench, Results, Row, compare_all
from bench.peers.exchange import Annotated, Answer, Asked, Found, Pair, Quote, Reply, Task, Text, Word
from bench.peers.figures import Figure
from bench.peers.page import describe
from bench.peers.processes import PEERS_PYTHON, run
from bench.peers.worker import reply
from lansir.errors import InputError

Folder = Callable[[int], Path]
PLAIN = System(
    task="statements",
    name="Plain",
    module="plain_quotes",
    packages=[],
    outside=True,
    languages=["id"],
    taught="nothing",
)


@pytest.fixture
def few_lessons(monkeypatch: pytest.MonkeyPatch) -> None:
    """Leaves the annotated news of our own wording out, for speed."""
    monkeypatch.setattr(compare, "own_samples", lambda: [])


# ── the catalogue ──


def test_every_task_has_lansir_and_at_least_one_other_system_with_what_it_learned_from() -> None:
    for task in {system.task for system in systems()}:
        named = [system.name for system in systems() if system.task == task]
        assert any(name.startswith("Lansir") for name in named)
        assert len(named) >= 2
    assert all(system.taught for system in systems())
    assert sum(system.outside for system in systems()) >= 4


def test_every_module_is_there_and_every_chosen_setting_is_among_the_candidates() -> None:
    folder = Path(compare.__file__).parent / "systems"
    assert {system.module for system in systems()} <= {path.stem for path in folder.glob("*.py")}
    for choice in choices().values():
        assert all(choice.chosen[name] in values for name, values in choice.candidates.items())
        assert bool(choice.measure) == bool(choice.candidates)


def test_every_package_that_a_table_names_is_pinned() -> None:
    lines = (Path(compare.__file__).parent / "requirements.txt").read_text(encoding="utf-8").splitlines()
    pinned = {line.partition("==")[0].partition("[")[0] for line in lines if "==" in line}
    assert {package for system in systems() for package in system.packages} <= pinned


def test_published_figures_are_shares() -> None:
    assert all(0 < one.value < 1 for one in published())


# ── a whole run ──


def fake(system: System, task: Task) -> Reply:
    """Answers right about nothing but the type of pairs; textacy is not installed."""
    if "textacy" in system.packages:
        return Reply(missing="No module named 'textacy'")
    return Reply([_answer(asked) for asked in task.asked], 0.5, dict.fromkeys(system.packages, "1.0"))


def _answer(asked: Asked) -> Answer:
    if isinstance(asked, Text):
        mention = {"i": 0, "mentions": [["Menteri Ayu Lestari", "e1"]]}
        return Annotated({"entities": {"e1": {"name": "Ayu Lestari", "type": "PER"}}, "sentences": [mention]})
    return Word("REQUEST" if isinstance(asked, Pair) else "words of a page")


def test_a_run_has_a_row_for_each_system_and_language_and_says_what_could_not_run(
    annotated: Folder, few_lessons: None
) -> None:
    results = compare_all(annotated(13), None, fake)
    assert set(results.tables) == {"statements", "times", "types", "events"}
    assert {row.languages for row in results.tables["statements"]} == {"id"}
    assert all(row.asked == 2 and row.each_second == 4 for row in results.tables["types"])
    assert results.left_out == ["textacy direct_quotations: No module named 'textacy'"]
    assert results.tables["types"][0].figures["right"].value == 1.0


def test_a_module_runs_once_and_learners_get_the_training_part_only(annotated: Folder, few_lessons: None) -> None:
    tasks: list[tuple[str, Task]] = []

    def noted(system: System, task: Task) -> Reply:
        tasks.append((system.module, task))
        return fake(system, task)

    compare_all(annotated(13), None, noted)
    assert [module for module, _ in tasks].count("own_reading") == 1
    taught = {module: {one.text.doc for one in task.lessons} for module, task in tasks}
    asked = {one.doc for _, task in tasks for one in task.asked if isinstance(one, Text | Pair)}
    assert asked == {"id-0005", "id-0011"}
    assert len(taught["tfidf"]) == 11
    assert not any(docs & asked for docs in taught.values())


def test_a_system_that_finds_no_names_is_given_those_of_the_reader(annotated: Folder, few_lessons: None) -> None:
    coder = next(system for system in systems() if system.mentions)
    seen: list[Text] = []

    def noted(system: System, task: Task) -> Reply:
        if system is coder:
            seen.extend(one for one in task.asked if isinstance(one, Text))
        return fake(system, task)

    Bench(annotated(6), None, noted).rows(coder)
    assert [text.mentions for text in seen] == [[(0, 0, 19)]]


def test_pages_are_asked_where_a_folder_of_pages_is_given(annotated: Folder, few_lessons: None, tmp_path: Path) -> None:
    (tmp_path / "pages" / "html").mkdir(parents=True)
    truth = {"p1": {"url": "https://warta.example/1", "articleBody": "words of a page"}}
    (tmp_path / "pages" / "ground-truth.json").write_text(json.dumps(truth), encoding="utf-8")
    (tmp_path / "pages" / "html" / "p1.html.gz").write_bytes(gzip.compress(b"<p>words of a page</p>"))
    folder = annotated(6)
    rows = compare_all(folder, tmp_path / "pages", fake).tables["pages"]
    assert len(rows) == 4
    assert all(row.figures["F1"].value == pytest.approx(1) for row in rows)
    with pytest.raises(InputError, match="ground-truth"):
        Bench(folder, tmp_path / "nowhere")


def test_a_document_answered_with_a_word_is_refused(annotated: Folder, few_lessons: None) -> None:
    bench = Bench(annotated(6), None, lambda system, task: Reply([Word("?")], 1.0))
    with pytest.raises(InputError, match="Word answered"):
        bench.rows(PLAIN)


# ── the page ──


def test_the_page_names_version_learning_language_and_interval_of_every_row() -> None:
    figures = {"macro F1": Figure(0.5, 0.4, 0.6), "right": Figure(0.7, 0.6, 0.8)}
    row = Row(
        system="tf-idf", versions={"scikit-learn": "1.9"}, taught="pairs", languages="en, id", asked=8,
        each_second=1234.0, figures=figures,
    )  # fmt: skip
    results = Results(
        machine=machine(), model="m-7", lansir="0.1", tables={"types": [row]}, left_out=["X: not installed"]
    )
    page = describe(results)
    assert "| tf-idf (scikit-learn 1.9; learned from: pairs) | en, id | 0.500 (0.400-0.600) |" in page
    assert "| 1,234 |" in page
    assert "- X: not installed" in page
    assert "Published, other data" in page
    assert all(one.system in page for one in published())


# ── processes ──


def test_a_system_answers_in_a_process_of_its_own_and_tells_its_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(PEERS_PYTHON, raising=False)
    asked = Text("d", "id", ["“Pasar dibuka besok,” kata Ayu Lestari."])
    found = run(PLAIN, Task({"least_words": 2}, ["msgspec", "nothing-like-it"], [], [asked]))
    assert found.answers == [Found(quotes=[Quote([(0, 1, 20)], (0, 27, 38))])]
    assert found.seconds >= 0
    assert found.versions == {"msgspec": msgspec.__version__, "nothing-like-it": "not installed"}


def test_what_is_not_installed_is_told_and_an_interpreter_that_is_none_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    def prepare(*_: object) -> None:
        raise ModuleNotFoundError("No module named 'spacy'")

    monkeypatch.setattr("bench.peers.systems.plain_quotes.prepare", prepare)
    assert reply("plain_quotes", Task({}, [], [], [])).missing == "No module named 'spacy'"
    monkeypatch.setenv(PEERS_PYTHON, "/no/such/python")
    with pytest.raises(InputError, match=PEERS_PYTHON):
        run(PLAIN, Task({}, [], [], []))


def test_a_process_that_fails_is_said_in_a_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(PEERS_PYTHON, raising=False)
    with pytest.raises(InputError, match=r"Plain: its process failed \(KeyError: 'least_words'\)"):
        run(PLAIN, Task({}, [], [], []))


def test_the_command_says_a_missing_folder_in_a_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(tmp_path)]) == 2
    assert capsys.readouterr().err.startswith("bench.peers: ")


# ── choosing settings ──


def test_every_combination_is_tried_on_documents_that_were_not_learned_from(
    annotated: Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bench.peers.choose.own_samples", lambda: [])
    tried: list[dict[str, Any]] = []

    def noted(system: System, task: Task) -> Reply:
        tried.append(task.settings)
        taught = {one.text.doc for one in task.lessons}
        assert taught
        assert not taught & {one.doc for one in task.asked if isinstance(one, Pair)}
        return fake(system, task)

    folder = annotated(6)
    known: list[Sample] = samples(folder, "train")
    found = list(trials("nearest", known, Scorer(folder), noted))
    wanted = choices()["nearest"].candidates
    assert len(found) == math.prod(map(len, wanted.values()))
    assert all(settings[name] in values for settings, _ in found for name, values in wanted.items())
    assert len(tried) == 3 * len(found)
    assert all(value == 1.0 for _, value in found)
