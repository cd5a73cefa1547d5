"""The few lines of the README: Lansir beside the best of the others."""

from bench.machine import machine
from bench.peers.compare import Results, Row
from bench.peers.field import field
from bench.peers.figures import Figure


def row(system: str, languages: str, value: float) -> Row:
    found = Figure(value=value, low=value, high=value, precision=value, recall=value)
    return Row(
        system=system, versions={}, taught="nothing", languages=languages, asked=1, each_second=1.0,
        figures={"statements whole": found, "statements": found},
    )  # fmt: skip


def results(*rows: Row) -> Results:
    return Results(machine=machine(), model="2026.13", lansir="0.1.0", tables={"statements": list(rows)}, left_out=[])


def test_the_best_of_the_others_stands_beside_lansir() -> None:
    told = field(results(row("Lansir", "en", 0.8), row("quotes", "en", 0.2), row("parser", "en", 0.5)))
    assert "| who said what, words and speaker | English | 0.800 | 0.500 | parser |" in told
    assert "quotes" not in told


def test_a_language_that_nobody_else_knows_says_so() -> None:
    told = field(results(row("Lansir", "id", 0.8), row("parser", "en", 0.5)))
    assert "| who said what, words and speaker | Indonesian | 0.800 |  | none that knows it |" in told


def test_what_borrows_lansir_s_encoder_is_another_system() -> None:
    told = field(
        results(row("Lansir (lansir.code)", "en", 0.8), row("nearest neighbours (Lansir's encoder)", "en", 0.9))
    )
    assert "| 0.800 | 0.900 | nearest neighbours (Lansir's encoder) |" in told
