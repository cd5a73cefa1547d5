"""The races in Markdown."""

from collections.abc import Iterable
from statistics import median

from bench.markdown import figure, table
from bench.race.catalogue import Race, races, setup
from bench.race.costs import Cost, costs, stated
from bench.race.ratios import ratio
from bench.race.turns import Ended, Ran, Results

__all__ = ["IMAGE", "describe"]

IMAGE = "images/race.svg"
NOTE = """Every entrant is loaded and warmed up in a process of its own that keeps to one thread; then all of a race do
the same things in turn, the order changing with every round. Times are medians over the rounds. A ratio is what an
entrant takes by what Lansir takes in the same round, so above 1 Lansir is the faster one: the median, and the least
and the greatest of the rounds. Processor time is what others on the machine disturb least. {machine}; {before:.1f}
processes wanted a core when the run began, {after:.1f} when it ended. Lansir {lansir}, model {model}. How good the
systems are on the same data is told under "Other systems on the same data"; what is told of it here is of the things
that were raced."""
COSTS = """From a saved page to what is stored of it, by the race of that name: processor time of one core, at {price}
dollars a core hour ({source}). Rows that say so are what others state, of other stories on other machines, and were not
measured. Disk, network and the work of those who look after the machine are left out."""


def describe(results: Results) -> str:
    """A table for each race, then what a million articles cost, then who could not run."""
    known = {race.race: race for race in races()}
    note = NOTE.format(
        machine=results.machine,
        before=results.load[0],
        after=results.load[1],
        lansir=results.lansir,
        model=results.model,
    )
    parts = [note, f"![Ratios of processor time, one bar an entrant]({IMAGE})"]
    parts += [_race(known[ended.race], ended) for ended in results.races]
    if any(ended.race == "whole" for ended in results.races):
        parts.append(f"### A million articles\n\n{_costs(results)}")
    if results.left_out:
        parts.append("### Not run\n\n" + "\n".join(f"- {line}" for line in results.left_out))
    return "\n\n".join(parts)


def _race(race: Race, ended: Ended) -> str:
    measures = list(dict.fromkeys(name for one in ended.ran for name in one.quality))
    head = ["Entrant", "what comes of it", "ms each", "ratio", "ms each by the clock", "ratio by the clock", *measures]
    does = {entrant.name: entrant.does for entrant in race.entrants}
    rows = [_row(does.get(one.name, ""), one, ended.ran[0], measures) for one in ended.ran]
    rounds = len(ended.ran[0].cpu_ms)
    return f"### {race.title}\n\n{ended.things} {race.things}, {rounds} rounds. {race.note}\n\n{table(head, rows)}"


def _row(does: str, one: Ran, base: Ran, measures: Iterable[str]) -> tuple[object, ...]:
    versions = f" ({', '.join(f'{name} {number}' for name, number in one.versions.items())})" if one.versions else ""
    return (
        f"{one.name}{versions}",
        does,
        median(one.cpu_ms),
        str(ratio(one.cpu_ms, base.cpu_ms)),
        median(one.wall_ms),
        str(ratio(one.wall_ms, base.wall_ms)),
        *(one.quality.get(name) for name in measures),
    )


def _costs(results: Results) -> str:
    price = setup().core_hour
    rows = [_cost(one) for one in (*costs(results), *stated())]
    head = ["System", "how it is known", "s a story", "stories a second", "core hours a million", "dollars a million"]
    return f"{COSTS.format(price=price.value, source=price.source)}\n\n{table(head, rows)}"


def _cost(one: Cost) -> tuple[object, ...]:
    seconds = [figure(value) for value in (one.seconds, one.each_second)]
    hours = f"{one.core_hours:,.0f}" if one.core_hours else ""
    return one.system, one.how, *seconds, hours, f"{one.dollars:,.2f}" if one.dollars < 100 else f"{one.dollars:,.0f}"
