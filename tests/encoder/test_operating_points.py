"""Leaning to precision or to recall: less said and more of it right, or more said."""

from pathlib import Path

import msgspec
import pytest
from typer.testing import CliRunner

import lansir
from lansir.cli.app import app
from lansir.encoder import BALANCED, load_model, point_of
from lansir.examples import example_pages
from lansir.record import Record


@pytest.fixture(scope="module")
def page() -> Path:
    return example_pages()[0]


@pytest.fixture(scope="module")
def read(page: Path) -> dict[str, Record]:
    return {point: lansir.read(page, point=point) for point in ("precision", "balanced", "recall")}


def test_precision_says_no_more_and_recall_no_less_than_the_middle(read: dict[str, Record]) -> None:
    said = [len(read[point].events) + len(read[point].statements) for point in ("precision", "balanced", "recall")]
    assert said == sorted(said)
    assert said[0] < said[2]


def test_the_record_says_how_it_was_read(read: dict[str, Record]) -> None:
    plain = load_model().card.version
    assert [record.model for record in read.values()] == [f"{plain}+precision", plain, f"{plain}+recall"]
    assert [point_of(record.model) for record in read.values()] == ["precision", "balanced", "recall"]


def test_a_version_that_names_no_point_is_balanced() -> None:
    assert point_of("2026.11") == point_of("2026.11+nonsense") == BALANCED


def test_a_point_changes_what_it_names_and_nothing_else() -> None:
    card = msgspec.structs.replace(load_model().card, points={"recall": {"threshold/none": 0.9, "bias/trigger": 2.0}})
    changed = card.at("recall")
    assert (changed.thresholds["none"], changed.bias["trigger"]) == (0.9, 2.0)
    assert {k: v for k, v in changed.thresholds.items() if k != "none"} == {
        k: v for k, v in card.thresholds.items() if k != "none"
    }
    assert card.at("balanced") is card


def test_the_command_takes_one_of_the_three(page: Path) -> None:
    result = CliRunner().invoke(app, ["read", str(page), "--recall", "--format", "json"])
    assert msgspec.json.decode(result.stdout, type=Record).model.endswith("+recall")
    assert CliRunner().invoke(app, ["read", str(page), "--recall", "--precision"]).exit_code == 2
