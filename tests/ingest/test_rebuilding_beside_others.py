"""A store is read again while others work with it: what they took out or changed meanwhile is left as they left it."""

import threading
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import msgspec
import pytest

from lansir.encoder import BALANCED, Point
from lansir.forget import forget_articles, forget_person, lift_articles, plan_articles, plan_person
from lansir.ingest import workers
from lansir.ingest.reading import Reader
from lansir.ingest.rebuild import Anew, MakePointReader, Rebuilt, rebuild
from lansir.page import read_page
from lansir.record import Article, Record
from lansir.review.decisions import decide
from lansir.store import Page, Store
from lansir.story.placing import Placer
from lansir.vectors import Vectors
from tests.ingest.fake_reading import FAULT, make_model_reader, read
from tests.ingest.press import page
from tests.story.handmade import Act, Made, made, words

FORMER, WHO = "0.0.1", "Dario Velmont"
HERE = Anew(workers=0)
GONE = Rebuilt(gone=1)

pytestmark = pytest.mark.model


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store(tmp_path / "lansir.db", write=True) as opened:
        yield opened


def former(told: str, *, model: str = "former", path: str = "berita") -> tuple[Record, Page]:
    """A page as a former Lansir read it."""
    data = page(words=told)
    return Record(read_page(data, url=f"https://example.org/{path}"), FORMER, model), Page(data)


def keep(store: Store, told: str = "", *, model: str = "former", path: str = "berita") -> str:
    """Store such a page; its article's id."""
    record, data = former(told, model=model, path=path)
    assert store.add(record, data)
    return record.article.id


def beside(store: Store, act: Callable[[Store], object]) -> None:
    """Do something in the store by another connection."""
    with Store(store.path, write=True) as other:
        act(other)


def meanwhile(store: Store, act: Callable[[Store], object], read: Reader = read) -> MakePointReader:
    """Readers during whose reading of a page another does something in the store."""

    def made(actors: tuple[Path, ...], point: Point = BALANCED) -> Reader:
        del actors, point

        def reader(article: Article) -> tuple[Record, Vectors]:
            beside(store, act)
            return read(article)

        return reader

    return made


def forget(*articles: str) -> Callable[[Store], object]:
    return lambda store: forget_articles(store, plan_articles(store, articles))


def forget_who(store: Store) -> None:
    assert forget_person(store, plan_person(store, WHO)).proven


def put_back(record: Record, data: Page) -> Callable[[Store], object]:
    """Forget an article, lift that and store it once more."""

    def act(store: Store) -> None:
        forget(record.article.id)(store)
        assert lift_articles(store, [record.article.id])
        assert store.add(record, data)

    return act


def pages(store: Store) -> int:
    count: int = store.connection.execute("SELECT count(*) FROM page").fetchone()[0]
    return count


@pytest.mark.parametrize("told", ["", FAULT])
def test_an_article_that_is_forgotten_while_its_page_is_read_does_not_come_back(told: str, store: Store) -> None:
    article = keep(store, told)
    record = store.record(article)
    assert rebuild(store, HERE, make=meanwhile(store, forget(article))) == GONE
    assert (len(store), pages(store)) == (0, 0)
    assert store.forgot(record)


def test_the_name_of_a_person_who_is_forgotten_meanwhile_does_not_come_back(store: Store) -> None:
    article = keep(store, f"{WHO} ikut hadir.")
    assert rebuild(store, HERE, make=meanwhile(store, forget_who)) == GONE
    assert WHO not in store.record(article).article.text
    assert (store.record(article).lansir, pages(store)) == (FORMER, 0)


@pytest.mark.parametrize(("model", "done"), [("former", Rebuilt(read=1)), ("former+recall", GONE)])
def test_what_was_put_into_the_store_anew_meanwhile_stays_where_it_is_not_as_before(
    model: str, done: Rebuilt, store: Store
) -> None:
    article = keep(store, model="former")
    assert rebuild(store, HERE, make=meanwhile(store, put_back(*former("", model=model)))) == done
    assert store.record(article).model == ("fake" if done.read else model)


