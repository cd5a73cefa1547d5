"""Racing: who runs, how turns are taken, what the ratios and costs are, on made-up things and with made-up entrants."""

import gzip
import io
from collections.abc import Callable, Sequence
from pathlib import Path

import msgspec
import pytest

from bench.arrivals import Plan
from bench.machine import machine
from bench.peers import compare
from bench.peers.exchange import Found, Lesson, Text, Word
from bench.race import courses as courses_module
from bench.race import worker
from bench.race.__main__ import chosen, main
from bench.race.catalogue import Entrant, Race, published, races, setup
from bench.race.costs import costs, stated
from bench.race.courses import Course, Courses, spread
from bench.race.exchange import ANSWERS, LAP, Answer, Answers, Lap, Ready, Start
from bench.race.page import describe
from bench.race.processes import ONE_THREAD, Process
from bench.race.ratios import digits, ratio, worse
from bench.race.turns import Ended, Ran, Results, run_race
from bench.race.worker import serve
from lansir.errors import InputError

Folder = Callable[[int], Path]
TEXT = Text("d", "en", ["Ayu said: “We shall open the market.”"])
PLAIN = Entrant(name="Plain", module="bench.peers.systems.plain_quotes", does="quotations", outside=False)


class Runner:
    """Takes a second for its own lap, and notes when it ran."""

    def __init__(self, entrant: Entrant, start: Start, ran: list[str]) -> None:
        self.entrant, self.start, self.ran = entrant, start, ran
        self.ready = Ready({"x": "1.0"}) if entrant.name != "Missing" else Ready(missing="No module named 'x'")

    def answers(self) -> list[Answer]:
        self.ran.append(f"{self.entrant.name} warms up")
        return [Word("yes") for _ in self.start.asked]

    def lap(self) -> Lap:
        self.ran.append(self.entrant.name)
        return Lap(cpu=self.entrant.settings["seconds"], wall=2 * self.entrant.settings["seconds"])

    def close(self) -> None:
        self.ran.append(f"{self.entrant.name} ends")


def entrant(name: str, seconds: float, *, outside: bool = True) -> Entrant:
    return Entrant(name=name, module="m", does="things", settings={"seconds": seconds}, outside=outside)


def race(*entrants: Entrant) -> Race:
    return Race(
        race="whole", title="Race", things="pages", note="Note.", most=4, rounds=2, entrants=list(entrants)
    )  # fmt: skip


def ended(**cpu: list[float]) -> Ended:
    ran = [Ran(name, name != "Lansir", {}, {"F1": 0.5}, taken, taken) for name, taken in cpu.items()]
    return Ended("whole", 4, ran)


def results(*races: Ended) -> Results:
    return Results(machine=machine(), model="m-7", lansir="0.1", load=(0.5, 1.0), races=list(races), left_out=["X: no"])


class TestCatalogue:
    def test_each_race_begins_with_lansir_and_has_others(self) -> None:
        for one in races():
            assert one.entrants[0].name.startswith("Lansir") and not one.entrants[0].outside
            assert any(entrant.outside for entrant in one.entrants)
            assert len({entrant.name for entrant in one.entrants}) == len(one.entrants)

    def test_every_module_is_there_and_every_named_package_is_pinned(self) -> None:
        root = Path(compare.__file__).parents[2]
        lines = (root / "bench" / "peers" / "requirements.txt").read_text(encoding="utf-8").splitlines()
        pinned = {line.partition("==")[0].partition("[")[0] for line in lines if "==" in line}
        for one in (entrant for race in races() for entrant in race.entrants):
            assert (root / f"{one.module.replace('.', '/')}.py").exists()
            assert set(one.packages) <= pinned

    def test_an_entrant_runs_with_the_best_of_its_candidates_and_with_what_the_peers_bench_chose(self) -> None:
        every = {entrant.name: entrant for race in races() for entrant in race.entrants}
        for one in every.values():
            assert all(one.settings[name] in values for name, values in one.candidates.items())
        assert every["dateparser search_dates"].all_settings()["strategy"] == "ngram"
        assert every["trafilatura, fast"].all_settings() == {"fast": True}

    def test_the_core_hour_costs_what_it_does_in_the_plan_for_many_machines_and_its_source_says_assumption(
        self,
    ) -> None:
        assert setup().core_hour.value == Plan().core_hour
        assert "assumption" in setup().core_hour.source

    def test_races_are_chosen_by_name_and_may_be_shortened(self) -> None:
        assert [one.race for one in chosen([])] == [one.race for one in races()]
        assert [(one.race, one.rounds) for one in chosen(["copies"], 2)] == [("copies", 2)]


