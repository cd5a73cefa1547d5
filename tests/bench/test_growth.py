"""Growth: exponents, notes that a filling goes on from, and what is said of it all."""

import math
from collections.abc import Iterator
from itertools import count
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bench import growth, growth_fill
from bench.growth import estimate, main
from bench.growth_asked import QUERIES
from bench.growth_fill import Filling, read_before
from bench.growth_fit import Growth, exponent, growing, too_fast
from bench.growth_page import describe
from bench.growth_points import Notes, Point, QueryCost, Spent
from bench.growth_queries import main as ask
from bench.machine import machine
from bench.synthetic import Seed, Told, read_seeds
from lansir.errors import StoreError
from lansir.page import read_page
from lansir.record import Record
from lansir.store import Page, Store
from lansir.vectors import Vectors

SIZES = (1_000, 10_000, 100_000, 1_000_000)


def point(articles: int, seconds: float, query_ms: float = 1.0) -> Point:
    spent = Spent(seconds, seconds, 2 * seconds, 0.0)
    return Point(articles, spent, spent.times(1 / articles), 200.0, articles / 30, {"q": QueryCost(query_ms, 1.0, 1.0)})


class TestExponents:
    @given(st.floats(-0.5, 2.5), st.floats(0.01, 100))
    def test_a_power_law_has_its_own_exponent(self, power: float, factor: float) -> None:
        assert exponent(SIZES, [factor * size**power for size in SIZES]) == pytest.approx(power, abs=1e-6)

    @pytest.mark.parametrize(
        ("law", "holds"),
        [
            (lambda n: n, True),
            (lambda n: n * math.log(n) ** 0.9, True),
            (lambda n: n**1.2, False),
            (lambda n: n * n / 1e6, False),
        ],
    )
    def test_nothing_may_grow_faster_than_n_log_n(self, law: object, holds: bool) -> None:
        points = [point(size, law(size) / 1000) for size in SIZES]  # type: ignore[operator]
        found = {one.what: one for one in growing(points)}
        assert found["storing, all articles"].holds is holds
        assert found["memory of the process"].holds
        assert [line.partition(":")[0] for line in too_fast(list(found.values()))] == (
            [] if holds else ["storing, all articles", "placing, all articles"]
        )

    def test_small_sizes_are_shown_and_do_not_count_where_larger_ones_do(self) -> None:
        found = growing([point(3_000, 1), point(30_000, 30), point(300_000, 300)])[0]
        assert found.over_all > found.limit and found.exponent == pytest.approx(1) and found.holds
        assert not growing([point(3_000, 1), point(30_000, 30)])[0].holds

    def test_one_size_tells_nothing_of_growth(self) -> None:
        assert growing([point(1_000, 1)]) == []


class TestNotes:
    def test_they_are_read_as_they_were_written_and_a_folder_without_has_new_ones(self, tmp_path: Path) -> None:
        assert Notes.of(tmp_path) == Notes()
        notes = Notes(7, 2, Spent(1, 2, 3, 4), (point(1_000, 1),))
        notes.saved(tmp_path)
        assert Notes.of(tmp_path) == notes

    def test_broken_ones_are_told(self, tmp_path: Path) -> None:
        (tmp_path / "growth.json").write_text("{", encoding="utf-8")
        with pytest.raises(StoreError, match="begin again with an empty folder"):
            Notes.of(tmp_path)

    def test_articles_that_were_stored_and_not_noted_took_as_long_as_the_others(self) -> None:
        assert Notes(noted=10, spent=Spent(1, 2, 3, 4)).total(20) == Spent(2, 4, 6, 8)
        assert Notes().total(5) == Spent()


class Texts:
    """Stands in for the synthetic articles: two pages a copy, nothing read from them."""

    def __init__(self, seeds: object) -> None:
        self.told_of = list[tuple[int, int]]()

    def seeds_in_order(self) -> list[int]:
        return [1, 0]

    def told(self, copy: int, number: int) -> Told:
        self.told_of.append((copy, number))
        words = f"Text {copy} of {number} tells of the harbour and of nothing else that anyone has heard of before."
        data = f"<html><body><article><h1>Head {copy}</h1>{f'<p>{words}</p>' * 4}</article></body></html>".encode()
        article = read_page(data, media_type="text/html", url=f"https://x.example/{copy}/{number}")
        return Told(Record(article, lansir="0", model="none"), Page(data, "text/html"), Vectors())


@pytest.fixture
def texts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(growth_fill, "Synthetic", Texts)
    monkeypatch.setattr(growth_fill, "_queries", lambda folder: {"q": QueryCost(1.0, 1.0, 1.0)})
    monkeypatch.setattr(growth, "read_before", lambda folder, briefs: [])


