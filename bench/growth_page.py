"""The growth of a store in Markdown."""

from bench.growth_fit import STEADY, Growth
from bench.growth_points import Point
from bench.markdown import figure, table

__all__ = ["describe", "image_of"]

IMAGES = {False: "images/growth.svg", True: "images/growth-briefs.svg"}
"""By whether the articles are briefs."""
ARTICLES = {
    False: "Synthetic articles, as records, one transaction each, copy by copy of the example world",
    True: "Synthetic briefs, as records, 25 to a transaction, copy by copy of headline and first paragraph of the "
    "example\nworld's pages",
}
NOTE = """{articles}; {machine}. Seconds
and milliseconds are processor time but where the clock is named; what an article takes is the mean of the last two
whole copies, a query's time the median of sixty, each the least of three. The store was filled in {pieces}.

The exponent is the slope of a line through the logarithms, over all sizes and from {steady:,} articles on: below that
the log is not yet moved into the file and the days around an article are not yet full. n log n has {limit:.3f} over the
{late} sizes that count, {over_all:.3f} over all. {verdict}"""
HOLDS = "From {steady:,} articles on nothing grows faster than n log n"
FAILS = "What is marked grows faster than n log n from {steady:,} articles on"
OVER_ALL = "; over all sizes {names} did."
NOR_OVER_ALL = ", nor over all sizes."
KIB = 1024.0


def image_of(found: Growth) -> str:
    """Where its picture lies, from the page on."""
    return IMAGES[found.briefs]


def describe(found: Growth) -> str:
    """What an article takes at each size, then how everything grows."""
    each = table(HEAD, [_each(point) for point in found.points])
    if not found.growing:
        return each
    note = NOTE.format(
        articles=ARTICLES[found.briefs],
        machine=found.machine,
        pieces="one piece" if found.pieces == 1 else f"{found.pieces} pieces",
        steady=STEADY,
        limit=found.growing[0].limit,
        late=sum(point.articles >= STEADY for point in found.points),
        over_all=found.growing[0].limit_over_all,
        verdict=_verdict(found),
    )
    image = f"![Time in all, and time of each query, by number of articles]({image_of(found)})"
    return f"{note}\n\n{image}\n\n### An article\n\n{each}\n\n### All together\n\n{_growing(found)}"


def _verdict(found: Growth) -> str:
    """What holds from `STEADY` on, and what does not hold over all sizes."""
    fast = [one.what for one in found.growing if not one.holds_over_all]
    late = (HOLDS if found.hold else FAILS).format(steady=STEADY)
    return late + (OVER_ALL.format(names=", ".join(f'"{one}"' for one in fast)) if fast else NOR_OVER_ALL)


HEAD = (
    "Articles",
    "storing, ms",
    "placing, ms",
    "both by the clock, ms",
    "articles a second",
    "file, KiB each",
    "memory, MiB",
    "memory, KiB each",
)


def _each(point: Point) -> tuple[object, ...]:
    store, place, wall = (1000 * part for part in point.each[:3])
    return (
        f"{point.articles:,}",
        store,
        place,
        wall,
        1000 / wall,
        point.file_mib * KIB / point.articles,
        point.memory_mib,
        point.memory_mib * KIB / point.articles,
    )


def _growing(found: Growth) -> str:
    sizes = [f"{point.articles:,}" for point in found.points]
    rows = [
        (
            one.what if one.holds else f"**{one.what}**",
            one.unit,
            *one.values,
            f"{one.over_all:.3f}",
            f"{one.exponent:.3f}",
        )
        for one in found.growing
    ]
    return table(
        ["", "unit", *sizes, "exponent, all sizes", "exponent, those that count"],
        [tuple(map(figure, row)) for row in rows],
    )
