"""Articles are forgotten: nothing of them is left, and they do not come back unless it is asked for."""

from pathlib import Path

import pytest

from lansir.errors import InputError
from lansir.forget import forget_articles, lift_articles, plan_articles
from lansir.ingest.intake import Intake, Options, Summary
from lansir.ingest.web import Manners
from lansir.keys import key_of
from lansir.review.decisions import decide
from lansir.store import Store
from lansir.store.check import check_store
from lansir.store.forgotten import note
from lansir.store.store import now
from tests.forget.conftest import every_byte
from tests.ingest.fake_reading import make_reader
from tests.ingest.press import page, running_press


def address(store: Store, number: int = 0) -> tuple[str, str]:
    """Id and address of an article."""
    record = store.record(store.articles()[number])
    return record.article.id, str(record.article.url)


def test_an_article_goes_with_all_that_hangs_on_it(store: Store, path: Path) -> None:
    identity, url = address(store)
    record = store.record(identity)
    decide(store, record.events[0].id, "confirmed", "Ani", note="unmistakable")
    report = forget_articles(store, plan_articles(store, [identity]))
    assert report.proven
    assert identity not in store
    assert url.encode() not in every_byte(path)
    assert b"unmistakable" not in every_byte(path)
    assert (report.erased.articles, report.erased.pages, report.erased.decisions) == (1, 1, 1)
    assert report.erased.events == len(record.events)
    assert list(check_store(store)) == []


def test_actors_of_that_article_alone_go_too(store: Store) -> None:
    query = (
        "SELECT actor, min(article) FROM entity WHERE actor IS NOT NULL GROUP BY actor "
        "HAVING count(DISTINCT article) = 1"
    )
    actor, article = store.connection.execute(query).fetchone()
    forget_articles(store, plan_articles(store, [f"ar-{article & (1 << 64) - 1:016x}"]))
    assert store.connection.execute("SELECT 1 FROM actor WHERE id = ?", (actor,)).fetchone() is None


def test_copies_and_versions_that_stay_are_told(store: Store) -> None:
    plans = [plan_articles(store, [identity]) for identity in store.articles()]
    staying = [plan for plan in plans if plan.stay]
    assert staying
    assert all(set(plan.stay) <= set(store.articles()) for plan in staying)


def test_an_address_means_every_version_of_it(store: Store) -> None:
    query = "SELECT address FROM article GROUP BY address HAVING count(*) > 1"
    row = store.connection.execute(query).fetchone()
    if row is None:
        first, second = store.articles()[:2]
        with store.writing():
            store.connection.execute(
                "UPDATE article SET address = 'https://kabar.example/satu' WHERE id IN "
                "(SELECT id FROM article ORDER BY id LIMIT 2)"
            )
        assert set(map(str, (first, second))) <= set(store.articles())
        row = ("https://kabar.example/satu",)
    assert len(plan_articles(store, [row[0]]).articles) > 1


@pytest.mark.parametrize("asked", ["ar-0000000000000000", "ar-nonsense", "https://nowhere.example/", ""])
def test_an_article_that_is_not_there_is_an_error(store: Store, asked: str) -> None:
    with pytest.raises(InputError, match=r"ar-|no article"):
        plan_articles(store, [asked])


def test_forgetting_twice_proves_it_again(store: Store) -> None:
    _, url = address(store)
    forget_articles(store, plan_articles(store, [url]))
    report = forget_articles(store, plan_articles(store, [url]))
    assert report.proven
    assert report.erased.articles == 0


def test_the_very_record_is_refused_until_it_is_lifted(store: Store) -> None:
    identity, url = address(store)
    record = store.record(identity)
    forget_articles(store, plan_articles(store, [identity]))
    assert not store.add(record)
    assert len(store) == 24
    assert lift_articles(store, [url]) == 1
    assert lift_articles(store, [url]) == 0
    assert store.add(record)


def take(store: Path, *sources: str, again: bool = False) -> Summary:
    options = Options(workers=0, again=again, manners=Manners(delay=0.0, timeout=5.0, allow_private=True))
    with Intake(store, options, make=make_reader) as intake:
        intake.begin(sources)
        return intake.take(lambda plan, known: intake.arguments(sources, None, plan, known), lambda *told: None)


@pytest.mark.parametrize("again", [False, True])
def test_a_forgotten_page_is_not_even_fetched_again(tmp_path: Path, again: bool) -> None:
    path = tmp_path / "news.db"
    with running_press() as press:
        url = press.serve("/dunia/rapat", page("Rapat"), page("Rapat", "Kata lain sama sekali."))
        assert take(path, url).stored == 1
        with Store(path, write=True) as store:
            report = forget_articles(store, plan_articles(store, [url]))
            assert report.proven
        assert b"/dunia/rapat" not in path.read_bytes()
        summary = take(path, url, again=again)
        assert (summary.stored, summary.done_before) == (0, 1)
        assert press.times("/dunia/rapat") == 1
        assert b"/dunia/rapat" not in every_byte(path)
        with Store(path, write=True) as store:
            lift_articles(store, [url])
        assert take(path, url).stored == 1


def test_the_same_file_under_another_name_does_not_bring_it_back(tmp_path: Path) -> None:
    path, one, other = tmp_path / "news.db", tmp_path / "satu.html", tmp_path / "dua.html"
    for file in (one, other):
        file.write_bytes(page("Rapat"))
    assert take(path, str(one)).stored == 1
    with Store(path, write=True) as store:
        forget_articles(store, plan_articles(store, store.articles()))
    summary = take(path, str(other))
    assert (summary.stored, summary.present) == (0, 1)
    with Store(path) as store:
        assert len(store) == 0
        assert store.connection.execute("SELECT count(*) FROM item").fetchone()[0] == 0


def test_an_article_that_stays_under_another_address_is_no_part_of_the_proof_that_the_first_is_gone(
    store: Store,
) -> None:
    identity, _ = address(store)
    with store.writing():
        note(store.connection, key_of(identity), ["https://kabar.example/dario-velmont"], now())
    assert forget_articles(store, plan_articles(store, ["https://kabar.example/dario-velmont"])).proven
    assert identity in store
