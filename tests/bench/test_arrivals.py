"""The simulated stream: nothing is lost, queues follow from the load, and what is planned for is what is told."""

import math
from functools import cache
from pathlib import Path

import msgspec
import pytest

from bench.arrivals import BLOCK, DAYS, Costs, Found, Plan, main, place_ms, simulate
from bench.machine import Machine
from bench.scale import VECTORS, LakeCosts, Run, Scaling

COSTS = Costs(read_ms=80.0, write_ms=2.0, place_ms=15.0, scan_ms=4.0, bytes=20_000, worker_mib=400.0)
SMALL = Plan(per_day=1_000_000, hours=12, cells=1024, looks=8, placers=2)


@cache
def small() -> Found:
    """What comes of the small plan."""
    return simulate(COSTS, SMALL)


def test_every_article_is_placed_or_waits_somewhere() -> None:
    found = small()
    left = found.read.left + found.write.left + found.place.left
    under_way = BLOCK * (found.read.servers + 64 * found.write.servers + found.place.servers)
    assert 0 <= found.articles - found.placed - left <= under_way
    assert found.articles == pytest.approx(SMALL.per_day / 2, rel=0.25)  # half a day, and what the bursts add


def test_the_same_seed_gives_the_same_day() -> None:
    brief = msgspec.structs.replace(SMALL, hours=3)
    assert simulate(COSTS, brief) == simulate(COSTS, brief) != simulate(COSTS, msgspec.structs.replace(brief, seed=2))


def test_waiting_is_arrivals_times_delay() -> None:
    """Little's law: the simulation counts waiting articles and their seconds apart, and both have to agree."""
    found = simulate(COSTS, msgspec.structs.replace(SMALL, per_day=1_500_000, hours=24, readers=2, burst_times=1.0))
    served = COSTS.read_ms * BLOCK / 1000
    waited = found.read.delay_mean_s - served
    assert found.read.mean_waiting == pytest.approx(found.articles / (24 * 3600) * waited, rel=0.02)
    assert found.read.busy_share == pytest.approx(found.articles * COSTS.read_ms / 1000 / 2 / (24 * 3600), rel=0.02)


def test_too_few_servers_leave_a_queue_that_grows() -> None:
    enough = small()
    few = simulate(COSTS, msgspec.structs.replace(SMALL, readers=1))
    assert few.read.left > enough.read.left
    assert few.read.busy_share > 1.2 * enough.read.busy_share


def test_readers_die_and_their_blocks_are_read_again() -> None:
    plan = msgspec.structs.replace(SMALL, reader_hours=0.5, restart_seconds=10.0)
    found = simulate(COSTS, plan)
    assert found.deaths > 0
    assert found.read.busy_share > small().read.busy_share


def test_placing_grows_with_the_days_around_and_shrinks_with_cells() -> None:
    whole = msgspec.structs.replace(SMALL, cells=1)
    assert place_ms(COSTS, whole) == pytest.approx(15.0 + 4.0 * SMALL.per_day * DAYS / VECTORS)
    assert place_ms(COSTS, msgspec.structs.replace(SMALL, cells=64, looks=100)) == place_ms(COSTS, whole)
    assert simulate(COSTS, whole).placers_needed == math.ceil(
        SMALL.per_day * place_ms(COSTS, whole) / 1000 / 86400 / SMALL.busy
    )


def test_money_is_cores_and_bytes() -> None:
    found = small()
    assert found.cores == found.read.servers + found.write.servers + found.place.servers
    assert found.dollars_a_day_for_cores == pytest.approx(found.cores * 24 * SMALL.core_hour)
    assert found.lake_gib_a_day == pytest.approx(SMALL.per_day * 20_000 / 2**30)


class TestCommand:
    @pytest.fixture
    def costs(self, tmp_path: Path) -> Path:
        """What `bench.scale` writes, with the line before it that `bench.report` keeps."""
        run = Run("ray", 1, 245, 40.0, 20.0, 12.5, 410.0)
        lake = LakeCosts(245, 2.0, 15.0, 4.0, 20_000, {"record": 12_000}, 30.0, {"count": 5.0})
        found = Scaling(Machine("a processor", 2, "3.11"), "test", 245, [run], 1.9, 80.0, lake)
        path = tmp_path / "costs.txt"
        path.write_text(f"`python -m bench.scale --json`, a day.\n{msgspec.json.encode(found).decode()}\n")
        return path

    def test_it_prints_costs_plan_and_what_came_of_it(self, costs: Path, capsys: pytest.CaptureFixture[str]) -> None:
        assert main(["--costs", str(costs), "--per-day", "20000", "--hours", "6", "--cells", "64"]) == 0
        told = capsys.readouterr().out
        assert "| read_ms | 80.0 |" in told and "| per_day | 20000 |" in told and "placers_needed" in told

    def test_without_costs_it_says_what_to_run(self, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        assert main(["--costs", str(tmp_path / "none")]) == 2
        assert "run python -m bench.scale --json" in capsys.readouterr().err
