"""The runner itself: the same seed makes the same inputs, and a fault that was put there is found and made small."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from bench.fuzz import results, running
from bench.fuzz.mutation import LARGEST, VAST, Mutator
from bench.fuzz.running import GUIDED, Crash, Run, attempt, run
from bench.fuzz.shrink import shrunk
from bench.fuzz.target import Check, Target
from bench.fuzz.targets import TARGETS
from lansir.errors import InputError
from tests.fuzz.conftest import Opened

SEEDS = [b"Rapat ditunda 12 kali.", b"{}"]


def test_the_same_seed_makes_the_same_inputs() -> None:
    one, other, third = (Mutator(SEEDS, [b"<p>"], seed) for seed in (7, 7, 8))
    made = [one.make() for _ in range(300)]
    assert made == [other.make() for _ in range(300)]
    assert made != [third.make() for _ in range(300)]
    assert len(set(made)) > 200
    assert max(map(len, made)) <= VAST
    assert sum(len(data) > LARGEST for data in made) < 10


def test_what_comes_out_in_a_new_way_is_made_further_inputs_of() -> None:
    mutator = Mutator([b"a"], [], 1)
    for number in range(3_000):
        mutator.learn(b"%d" % number)
    assert len(mutator.pool) <= 2_001


def test_what_is_not_needed_to_fail_is_left_out() -> None:
    assert (
        shrunk(b"x" * 500 + b"<a" + b"y" * 500 + b">" + b"z" * 9, lambda data: b"<a" in data and b">" in data) == b"<a>"
    )


def target(check: Check, seconds: float = 2.0) -> Target:
    @contextmanager
    def opened() -> Iterator[Check]:
        yield check

    return Target("made", "a check that fails", lambda: SEEDS, opened, lambda: [b"<!>"], seconds)


@pytest.fixture(autouse=True)
def _unbounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(running, "_bound_memory", lambda: None)


def test_a_fault_is_found_made_small_and_kept_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(running, "_inputs", lambda mutator, *_: (mutator.make() for _ in range(300)))

    def check(data: bytes) -> str:
        if b"<!>" in data:
            raise KeyError(data)
        return str(len(data) % 5)

    told = run(target(check), 1.0, 3, tmp_path)
    (crash,) = told.crashes
    assert crash.signature.startswith("KeyError")
    assert Path(crash.file).read_bytes() == b"<!>"
    assert told.inputs == 300
    assert told.ways == 5
    assert told.peak_megabytes > 10
    assert not (tmp_path / "current").exists()


def test_an_input_that_takes_too_long_is_a_fault() -> None:
    def check(_data: bytes) -> str:
        try:
            while True:
                time.sleep(0.01)
        except Exception:  # what ends the wait is none that may be passed over
            return ""

    assert attempt(check, b"", 0.05) == ("", "TooSlow fuzz/test_fuzz_runner.py:check")


def test_a_refusal_in_words_is_no_fault_and_one_without_is() -> None:
    from bench.fuzz.target import refused

    assert refused(InputError("no page: give another")) == "InputError"
    for told in ("", "a\nb"):
        with pytest.raises(AssertionError):
            refused(InputError(told))


def test_runs_are_summed_up_in_a_table(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(results, "CORPUS", tmp_path)
    (tmp_path / "stamps").mkdir()
    (tmp_path / "stamps" / "one").write_bytes(b"1")
    crash = Crash("KeyError x", "f")
    runs = [
        Run("stamps", 1, 60, 1000, 5, 0.5, 10, 100, [crash]),
        Run("stamps", 2, 120, 2000, 6, 1.5, 20, 90, [crash], GUIDED),
        Run("pages", 1, 60, 50, 3, 0.1, 5, 70),
    ]
    path = tmp_path / "runs.jsonl"
    for one in runs:
        results.note(path, one)
    _, _, pages, stamps, whole = results.markdown(results.noted([path])).splitlines()
    assert pages.startswith("| pages | HTML of any encoding to an article | 50 | 1 |")
    assert stamps.split(" | ")[2:] == ["3,000", "3", "2", "17", "6", "1.5 s (20 bytes)", "100 MB", "1", "1 |"]
    assert whole.startswith("| all |  | 3,050 | 4 |")


@pytest.mark.parametrize("name", [name for name in TARGETS if name not in ("reading", "sql", "requests")])
def test_seeds_come_out_in_several_ways(name: str, opened: Opened) -> None:
    if name == "parquet":
        pytest.importorskip("pyarrow")
    if name == "tools":
        pytest.importorskip("mcp_types")
    with opened(name) as check:
        ways = [attempt(check, data, 10) for data in TARGETS[name].seeds()[:12]]
    assert [fault for _, fault in ways if fault] == []


@pytest.mark.slow
@pytest.mark.parametrize("name", list(TARGETS))
def test_half_a_minute_of_each_target_finds_nothing(name: str, opened: Opened, tmp_path: Path) -> None:
    found = tmp_path / "found"
    found.mkdir()
    base = TARGETS[name]
    told = run(Target(name, base.told, base.seeds, lambda: opened(name), base.words, base.seconds), 30, 11, found)
    assert told.crashes == []
    assert told.inputs > 0
