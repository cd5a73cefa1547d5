"""The measure of main texts, after the article extraction benchmark, and the floor that reading keeps to."""

import subprocess
import sys
from pathlib import Path

import msgspec
import pytest

from bench.pages import BODY_KINDS, Counts, body, compare, scores
from lansir.page import read_page

SAVED = Path(__file__).parents[3] / "shared" / "data" / "pages" / "scrapinghub"
FLOOR = 0.965


def test_the_same_words_are_found_whole() -> None:
    assert compare("satu dua tiga empat lima", "Satu dua".lower() + ", tiga empat\nlima!") == Counts(1, 0, 0)


def test_runs_of_four_words_are_counted_as_often_as_they_stand() -> None:
    counts = compare("a b c d", "a b c d e")
    assert (counts.precision, counts.recall) == (0.5, 1.0)
    twice = compare("a b c d", "a b c d a b c d")
    assert (twice.both, twice.wanted) == (0.2, 0.0)


def test_a_text_shorter_than_a_run_is_one_run() -> None:
    assert compare("dua kata", "dua kata") == Counts(1, 0, 0)


def test_a_page_without_findings_has_no_precision_but_costs_recall() -> None:
    found = scores([Counts(1, 0, 0), Counts(0, 0, 1)])
    assert (found.precision, found.recall) == (1.0, 0.5)
    assert found.f1 == pytest.approx(2 / 3)


def test_the_body_is_what_is_read_as_running_text() -> None:
    words = "Wali kota menolak usul itu dan meminta dewan membahasnya lagi pekan depan."
    article = read_page(
        f"Pasar tidak pindah\n\nSuara.co - {words}\n\nBaca juga: Harga Beras\n\n{words} Ia pergi.".encode()
    )
    assert body(article) == f"Suara.co -\n{words}\n{words} Ia pergi."
    assert "headline" not in BODY_KINDS


@pytest.mark.slow
@pytest.mark.skipif(not SAVED.is_dir(), reason="the saved pages are not there")
def test_main_text_is_found_better_than_by_trafilatura() -> None:
    done = subprocess.run([sys.executable, "-m", "bench.pages", str(SAVED), "--json"], capture_output=True, check=True)
    readers = {row["reader"]: row["f1"] for row in msgspec.json.decode(done.stdout)["readers"]}
    assert readers["lansir"] > FLOOR
    assert readers["lansir"] > max(score for name, score in readers.items() if name != "lansir")