@pytest.mark.usefixtures("texts")
class TestFilling:
    def test_it_goes_on_where_it_stopped_and_stores_no_article_twice(self, tmp_path: Path) -> None:
        first = Filling(tmp_path, [])
        assert first.fill(3, [2]) is True
        first.close()
        second = Filling(tmp_path, [])
        assert second.count == 3
        assert second.fill(6, [2, 5]) is True
        second.close()
        notes = Notes.of(tmp_path)
        assert [point.articles for point in notes.points] == [2, 3, 5, 6]
        assert (notes.noted, notes.pieces) == (6, 2)
        totals = [point.total.store for point in notes.points]
        assert totals == sorted(totals) and totals[0] > 0
        with Store(tmp_path / "store.sqlite") as store:
            assert len(store) == 6
            placed = store.connection.execute("SELECT count(*) FROM placed").fetchone()[0]
            urls = {row[0] for row in store.connection.execute("SELECT url FROM article")}
        assert placed == 6
        assert urls == {f"https://x.example/{copy}/{number}" for copy in range(3) for number in range(2)}

    def test_it_stops_when_its_time_is_over(self, tmp_path: Path) -> None:
        filling = Filling(tmp_path, [])
        assert filling.fill(10, [], seconds=0) is False
        assert filling.count == 1 and filling.notes.points == ()
        filling.close()
        assert Notes.of(tmp_path).noted == 1

    def test_briefs_are_stored_by_the_transaction_and_each_has_its_share_of_its_end(self, tmp_path: Path) -> None:
        filling = Filling(tmp_path, [], briefs=True)
        assert filling.fill(60, [30]) is True
        filling.close()
        notes = Notes.of(tmp_path)
        assert [point.articles for point in notes.points] == [30, 60] and notes.noted == 60 and notes.briefs
        assert notes.spent.wall == pytest.approx(notes.points[-1].total.wall)
        assert all(part > 0 for part in notes.points[-1].each)
        with pytest.raises(StoreError, match="holds briefs; give another"):
            Filling(tmp_path, [])

    def test_a_store_of_something_else_is_left_alone(self, tmp_path: Path) -> None:
        Store(tmp_path / "store.sqlite", write=True).close()
        with pytest.raises(StoreError, match="is there without notes"):
            Filling(tmp_path, [])

    def test_the_command_goes_on_prints_json_and_fails_where_something_grows_too_fast(
        self, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        costs: Iterator[float] = (10.0**n for n in count())
        monkeypatch.setattr(growth_fill, "_queries", lambda folder: {"q": QueryCost(next(costs), 1.0, 1.0)})
        main(["--folder", str(tmp_path), "--articles", "4", "--at", "2,4", "--minutes", "0"])
        assert "1 articles so far; the same command goes on" in capsys.readouterr().err
        assert main(["--folder", str(tmp_path), "--articles", "8", "--at", "2,4,8", "--json"]) == 1
        told = capsys.readouterr()
        found = msgspec.json.decode(told.out, type=Growth)
        assert [one.articles for one in found.points] == [2, 4, 8] and found.pieces == 2 and not found.hold
        assert "bench.growth: query: q: grows as n to the" in told.err

    def test_a_disk_that_is_too_small_is_told_before_anything_is_stored(
        self, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        Notes(1_000, 1, Spent(1, 1, 1, 1), (point(1_000, 10),)).saved(tmp_path)
        assert main(["--folder", str(tmp_path), "--articles", str(10**12)]) == 2
        assert "GiB more are needed" in capsys.readouterr().err


def test_an_estimate_goes_by_what_the_last_articles_took() -> None:
    assert estimate(point(10_000, 500.0), 1_000_000) == "1,000,000 articles: 27.5 hours from here, 33 GiB in all"


def test_the_page_tells_what_an_article_takes_and_marks_what_grows_too_fast() -> None:
    points = tuple(point(size, size * size / 1e9) for size in SIZES)
    rows = growing(points)
    told = describe(Growth(machine(), SIZES[-1], 3, points, rows, False))
    assert str(machine()) in told and "in 3 pieces" in told
    assert "What is marked grows faster than n log n from 30,000 articles on" in told
    assert 'over all sizes "storing, all articles"' in told and "**storing, all articles**" in told
    assert "| 1,000,000 |" in told and "(images/growth.svg)" in told
    assert "nothing grows faster" in describe(Growth(machine(), 1, 1, points, rows, True))
    briefs = describe(Growth(machine(), 1, 1, points, rows, True, briefs=True))
    assert "Synthetic briefs" in briefs and "(images/growth-briefs.svg)" in briefs


def test_asking_takes_one_folder(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    assert ask([]) == 2 and ask([str(tmp_path)]) == 2
    assert capsys.readouterr().err.count("bench.growth_queries: ") == 2


@pytest.mark.slow
def test_a_store_of_pages_of_the_world_answers_every_query(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(growth_fill, "read_seeds", lambda briefs: read_seeds(4, briefs=briefs))
    seeds = read_before(tmp_path)
    assert [seed.record.article.id for seed in seeds] == [seed.record.article.id for seed in read_before(tmp_path)]
    assert all(isinstance(seed, Seed) for seed in seeds)
    found = growth.measure(tmp_path, 24, [12, 24])
    assert [one.articles for one in found.points] == [12, 24]
    assert found.points[-1].queries.keys() == QUERIES.keys()
    assert all(cost.cpu_ms > 0 for cost in found.points[-1].queries.values())
