"""The accuracy bench on a made-up annotation folder."""

import json
import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from bench.accuracy.__main__ import main
from bench.accuracy.calibration import expected_error
from bench.accuracy.corpus import Scorer, predicted_from, samples
from bench.accuracy.page import headline, markdown
from bench.accuracy.results import Results, evaluate
from bench.accuracy.splits import pronouns, speaker_kind
from lansir.errors import InputError
from lansir.record import Article, Entity, Event, Mention, Record, Span

Annotated = Callable[[int], Path]
REAL = Path(__file__).parents[3] / "shared" / "annotation"


def predictions(folder: Path, annotation: dict[str, Any], names: list[str]) -> Path:
    folder.mkdir()
    for name in names:
        (folder / f"{name}.json").write_text(json.dumps({"doc": name, **annotation}), encoding="utf-8")
    return folder


# ── the folder ──


def test_only_the_part_asked_for_is_scored(annotated: Annotated) -> None:
    folder = annotated(13)
    assert [sample.document.doc for sample in samples(folder, "development")] == ["id-0005", "id-0011"]
    assert len(samples(folder, "all")) == 13


def test_a_folder_without_gold_or_measures_and_one_with_broken_measures_are_said(annotated: Annotated) -> None:
    folder = annotated(1)
    with pytest.raises(InputError, match=r"no gold/DOC\.json of part development"):
        samples(folder, "development")
    (folder / "score.py").write_text("import a_module_that_is_nowhere", encoding="utf-8")
    with pytest.raises(InputError, match=r"score\.py: does not run \(ModuleNotFoundError"):
        Scorer(folder)
    (folder / "score.py").unlink()
    with pytest.raises(InputError, match=r"score\.py: no such file"):
        Scorer(folder)


def test_loading_measures_leaves_no_trace_in_the_search_path(annotated: Annotated) -> None:
    before = list(sys.path)
    Scorer(annotated(1))
    assert sys.path == before
    assert "check" not in sys.modules


def test_a_missing_prediction_counts_as_empty_and_a_broken_one_is_said(annotated: Annotated, tmp_path: Path) -> None:
    folder = annotated(2)
    found = predicted_from(
        predictions(tmp_path / "p", {"sentences": [{"no": "i", "mentions": [[]]}]}, ["id-0001"]), samples(folder, "all")
    )
    assert found[0].predicted == {}
    with pytest.raises(InputError, match="id-0001: its annotation is not in the format"):
        Scorer(folder).counts(found[1])
    with pytest.raises(InputError, match="no such folder"):
        predicted_from(tmp_path / "gone", [])


# ── scores ──


def test_predictions_equal_to_gold_score_one_everywhere(
    annotated: Annotated, tmp_path: Path, gold: dict[str, Any]
) -> None:
    results = evaluate(annotated(6), predicted=predictions(tmp_path / "p", gold, ["id-0005"]))
    assert results.documents == 1
    assert {rate.value for rate in results.measures.values()} == {1.0}
    assert {rate.value for rates in results.splits.values() for rate in rates.values()} == {1.0}
    assert (results.model, results.speed, results.calibration) == (None, None, {})


def test_a_wrong_kind_costs_the_kind_it_is_and_the_kind_it_was_said_to_be(
    annotated: Annotated, tmp_path: Path, gold: dict[str, Any]
) -> None:
    gold["sentences"][0]["events"][1]["status"] = "actual"
    status = evaluate(annotated(6), predicted=predictions(tmp_path / "p", gold, ["id-0005"])).splits["status"]
    assert (status["actual"].precision, status["actual"].recall) == (0.5, 1.0)
    assert (status["planned"].predicted, status["planned"].gold, status["planned"].value) == (0, 1, 0)
    assert set(status) == {"actual", "planned"}


def test_types_are_scored_one_by_one(annotated: Annotated, tmp_path: Path, gold: dict[str, Any]) -> None:
    gold["sentences"][0]["events"][0]["type"] = "ACCUSE"
    types = evaluate(annotated(6), predicted=predictions(tmp_path / "p", gold, ["id-0005"])).splits["type"]
    assert {name: rate.value for name, rate in types.items()} == {"REQUEST": 0, "ACCUSE": 0, "PROTEST": 1}


def test_documents_are_grouped_by_language_and_length(annotated: Annotated, tmp_path: Path) -> None:
    folder = annotated(12)
    path = folder / "text" / "id-0011.json"
    longer = json.loads(path.read_text(encoding="utf-8"))
    longer["lang"], longer["sentences"] = "en", longer["sentences"] * 6
    path.write_text(json.dumps(longer), encoding="utf-8")
    results = evaluate(folder, predicted=predictions(tmp_path / "p", {}, []))
    assert list(results.by_language) == ["en", "id"]
    assert list(results.by_length) == ["1-11 sentences", "17 sentences and more"]
    assert results.by_language["en"]["events"].gold == 2


