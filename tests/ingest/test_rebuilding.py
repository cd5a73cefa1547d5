"""Reading a store again: in processes of their own, a page at a time, with what was told beside each page then."""

from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from lansir._version import __version__
from lansir.encoder import BALANCED, Point, load_card, load_model
from lansir.errors import LansirError, ModelError
from lansir.ingest.reading import Reader
from lansir.ingest.rebuild import Anew, Rebuilt, rebuild
from lansir.keys import id_of
from lansir.page import read_page
from lansir.record import Article, Record, StatedTime
from lansir.store import Page, Store
from lansir.vectors import Vectors
from tests.ingest.fake_reading import DIES, FAULT, SLOW, make_model_reader
from tests.ingest.press import page

FORMER = "0.0.1"
HERE = Anew(workers=0)

pytestmark = pytest.mark.model


def leaning_reader(actors: tuple[Path, ...], point: Point = BALANCED) -> Reader:
    """Notes in each record what it was made with."""

    def read(article: Article) -> tuple[Record, Vectors]:
        return Record(article, __version__, f"{point} {len(actors)}"), Vectors()

    return read


def no_reader(actors: tuple[Path, ...], point: Point = BALANCED) -> Reader:
    raise ModelError(f"no model here ({point}, {len(actors)})")


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store(tmp_path / "lansir.db", write=True) as opened:
        yield opened


def keep(store: Store, words: str = "", *, model: str = "former", **of_article: object) -> str:
    """Store a page as a former Lansir read it; its article's id."""
    data = page(words=words)
    article = msgspec.structs.replace(read_page(data, url=f"https://example.org/{words or 'page'}"), **of_article)
    store.add(Record(article, FORMER, model), Page(data))
    return article.id


def by(store: Store) -> dict[str, str]:
    """By which Lansir each article was read."""
    return {record.article.id: record.lansir for record in store.records()}


@pytest.mark.parametrize(
    ("words", "why"),
    [
        pytest.param(SLOW, "not read within 4 s", marks=pytest.mark.slow),
        pytest.param(DIES, "ended twice (signal 9)", marks=pytest.mark.slow),
        (FAULT, "a fault of Lansir"),
    ],
)
def test_a_page_that_cannot_be_read_keeps_its_record_is_told_and_the_others_are_read(
    words: str, why: str, store: Store
) -> None:
    bad, fine = keep(store, words), keep(store, "akhir")
    done = rebuild(store, Anew(workers=1, page_seconds=4), make=make_model_reader)
    assert done == Rebuilt(read=1, failed=done.failed)
    (told,) = done.failed
    assert told.startswith(f"{bad}: ")
    assert why in told
    assert by(store) == {bad: FORMER, fine: "0"}


@pytest.mark.parametrize("workers", [0, pytest.param(2, marks=pytest.mark.slow)])
def test_one_process_or_several_or_none_the_order_is_that_of_the_ids(workers: int, store: Store) -> None:
    for n in range(7):
        keep(store, f"ke-{n}")
    steps: list[tuple[int, int]] = []
    done = rebuild(store, Anew(workers=workers), make=make_model_reader, step=lambda *at: steps.append(at))
    assert done == Rebuilt(read=7)
    assert steps == [(n, 7) for n in range(1, 8)]
    rows = store.connection.execute("SELECT article FROM change WHERE what = 'replaced' ORDER BY number")
    assert [id_of("ar", row[0]) for row in rows] == store.articles()


def test_each_page_is_read_at_the_point_it_was_read_at_with_the_actors_given(store: Store) -> None:
    leaning = {keep(store, point or "balanced", model=f"former+{point}" if point else "former"): point or "balanced"
               for point in ("", "recall", "precision")}  # fmt: skip
    rebuild(store, Anew(actors=(Path("mine.csv"),), workers=0), make=leaning_reader)
    assert {record.article.id: record.model for record in store.records()} == {
        article: f"{point} 1" for article, point in leaning.items()
    }


@pytest.mark.parametrize("source", ["given", "feed"])
def test_a_date_told_beside_the_page_is_told_again_as_it_was_written(store: Store, source: str) -> None:
    beside = StatedTime("2031-03-05T10:15+00:00", "minute", source, "Z")  # type: ignore[arg-type]
    article = keep(store, "tanpa-tanggal", published=beside, captured="2031-03-06T00:00:00+00:00")
    before = store.record(article).article
    rebuild(store, HERE, make=make_model_reader)
    assert store.record(article).article == before


def test_what_this_code_and_model_read_is_passed_over_unless_all_is_asked_for(store: Store) -> None:
    article = keep(store)
    today = msgspec.structs.replace(store.record(article), lansir=__version__, model=load_card().version)
    store.replace(today, store.page(article))
    assert rebuild(store, HERE, make=no_reader) == Rebuilt(current=1)
    assert rebuild(store, Anew(everything=True, workers=0), make=make_model_reader) == Rebuilt(read=1)


def test_the_process_that_only_stores_loads_no_model(store: Store) -> None:
    keep(store)
    before = load_model.cache_info()
    assert rebuild(store, HERE, make=make_model_reader) == Rebuilt(read=1)
    assert load_model.cache_info() == before


@pytest.mark.parametrize("workers", [0, 1])
def test_where_no_page_can_be_read_at_all_it_ends_and_changes_nothing(store: Store, workers: int) -> None:
    article = keep(store)
    with pytest.raises(LansirError, match="no model here"):
        rebuild(store, Anew(workers=workers), make=no_reader)
    assert by(store) == {article: FORMER}
