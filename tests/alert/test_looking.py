"""Looking: where a search begins, what it looks at, what it remembers, and what it refuses."""

from collections.abc import Callable, Iterator
from pathlib import Path

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lansir.alert import Search, load_search, load_state, look, looking, save_state, state_path
from lansir.errors import InputError
from lansir.query.language import Query
from lansir.query.selection import Selection
from lansir.record import Record
from lansir.review import decide
from lansir.store import Store
from tests.alert.conftest import SEARCH, Watcher, add, article, attack, meeting
from tests.story.handmade import Act, Made, made

Watch = Callable[..., Watcher]


class TestBeginning:
    def test_what_matches_today_is_known_and_not_told(self, store: Store, watch: Watch) -> None:
        (record,) = add(store, article("one", attack("Lontar"), meeting("Lontar")))
        alert = watch()
        report = alert()
        assert (report.started, report.notices) == (True, [])
        decide(store, record.events[0].id, "rejected", "Ani")
        assert [notice.what for notice in alert.notices()] == ["withdrawn"]

    def test_since_start_tells_all_that_matches_in_the_order_it_came(self, store: Store, watch: Watch) -> None:
        first, second = add(store, article("b", attack("Lontar"), day=3), article("a", attack("Karang"), day=2))
        alert = watch()
        wanted = [(1, first.events[0].id), (2, second.events[0].id)]
        assert [(notice.number, notice.item.id) for notice in alert(since_start=True).notices] == wanted
        assert alert().notices == []
        assert [(notice.number, notice.item.id) for notice in alert(since_start=True).notices] == wanted

    def test_a_search_that_asks_for_something_else_begins_anew(self, store: Store, watch: Watch) -> None:
        add(store, article("one", attack("Lontar"), meeting("Lontar")))
        alert = watch()
        alert()
        feed = alert.state.feed if alert.state else ""
        alert.search = Search("lontar", "type:CONSULT")
        report = alert()
        assert (report.started, report.notices) == (True, [])
        assert alert.state is not None
        assert alert.state.feed == feed

    def test_the_same_question_in_other_words_goes_on(self, store: Store, watch: Watch) -> None:
        alert = watch()
        alert()
        add(store, article("one", attack("Lontar")))
        alert.search = Search("lontar", "type:ASSAULT,COERCE   status:actual", title="Other title")
        assert [notice.what for notice in alert.notices()] == ["new"]

    def test_a_search_may_begin_in_an_empty_store(self, store: Store, watch: Watch) -> None:
        alert = watch()
        assert alert().notices == []
        add(store, article("one", attack("Lontar")))
        assert [notice.what for notice in alert.notices()] == ["new"]


class TestStatements:
    def test_statements_are_told_with_who_says_what(self, store: Store, watch: Watch) -> None:
        alert = watch(Search("said", "speaker:Ardell", kind="statements"))
        alert()
        said = Act("Tomas Ardell said that Lontar was shelled.", "shelled", said_by="Tomas Ardell")
        (record,) = add(store, article("one", said))
        (notice,) = alert.notices()
        assert notice.item.told == "Tomas Ardell (indirect): Tomas Ardell said that Lontar was shelled."
        decide(store, record.statements[0].id, "corrected", "Ani", correction={"speaker": "Ratih Prameswari"})
        (notice,) = alert.notices()
        assert (notice.what, notice.why, notice.by) == ("withdrawn", "no_match", "Ani")