class TestWorker:
    def asked(self, module: str, *orders: bytes) -> list[bytes]:
        start = Start({"least_words": 3}, ["msgspec", "no-such-package"], [], [TEXT])
        told = io.BytesIO()
        serve(module, io.BytesIO(b"\n".join([msgspec.json.encode(start), *orders])), told)
        return told.getvalue().splitlines()

    def test_it_gets_ready_answers_and_runs_laps(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(worker, "LEAST", 0.001)
        ready, answers, lap = self.asked(PLAIN.module, ANSWERS, LAP)
        versions = msgspec.json.decode(ready, type=Ready).versions
        assert versions["no-such-package"] == "not installed" and versions["msgspec"][0].isdigit()
        (found,) = msgspec.json.decode(answers, type=Answers).answers
        assert isinstance(found, Found) and len(found.quotes) == 1
        assert msgspec.json.decode(lap, type=Lap).wall > 0

    def test_what_is_not_installed_is_told(self) -> None:
        (ready,) = self.asked("bench.no_such_module", ANSWERS)
        assert "no_such_module" in str(msgspec.json.decode(ready, type=Ready).missing)


class TestProcess:
    def test_an_entrant_answers_from_a_process_of_its_own(self) -> None:
        with Process(PLAIN, Start({"least_words": 3}, [], [], [TEXT])) as process:
            assert not process.ready.missing
            assert len(process.answers()) == 1

    def test_a_process_that_breaks_is_told_in_a_line(self) -> None:
        with pytest.raises(InputError, match=r"Plain: its process failed \(KeyError: 'least_words'\)"):
            Process(PLAIN, Start({}, [], [], [TEXT]))

    def test_an_interpreter_that_is_not_there_is_told(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("PEERS_PYTHON", "/no/such/python")
        with pytest.raises(InputError, match="PEERS_PYTHON should name"):
            Process(msgspec.structs.replace(PLAIN, outside=True), Start({}, [], [], []))

    def test_every_library_that_takes_threads_is_held_to_one(self) -> None:
        assert set(ONE_THREAD.values()) == {"1"} and {"OMP_NUM_THREADS", "RAYON_NUM_THREADS"} <= set(ONE_THREAD)


class TestTurns:
    def test_all_warm_up_then_take_turns_in_changing_order(self) -> None:
        ran: list[str] = []
        told = race(entrant("Lansir", 1.0, outside=False), entrant("Other", 2.0), entrant("Missing", 1.0))
        course = Course([TEXT], 4, lambda answers: {"right": float(len(answers))})
        found, missing = run_race(told, course, [], lambda who, start: Runner(who, start, ran), lambda _: None)
        assert missing == ["Missing: No module named 'x'"]
        assert [name for name in ran if not name.endswith("ends")] == [
            "Lansir warms up", "Other warms up", "Lansir", "Other", "Other", "Lansir"
        ]  # fmt: skip
        assert {name for name in ran if name.endswith("ends")} == {"Lansir ends", "Other ends", "Missing ends"}
        assert [one.cpu_ms for one in found.ran] == [[250, 250], [500, 500]]
        assert found.ran[1].wall_ms == [1000, 1000] and found.ran[1].quality == {"right": 1.0}

    def test_only_those_that_learn_get_lessons(self) -> None:
        taught: dict[str, Sequence[Lesson]] = {}

        def launch(who: Entrant, start: Start) -> Runner:
            taught[who.name] = start.lessons
            return Runner(who, start, [])

        learner = msgspec.structs.replace(entrant("Learner", 1.0), lessons=True)
        course = Course([TEXT], 1, lambda answers: {})
        run_race(race(entrant("Lansir", 1.0), learner), course, [Lesson(TEXT)], launch, lambda _: None)
        assert {name: len(lessons) for name, lessons in taught.items()} == {"Lansir": 0, "Learner": 1}


class TestRatios:
    def test_a_ratio_is_taken_round_by_round(self) -> None:
        found = ratio([2.0, 6.0, 4.0], [1.0, 2.0, 4.0])
        assert (found.median, found.low, found.high) == (2.0, 1.0, 3.0)

    def test_a_ratio_that_fell_by_more_than_15_percent_is_told_and_no_other(self) -> None:
        kept = results(ended(Lansir=[1.0, 1.0], Fell=[2.0, 2.0], Kept=[2.0, 2.0], Rose=[1.0, 1.0]))
        found = results(ended(Lansir=[1.0, 1.0], Fell=[1.6, 1.7], Kept=[1.7, 1.72], Rose=[3.0, 3.0], New=[0.1, 0.1]))
        (line,) = worse(kept, found)
        assert line == "whole, Fell: the ratio to Lansir is 1.65 (1.60-1.70), 2.00 when it was kept"

    def test_small_and_large_ratios_have_three_digits(self) -> None:
        assert [digits(value) for value in (0.014234, 0.5, 1, 61.83, 1234.5)] == [
            "0.0142",
            "0.500",
            "1.00",
            "61.8",
            "1,234",
        ]


class TestCosts:
    def test_a_million_articles_cost_the_core_hours_that_they_take(self) -> None:
        one, other = costs(results(ended(Lansir=[360.0, 360.0], Other=[36.0, 36.0])))
        assert one.core_hours == pytest.approx(100) and one.dollars == pytest.approx(100 * setup().core_hour.value)
        assert other.each_second == pytest.approx(1000 / 36)
        assert "measured here" in one.how

    def test_what_others_state_is_marked_as_published(self) -> None:
        large, local = stated()
        assert all(one.how.startswith("published: ") for one in (large, local)) and len(published()) == 2
        assert large.dollars == 90_000 and large.seconds is None
        assert local.seconds == 4 * 16


class TestPage:
    def test_the_page_tells_ratios_with_their_spread_the_machine_the_load_and_who_could_not_run(self) -> None:
        entrants = next(one for one in races() if one.race == "whole").entrants[:2]
        ran = [
            Ran(one.name, one.outside, {"pkg": "1.2"}, {"F1": 0.5}, taken, taken)
            for one, taken in zip(entrants, ([10.0, 10.0], [20.0, 25.0]), strict=True)
        ]
        told = describe(results(Ended("whole", 4, ran)))
        assert str(machine()) in told and "0.5\nprocesses wanted a core" in told
        assert "(pkg 1.2)" in told and "2.25 (2.00-2.50)" in told
        assert "### A million articles" in told and "published: about $45 for 500 stories" in told
        assert "90,000" in told and told.endswith("- X: no")


class TestCourses:
    def test_things_are_taken_evenly(self) -> None:
        assert spread(range(10), 4) == [0, 2, 5, 7]
        assert spread(range(3), 9) == [0, 1, 2]

    def test_a_course_has_what_is_asked_and_judges_the_answers(
        self, annotated: Folder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        pages = pages_folder(tmp_path / "pages")
        monkeypatch.setattr(compare, "own_samples", lambda: [])
        monkeypatch.setattr(courses_module, "own_samples", lambda: [])
        made = Courses(annotated(13), pages)
        by_name = {one.race: one for one in races()}
        course = made.of(by_name["pages"])
        assert course.things == 2
        assert course.judge([Word("one two three four five six"), Word("")])["F1"] > 0
        types = made.of(by_name["types"])
        assert types.judge([Word("REQUEST") for _ in types.asked]) == {"right": 1.0}
        times = made.of(by_name["times"])
        assert isinstance(times.asked[0], Text)
        assert len(made.of(by_name["whole"]).asked) == 1
        assert {lesson.text.doc for lesson in made.lessons()}.isdisjoint({"id-0005", "id-0011"})

    def test_without_pages_there_is_no_race(self, annotated: Folder, tmp_path: Path) -> None:
        with pytest.raises(InputError, match=r"ground-truth\.json"):
            Courses(annotated(13), tmp_path)


def pages_folder(folder: Path) -> Path:
    """One page in English and one in no language that is read."""
    english = "The minister said on Monday that the harbour would open again after the long repairs of the spring."
    bodies = {"a": " ".join([english] * 3), "b": "zzz qqq xxx"}
    (folder / "html").mkdir(parents=True)
    for key, body in bodies.items():
        page = f"<html><body><article><h1>Title</h1><p>{body}</p></article></body></html>"
        (folder / "html" / f"{key}.html.gz").write_bytes(gzip.compress(page.encode()))
    truth = {key: {"articleBody": "one two three four five six", "url": f"https://x.example/{key}"} for key in bodies}
    (folder / "ground-truth.json").write_bytes(msgspec.json.encode(truth))
    return folder


def test_the_command_says_in_a_line_what_is_missing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(tmp_path), str(tmp_path)]) == 2
    assert capsys.readouterr().err.startswith("bench.race: ")
