"""The machine's clock jumps while Lansir runs: nothing is lost, nothing waits for it, no order is taken from it."""

import random
import time
from datetime import UTC, datetime, timedelta, tzinfo
from itertools import pairwise
from pathlib import Path
from typing import Self

import msgspec
import pytest

from lansir.alert.looking import look
from lansir.alert.search import Search
from lansir.ingest.web import LONGEST_WAIT, _asked_wait
from lansir.store import Store
from lansir.store.check import check_store
from tests.ingest.conftest import Take
from tests.ingest.fake_reading import QUICK
from tests.ingest.press import Press, Reply, page
from tests.ingest.stores import contents
from tests.ingest.test_web_manners import answer, moments
from tests.story.handmade import Act, Made, made

JUMPS = {
    "back by a day, again and again": lambda chance, now: now - timedelta(days=1),
    "on by a year, again and again": lambda chance, now: now + timedelta(days=365),
    "to and fro": lambda chance, now: now + timedelta(seconds=chance.uniform(-1e8, 1e8)),
}


@pytest.fixture(params=[pytest.param(name, marks=pytest.mark.slow) if "year" in name else name for name in JUMPS])
def jumping(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """A clock that jumps whenever it is looked at."""
    chance, state = random.Random(3), [datetime(2031, 3, 5, tzinfo=UTC)]

    class Clock(datetime):
        @classmethod
        def now(cls, tz: tzinfo | None = None) -> Self:
            state[0] = min(max(JUMPS[request.param](chance, state[0]), FIRST), LAST)
            return state[0].astimezone(tz)  # type: ignore[return-value]

    monkeypatch.setattr("lansir.store.store.datetime", Clock)
    monkeypatch.setattr("lansir.ingest.web.datetime", Clock)
    monkeypatch.setattr("lansir.ingest.watch.datetime", Clock)
    monkeypatch.setattr(time, "time", lambda: Clock.now().timestamp())


FIRST, LAST = datetime(1980, 1, 1, tzinfo=UTC), datetime(2900, 1, 1, tzinfo=UTC)


@pytest.fixture
def source(tmp_path: Path) -> Path:
    folder = tmp_path / "pages"
    folder.mkdir()
    for n in range(12):
        (folder / f"{n:02}.html").write_bytes(page(f"Rapat {n}", "CACAT" if n == 5 else f"Kalimat {n}."))
    return folder


@pytest.fixture
def undisturbed(take: Take, source: Path, tmp_path: Path) -> Path:
    take(source, path=tmp_path / "undisturbed.db")
    return tmp_path / "undisturbed.db"


def test_an_ingest_stores_the_same(undisturbed: Path, jumping: None, take: Take, source: Path, store: Path) -> None:
    del jumping
    summary = take(source)
    assert (summary.stored, summary.failed) == (11, 1)
    assert 0 <= summary.seconds < 60
    assert contents(store) == contents(undisturbed)
    assert take(source).done_before == 11
    with Store(store) as opened:
        assert list(check_store(opened)) == []


@pytest.mark.usefixtures("jumping")
def test_pauses_between_two_requests_are_kept(take: Take, press: Press, tmp_path: Path) -> None:
    paths = [f"/{n}" for n in range(3)]
    for path in paths:
        press.serve(path, page(f"Rapat {path}"))
    manners = msgspec.structs.replace(QUICK.manners, delay=0.15)
    began = time.monotonic()
    urls = [press.address + path for path in paths]
    assert take(*urls, options=msgspec.structs.replace(QUICK, manners=manners)).stored == 3
    when = sorted(moments(press, *paths))
    assert [later - earlier >= 0.14 for earlier, later in pairwise(when)] == [True, True]
    assert time.monotonic() - began < 10


@pytest.mark.usefixtures("jumping")
@pytest.mark.parametrize("after", ["Wed, 05 Mar 2031 03:00:00 GMT", "Wed, 05 Mar 1999 03:00:00 GMT", "30", "nanti"])
def test_nobody_waits_longer_than_ever_because_a_site_names_a_day(after: str) -> None:
    for tries in range(3):
        wait = _asked_wait(answer(503, after), tries, 1.0)
        assert wait is None or 0 <= wait <= LONGEST_WAIT


@pytest.mark.usefixtures("jumping")
def test_a_page_that_was_busy_is_had_in_the_end(take: Take, press: Press) -> None:
    url = press.serve("/a", Reply(status=503, headers={"Retry-After": "1"}), page("Rapat"))
    assert take(url).stored == 1


@pytest.mark.usefixtures("jumping")
def test_alerts_tell_each_thing_once_in_the_order_of_its_coming(tmp_path: Path) -> None:
    """They go by the number of a change, not by its time."""
    search = Search("serangan", "type:ASSAULT")
    with Store(tmp_path / "lansir.db", write=True) as opened:
        _, state = look(opened, search, None)
        told: list[str] = []
        for n in range(5):
            sentence = f"Kelompok {n} menyerang pasar di Lumar."
            record, vectors = made(Made(f"Serangan {n}", acts=(Act(sentence, "menyerang", about=n),)))
            opened.add(record, None, vectors)
            report, state = look(opened, search, state)
            told += [notice.item.id for notice in report.notices]
        assert look(opened, search, state)[0].notices == []
        order = [row[0] for row in opened.connection.execute("SELECT article FROM change ORDER BY number")]
    assert len(told) == len(set(told)) == 5
    assert len(order) == 5