def test_what_people_decide_meanwhile_stays_and_holds_up_no_reading(store: Store) -> None:
    record = made(Made(words(1), acts=(Act("Gunmen attacked a convoy near Lumar on Monday.", "attacked"),)))[0]
    store.add(record, Page(page()))
    (event,) = record.events

    def again(article: Article) -> tuple[Record, Vectors]:
        del article
        return msgspec.structs.replace(record, lansir="0"), Vectors()

    def confirm(other: Store) -> None:
        decide(other, event.id, "confirmed", by="Ratna")

    assert rebuild(store, HERE, make=meanwhile(store, confirm, again)) == Rebuilt(read=1)
    held = store.record(record.article.id)
    assert (held.lansir, held.events[0].review.state) == ("0", "confirmed")


def test_another_article_of_the_address_of_a_forgotten_one_is_read_all_the_same(store: Store) -> None:
    first, second = keep(store), keep(store, "Versi lain.")
    forget(first)(store)
    assert rebuild(store, HERE, make=make_model_reader) == Rebuilt(read=1)
    assert [(one.article.id, one.lansir) for one in store.records()] == [(second, "0")]


def test_a_page_that_is_read_today_as_what_was_forgotten_keeps_its_record(store: Store) -> None:
    forgotten, other = former("")[0].article, keep(store, "Versi lain.")
    keep(store)
    forget(forgotten.id)(store)

    def same(article: Article) -> tuple[Record, Vectors]:
        return Record(msgspec.structs.replace(forgotten, url=article.url), "0", "fake"), Vectors()

    assert rebuild(store, HERE, make=meanwhile(store, len, same)) == GONE
    assert [(one.article.id, one.lansir) for one in store.records()] == [(other, FORMER)]


def test_articles_that_are_removed_before_their_turn_are_passed_over_and_counted(store: Store) -> None:
    for n in range(3):
        keep(store, f"ke-{n}")
    first, second, third = store.articles()
    steps: list[tuple[int, int]] = []

    def step(done: int, total: int) -> None:
        steps.append((done, total))
        if done == 1:
            beside(store, forget(second))

    assert rebuild(store, HERE, step=step, make=make_model_reader) == Rebuilt(read=2, gone=1)
    assert (store.articles(), steps) == ([first, third], [(1, 3), (2, 3), (3, 3)])


def test_what_was_put_into_the_store_at_another_point_before_its_turn_stays(store: Store) -> None:
    anew = {record.article.id: (record, data) for record, data in (former(f"ke-{n}", model="m+recall") for n in "ab")}
    for n in "ab":
        keep(store, f"ke-{n}")
    first, second = store.articles()
    step = partial(_after_the_first, lambda: beside(store, put_back(*anew[second])))
    assert rebuild(store, HERE, step=step, make=make_model_reader) == Rebuilt(read=1, gone=1)
    assert [store.record(article).model for article in (first, second)] == ["fake", "m+recall"]


@pytest.mark.slow
def test_what_is_read_ahead_by_another_process_does_not_come_back_either(store: Store) -> None:
    for n in range(3):
        keep(store, f"{WHO} ke-{n}")
    first, *ahead = store.articles()
    step = partial(_after_the_first, lambda: beside(store, forget(*ahead)))
    assert rebuild(store, Anew(workers=1), step=step, make=make_model_reader) == Rebuilt(read=1, gone=2)
    assert store.articles() == [first]


def _after_the_first(act: Callable[[], None], done: int, total: int) -> None:
    del total
    if done == 1:
        act()


def test_what_is_removed_before_it_could_be_placed_in_a_story_is_passed_over(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Placer, "missing", lambda _: [1])
    assert rebuild(store, HERE, make=make_model_reader) == Rebuilt()


@pytest.mark.parametrize("number", [0, pytest.param(1, marks=pytest.mark.slow)])
def test_records_of_three_points_are_read_by_no_more_processes_than_are_asked_for(number: int, store: Store) -> None:
    for n, point in enumerate(("", "+recall", "+precision") * 2):
        keep(store, f"ke-{n}", model=f"former{point}")
    before, at_once, steps = set(threading.enumerate()), [], []

    def step(done: int, total: int) -> None:
        steps.append((done, total))
        at_once.append((len({*threading.enumerate()} - before), len(workers.ONE_BY_ONE.active_children())))

    assert rebuild(store, Anew(workers=number), step=step, make=make_model_reader) == Rebuilt(read=6)
    assert steps == [(n, 6) for n in range(1, 7)]
    assert set(at_once) == {(1, number)}