class TestLooking:
    def test_only_articles_that_changed_are_looked_at(
        self, store: Store, watch: Watch, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        add(store, *(article(f"a{n}", attack("Lontar")) for n in range(5)))
        alert = watch()
        alert()
        asked: list[Query] = []

        class Spy(Selection):
            def ids(self) -> Iterator[str]:
                asked.append(self.query)
                return super().ids()

        monkeypatch.setattr(looking, "Selection", Spy)
        (record,) = add(store, article("new", attack("Lontar")))
        alert()
        assert [term.values for query in asked for term in query.of("article")] == [(record.article.id,)]
        alert()
        assert len(asked) == 1

    def test_a_page_read_otherwise_is_a_correction_and_one_not_read_any_more_is_withdrawn(
        self, store: Store, watch: Watch
    ) -> None:
        given = article("one", attack("Lontar"), attack("Karang"))
        (record,) = add(store, given)
        alert = watch()
        alert()
        _, vectors = made(given)
        other = msgspec.structs.replace(record.events[0], mode="aerial")
        kept = msgspec.structs.replace(vectors, events={other.id: vectors.events[other.id]})
        store.replace(msgspec.structs.replace(record, events=[other]), vectors=kept)
        told = [(notice.what, notice.item.id, notice.why) for notice in alert.notices()]
        assert sorted(told) == sorted([
            ("corrected", other.id, "read_again"), ("withdrawn", record.events[1].id, "read_again"),
        ])  # fmt: skip

    def test_a_newer_version_without_it_withdraws_it(self, store: Store, watch: Watch) -> None:
        url = "https://pos.example/1"
        (record,) = add(store, article("live", attack("Lontar"), url=url))
        alert = watch()
        alert()
        add(store, article("live", attack("Karang"), url=url, updated="2031-03-01T12:00:00+00:00"))
        told = {(notice.what, notice.why) for notice in alert.notices()}
        assert told == {("new", None), ("withdrawn", "version")}
        assert record.article.id not in (alert.state.known if alert.state else {})

    def test_a_newer_version_that_tells_it_otherwise_corrects_it(self, store: Store, watch: Watch) -> None:
        url = "https://pos.example/1"
        add(store, article("live", attack("Lontar"), url=url))
        alert = watch()
        alert()
        told = (attack("Lontar", killed=4), meeting("Muara"))
        add(store, article("live", *told, url=url, updated="2031-03-01T12:00:00+00:00"))
        (notice,) = alert.notices()
        assert (notice.what, notice.was, notice.item.told) == (
            "corrected", "ASSAULT, actual: ?", "ASSAULT, actual: ?; killed 4",
        )  # fmt: skip

    @settings(deadline=None, max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
    @given(steps=st.lists(st.tuples(st.integers(0, 3), st.sampled_from(["r", "c", "u", "x", "a"]), st.booleans()),
                          max_size=8))  # fmt: skip
    def test_what_is_told_adds_up_to_what_matches(
        self, tmp_path_factory: pytest.TempPathFactory, steps: list[tuple[int, str, bool]]
    ) -> None:
        given = [article(f"a{n}", attack("Lontar"), meeting("Karang"), day=n + 1) for n in range(4)]
        with Store(tmp_path_factory.mktemp("week") / "lansir.db", write=True) as store:
            records = add(store, *given[:2])
            records += [made(one)[0] for one in given[2:]]
            alert, standing = Watcher(store), set[str]()
            apply(alert, standing, since_start=True)
            for number, step, looks in steps:
                change(store, records[number], given[number], step)
                if looks:
                    apply(alert, standing)
            apply(alert, standing)
            assert standing == set(Selection(store, SEARCH.query, "events").ids())


def change(store: Store, record: Record, given: Made, step: str) -> None:
    """Add, remove or decide on an article, where that can be done."""
    if step == "a":
        add(store, given)
        return
    if record.article.id not in store:
        return
    if step == "x":
        store.remove(record.article.id)
        return
    state, wanted = {"r": ("rejected", None), "u": ("machine", None)}.get(step, ("corrected", {"type": "PROTEST"}))
    try:
        decide(store, record.events[0].id, state, "Ani", correction=wanted)  # type: ignore[arg-type]
    except InputError as error:
        assert "nothing" in str(error)


def apply(alert: Watcher, standing: set[str], *, since_start: bool = False) -> None:
    """Keep account of what was told: nothing new twice, nothing withdrawn that was not told."""
    for notice in alert(since_start=since_start).notices:
        if notice.what == "new":
            assert notice.item.id not in standing
            standing.add(notice.item.id)
        else:
            assert notice.item.id in standing
            if notice.what == "withdrawn":
                standing.remove(notice.item.id)


class TestStates:
    def test_a_state_comes_back_from_its_file(self, store: Store, watch: Watch, tmp_path: Path) -> None:
        add(store, article("one", attack("Lontar")))
        alert = watch()
        alert(since_start=True)
        assert alert.state is not None
        path = state_path(tmp_path / "lontar.yaml", "lontar", tmp_path / "states")
        assert load_state(path) is None
        save_state(path, alert.state)
        assert load_state(path) == alert.state
        assert [one.name for one in path.parent.iterdir()] == ["lontar.state.json"]

    def test_a_state_of_another_store_is_refused(self, store: Store, watch: Watch, tmp_path: Path) -> None:
        add(store, article("one", attack("Lontar")))
        alert = watch()
        alert()
        with Store(tmp_path / "other.db", write=True) as other:
            with pytest.raises(InputError, match="its state is of another store"):
                look(other, SEARCH, alert.state)
            add(other, article("two", attack("Lontar")), article("three", attack("Lontar")))
            with pytest.raises(InputError, match="its state is of another store"):
                look(other, SEARCH, alert.state)
            assert len(look(other, SEARCH, alert.state, since_start=True)[0].notices) == 2

    def test_a_state_of_another_search_is_refused(self, store: Store, watch: Watch) -> None:
        alert = watch()
        alert()
        alert.search = Search("other", SEARCH.query)
        with pytest.raises(InputError, match="the state is that of 'lontar'"):
            alert()

    @pytest.mark.parametrize(("data", "told"), [(b"{", "no state of a saved search"), (b"\xff", "no state")])
    def test_a_damaged_state_says_what_to_do(self, tmp_path: Path, data: bytes, told: str) -> None:
        (tmp_path / "x.state.json").write_bytes(data)
        with pytest.raises(InputError, match=told):
            load_state(tmp_path / "x.state.json")

    def test_a_folder_that_cannot_be_made_says_so(self, store: Store, watch: Watch, tmp_path: Path) -> None:
        alert = watch()
        alert()
        (tmp_path / "file").write_text("")
        assert alert.state is not None
        with pytest.raises(InputError, match="cannot be written"):
            save_state(tmp_path / "file" / "x.state.json", alert.state)


class TestSearches:
    def test_a_search_is_a_few_lines_of_yaml(self, tmp_path: Path) -> None:
        (tmp_path / "lontar.yaml").write_text(
            "name: lontar\nquery: 'type:serangan place:\"Teluk Lontar\"'\ntitle: Serangan\nnotes: harian\n"
        )
        search = load_search(tmp_path / "lontar.yaml")
        assert (search.asks, search.title) == ('events type:ASSAULT place:"Teluk Lontar"', "Serangan")

    @pytest.mark.parametrize(
        ("text", "told"),
        [
            ("name: x", "missing required field `query`"),
            ("name: x\nquery: ''\nquerry: y", "unknown field `querry`"),
            ("name: a/b\nquery: ''", "has other signs than letters"),
            ("name: x\nquery: 'type:KILL'", "query: "),
            ("name: x\nquery: ''\nkind: stories", "kind"),
            ("[", "no saved search"),
            ("\x00", "no saved search"),
            ("&a [*a]", "no saved search"),
            ("x" * 70_000, "more than 64 KiB"),
        ],
    )
    def test_what_is_no_search_is_refused_in_one_line(self, tmp_path: Path, text: str, told: str) -> None:
        path = tmp_path / "x.yaml"
        path.write_text(text)
        with pytest.raises(InputError) as refused:
            load_search(path)
        assert told in str(refused.value)
        assert "\n" not in str(refused.value)

    def test_a_search_that_is_not_there_is_an_input_error(self, tmp_path: Path) -> None:
        with pytest.raises(InputError, match="No such file"):
            load_search(tmp_path / "none.yaml")
