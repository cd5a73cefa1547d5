"""The comparison with other systems, on a made-up annotation folder and with made-up systems."""

import gzip
import json
import math
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bench.accuracy.corpus import Sample, Scorer, samples
from bench.machine import machine
from bench.occurrence import locate
from bench.peers import compare
from bench.peers.__main__ import main
from bench.peers.annotating import annotation, words_of
from bench.peers.catalogue import System, choices, published, systems
from bench.peers.choose import trials
from bench.peers.compare import Bench, Results, Row, compare_all
from bench.peers.exchange import Act, Annotated, Answer, Asked, Date, Found, Pair, Quote, Reply, Spot, Task, Text, Word
from bench.peers.figures import Figure, of_pages, of_pairs
from bench.peers.lessons import lesson, own_samples, pairs_of
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


def typed(pair: tuple[str, str]) -> Pair:
    return Pair("Ayu memuji Budi.", (0, 3), (11, 15), "id", pair[0], [pair[1]])


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


# ── answers as annotations ──


@given(st.text(alphabet="ab# 1", max_size=30), st.data())
def test_words_of_a_span_are_found_again_where_they_stand(sentence: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(sentence)))
    end = data.draw(st.integers(start, len(sentence)))
    if start < end:
        assert locate(words_of(sentence, start, end), sentence) == (start, end)


def test_a_speaker_of_an_earlier_sentence_becomes_the_sign_of_an_entity() -> None:
    text = Text("d", "id", ["Ayu Lestari datang.", "“Pasar dibuka besok.”"])
    found = annotation(text, Found(quotes=[Quote([(1, 1, 19)], (0, 0, 11))]))
    assert found["entities"]["p1"]["name"] == "Ayu Lestari"
    assert found["sentences"][0]["mentions"] == [["Ayu Lestari", "p1"]]
    assert found["sentences"][1]["statements"] == [{"speaker": "@p1", "content": ["Pasar dibuka besok"]}]


def test_a_pronoun_is_not_the_same_person_throughout() -> None:
    text = Text("d", "en", ["He said no.", "Ayu said he lied.", "He said yes.", "Ayu said so."])
    speakers: list[Spot] = [(0, 0, 2), (1, 0, 3), (2, 0, 2), (3, 0, 3)]
    found = annotation(text, Found(quotes=[Quote([(i, 4, 8)], (i, a, b)) for i, a, b in speakers]))
    assert [row["mentions"][0][1] for row in found["sentences"]] == ["p1", "p2", "p3", "p2"]


def test_times_and_events_keep_their_own_words() -> None:
    text = Text("d", "en", ["Ayu met Budi on Sunday."])
    act = Act((0, 4, 7), "CONSULT", "actual", [(0, 0, 3)], [(0, 8, 12)])
    row = annotation(text, Found(dates=[Date((0, 16, 22), "2024-04-28")], acts=[act]))["sentences"][0]
    assert row["times"] == [["Sunday", "2024-04-28"]]
    assert row["events"] == [
        {"type": "CONSULT", "trigger": "met", "status": "actual", "actors": ["Ayu"], "recipients": ["Budi"]}
    ]


def test_given_names_are_kept_and_other_rows_of_the_giver_are_not() -> None:
    given_rows = [{"i": 0, "mentions": [["Ayu", "e1"]], "statements": [{"speaker": "Ayu", "content": "met"}]}]
    given_names = {"entities": {"e1": {"name": "Ayu", "type": "PER"}}, "sentences": given_rows}
    found = annotation(Text("d", "en", ["Ayu met Budi."]), Found(), given_names)
    assert found["entities"] == given_names["entities"]
    assert found["sentences"] == [{"i": 0, "mentions": [["Ayu", "e1"]]}]


# ── what is learned from, what is asked ──


def test_a_lesson_holds_cues_triggers_and_pairs_of_the_document(annotated: Folder) -> None:
    sample = samples(annotated(1), "all")[0]
    told = lesson(sample)
    sentence = sample.document.sentences[0]
    assert [sentence[start:end] for i, start, end in told.cues if i == 0] == ["meminta"]
    assert [(act.type, act.status) for act in told.acts] == [("REQUEST", "actual"), ("PROTEST", "planned")]
    assert [pair.types for pair in told.pairs] == [["REQUEST"]]


def test_an_asked_pair_does_not_tell_its_types(annotated: Folder) -> None:
    known = samples(annotated(2), "all")
    assert all(pair.types == [] for pair in pairs_of(known, asked=True))
    assert len(pairs_of(known, asked=True)) == len(pairs_of(known, asked=False)) == 2


def test_the_annotated_news_of_our_own_wording_is_read() -> None:
    languages = {sample.language for sample in own_samples()}
    assert languages == {"en", "id"}


# ── measures ──


def test_macro_f1_counts_every_type_alike_and_the_share_every_pair() -> None:
    asked = [typed(("a", "AID")), typed(("b", "AID")), typed(("c", "AID")), typed(("d", "REJECT"))]
    found = of_pairs([pair.types for pair in asked], ["AID"] * 4, asked)
    assert found["right"].value == 0.75
    assert found["macro F1"].value == pytest.approx((2 * 3 / 7 + 0) / 2)
    assert found["right"].low <= 0.75 <= found["right"].high


def test_any_of_several_right_types_of_a_pair_is_right() -> None:
    asked = [typed(("a", "AID")), typed(("b", "AID"))]
    assert of_pairs([["AID", "AGREE"], ["AID"]], ["AGREE", "AID"], asked)["right"].value == 1.0


def test_pages_are_measured_by_runs_of_four_words() -> None:
    body = "satu dua tiga empat lima enam"
    assert of_pages([body, body], [body, body])["F1"].value == pytest.approx(1)
    half = of_pages([body, body], [body, ""])["F1"]
    assert (half.precision, half.recall) == (1, 0.5)


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
