"""The page of scaling: figures stand between marks, and come from what the benches print."""

import msgspec
import pytest

from bench.arrivals import Costs, Plan, simulate
from bench.machine import Machine
from bench.resident import resident_mib
from bench.scale import LakeCosts, Run, Scaling
from bench.scale_page import PLANS, filled, measured, planned


def test_a_text_stands_between_its_marks_and_nothing_else_changes() -> None:
    page = "before\n<!-- a:start -->\nold\n<!-- a:end -->\nbetween\n<!-- b:start -->\n<!-- b:end -->\nafter\n"
    assert filled(page, "a", "new") == page.replace("old", "new")
    assert filled(filled(page, "b", "x"), "b", "y") == filled(page, "b", "y")
    with pytest.raises(ValueError, match="c: the page has no marks"):
        filled(page, "c", "new")


def test_a_measurement_is_shown_with_the_line_that_says_how_it_was_made() -> None:
    run = Run("ray", 2, 245, 40.0, 20.0, 24.5, 410.0)
    lake = LakeCosts(245, 2.0, 15.0, 4.0, 20_000, {"record": 12_000}, 30.0, {"count of everything": 5.0})
    found = Scaling(Machine("a processor", 2, "3.11"), "test", 245, [run], 1.9, 80.0, lake)
    shown = measured(f"how it was measured\n{msgspec.json.encode(found).decode()}")
    assert shown.startswith("how it was measured\n")
    assert "| speedup | 1.900 |" in shown and "| ray | 2 | 245 |" in shown


def test_the_plans_stand_side_by_side() -> None:
    costs = Costs(80.0, 2.0, 15.0, 4.0, 20_000, 400.0)
    plan = Plan(per_day=200_000, hours=2, cells=64)
    one = msgspec.to_builtins({"costs": costs, "plan": plan, "found": simulate(costs, plan)})
    shown = planned(dict.fromkeys(PLANS, one))
    assert all(f"- {name}: `python -m bench.arrivals" in shown and f"| {name}: read |" in shown for name in PLANS)
    assert "| cores |" in shown and "| per_day | 200000 |" in shown


def test_memory_is_that_of_a_process_by_its_name() -> None:
    with open("/proc/self/cmdline", encoding="utf-8") as file:  # noqa: PTH123
        name = file.read().replace("\0", " ")[:40]
    assert resident_mib(name) > 10
    assert resident_mib("no process is called this") == 0