@pytest.mark.parametrize(
    ("speaker", "kind"),
    [
        ("Menteri Ayu Lestari", "named"),
        ("Seorang pejabat", "anonymous"),
        ("Ia", "pronoun or elided"),
        ("ia#2", "pronoun or elided"),
        ("@e1", "pronoun or elided"),
        ("@e3", "anonymous"),
        (None, "none"),
    ],
)
def test_the_kind_of_a_speaker(speaker: str | None, kind: str, gold: dict[str, Any]) -> None:
    mentions = [["Menteri Ayu Lestari", "e1"], ["Seorang pejabat", "e3"], ["Ia", "e1"], ["ia#2", "e1"]]
    assert speaker_kind({"speaker": speaker}, {"mentions": mentions}, gold, "id") == kind


def test_pronoun_lists_are_in_lower_case_and_another_language_has_none() -> None:
    for language in ("id", "en"):
        assert pronouns(language)
        assert all(word == word.lower().strip() for word in pronouns(language))
    assert pronouns("fr") == frozenset()


@pytest.mark.slow
@pytest.mark.skipif(not REAL.exists(), reason="the annotated articles are not beside this checkout")
def test_the_real_measures_give_gold_itself_full_marks_for_whole_statements() -> None:
    results = evaluate(REAL, predicted=REAL / "gold")
    assert results.measures["statements whole"].value == 1
    assert results.measures["events status"].value == 1
    assert results.measures["said actual, is not"].value == 0


# ── calibration ──


def test_confidences_that_match_the_share_right_have_no_error() -> None:
    found = expected_error([(0.75, True), (0.75, True), (0.75, True), (0.75, False)])
    assert [found.items, found.error, found.bins[0].right] == pytest.approx([4, 0, 0.75])


def test_the_error_is_the_distance_weighted_by_items() -> None:
    found = expected_error([(1.0, False), (0.0, False), (0.05, False), (0.55, True)])
    assert found.error == pytest.approx((1.0 + 0.05 + 0.45) / 4)
    assert [one.items for one in found.bins] == [2, 1, 1]


# ── with a reader ──


@pytest.fixture
def reader(monkeypatch: pytest.MonkeyPatch) -> None:
    """A reader that finds the first mention of gold right, and two events of which one is wrong."""

    def read_article(article: Article, sentences: list[Span] | None = None) -> Record:
        def words(text: str) -> Span:
            start = article.text.index(text)
            return Span(start, start + len(text), text)

        def event(trigger: str, confidence: float) -> Event:
            return Event(
                trigger, "REQUEST", "actual", words(trigger), words(trigger), confidence, "verbal-cooperation", 3.0
            )

        return Record(
            article,
            lansir="0.0",
            model="made-up",
            entities=[Entity("x", "Ayu Lestari", "PER", "by hand")],
            mentions=[Mention("m", words("Menteri Ayu Lestari"), "PER", "x", "name", 0.9)],
            events=[event("meminta", 0.8), event("menolak", 0.3)],
        )

    module = ModuleType("lansir.reader")
    module.read_article = read_article  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "lansir.reader", module)


@pytest.mark.usefixtures("reader")
def test_the_reader_is_run_timed_and_its_confidences_judged(annotated: Annotated) -> None:
    told: list[tuple[int, int]] = []
    results = evaluate(annotated(12), progress=lambda done, of_all: told.append((done, of_all)))
    assert told == [(1, 2), (2, 2)]
    assert (results.model, results.lansir) == ("made-up", "0.0")
    assert results.speed is not None
    assert results.speed.articles == 2
    assert 0 < results.speed.median <= results.speed.longest
    assert results.speed.peak_mib > 1
    assert results.measures["events"].precision == 0.5
    bins = results.calibration["events"].bins
    assert [one.confidence for one in bins] == pytest.approx([0.3, 0.8])
    assert [one.right for one in bins] == [0, 1]
    assert results.calibration["mentions"].error == pytest.approx(0.1)
    assert "statements" not in results.calibration


@pytest.mark.usefixtures("reader")
def test_the_command_prints_json_that_reads_back_and_markdown(
    annotated: Annotated, capsys: pytest.CaptureFixture[str]
) -> None:
    import msgspec

    folder = str(annotated(6))
    assert main([folder, "--json"]) == 0
    results = msgspec.json.decode(capsys.readouterr().out, type=Results)
    assert results.part == "development"
    assert "| events |" in headline(results)
    page = markdown(results)
    for heading in (
        "All measures",
        "By language",
        "by form",
        "by kind of speaker",
        "by type",
        "by status",
        "Calibration",
    ):
        assert heading in page
    assert main([folder]) == 0
    assert "peak memory" in capsys.readouterr().out


def test_the_command_says_what_is_missing_in_a_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(tmp_path)]) == 2
    said = capsys.readouterr().err
    assert said.startswith("bench.accuracy: ")
    assert said.count("\n") == 1
