"""Make the outlines of `static/map/` again: `python -m lansir.serve.build_map COUNTRIES_50M.json COUNTRIES_10M.json`.

Takes two files of the world-atlas package (TopoJSON made of Natural Earth, public domain): the world from the coarser,
Indonesia and what it has borders with or holds within its bounds from the finer one. Lines are thinned out arc by arc,
so that countries still share their borders. The same input gives the same bytes.
"""

import argparse
import json
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple

import pycountry

from lansir.knowledge.countries import countries

__all__ = ["Outline", "alpha3", "build", "cut", "main", "outlines", "thinned"]

OUT = Path(__file__).parent / "static" / "map"
DETAILED = "IDN"
UNDRAWN = ("ATA",)
"""Mercator's projection has no room for Antarctica."""
DECIMALS = 2
WORLD_TOLERANCE, DETAILED_TOLERANCE = 0.012, 0.005
"""How far a line may come to lie from where it was, in degrees."""
WORLD_ISLET, DETAILED_ISLET = 0.05, 0.02
"""Width and height in degrees below which an islet is left out; the largest piece of a country never is."""
TINY_DECIMALS = 4
SHORTEST_RING = 4
EDGE = 180.0

Point = tuple[float, float]
Ring = list[Point]
Box = tuple[float, float, float, float]


class Outline(NamedTuple):
    """A country's name in the file, its ISO 3166-1 alpha-3 code if it has one, its polygons, and the arcs around it."""

    name: str
    iso: str | None
    polygons: list[list[Ring]]
    arcs: frozenset[int]


class Topology:
    """A file of world-atlas, its arcs read when they are first asked for."""

    def __init__(self, path: Path) -> None:
        """Read the file."""
        found: dict[str, Any] = json.loads(path.read_bytes())
        self._scale, self._start = found["transform"]["scale"], found["transform"]["translate"]
        self._arcs: list[list[list[int]]] = found["arcs"]
        self.geometries: list[dict[str, Any]] = found["objects"]["countries"]["geometries"]

    def arc(self, number: int) -> Ring:
        """An arc in degrees of longitude and latitude; `~number` is the same arc backwards."""
        x = y = 0
        points = []
        for dx, dy in self._arcs[number if number >= 0 else ~number]:
            x, y = x + dx, y + dy
            points.append((x * self._scale[0] + self._start[0], y * self._scale[1] + self._start[1]))
        return points if number >= 0 else points[::-1]


def build(world: Path, detailed: Path, out: Path = OUT) -> dict[str, int]:
    """Write `world.json` and `indonesia.json`; the bytes of each."""
    fine = [*outlines(Topology(detailed), DETAILED_TOLERANCE, DETAILED_ISLET)]
    near = _near(fine)
    names = {outline.name for outline in near}
    coarse = [one for one in outlines(Topology(world), WORLD_TOLERANCE, WORLD_ISLET) if one.name not in names]
    files = {"world.json": [one for one in coarse if one.iso not in UNDRAWN], "indonesia.json": near}
    out.mkdir(parents=True, exist_ok=True)
    return {name: (out / name).write_bytes(_written(found)) for name, found in files.items()}


def outlines(topology: Topology, tolerance: float, islet: float) -> Iterator[Outline]:
    """Every country of a file, its lines thinned out."""
    for geometry in topology.geometries:
        polygons = geometry["arcs"] if geometry["type"] == "MultiPolygon" else [geometry["arcs"]]
        made = [[_ring(topology, ring, tolerance) for ring in polygon] for polygon in polygons]
        kept = [_kept(polygon, islet) for polygon in made]
        drawn = [polygon for polygon in kept if polygon] or [_largest(topology, polygons)]
        drawn = [piece for polygon in drawn for piece in cut(polygon)]
        name = geometry["properties"]["name"]
        arcs = frozenset(arc if arc >= 0 else ~arc for polygon in polygons for ring in polygon for arc in ring)
        yield Outline(name, alpha3(geometry.get("id"), name), drawn, arcs)


def alpha3(numeric: str | None, name: str) -> str | None:
    """The alpha-3 code by the numeric one, else by the name; None for what ISO 3166-1 does not list."""
    found = pycountry.countries.get(numeric=numeric) if numeric else None
    if found:
        code: str = found.alpha_3
        return code
    return next((country.alpha3 for country in countries().values() if country.english == name), None)


def thinned(points: Sequence[Point], tolerance: float) -> Ring:
    """The line without the points that lie within `tolerance` of it (Douglas and Peucker 1973)."""
    kept = {0, len(points) - 1}
    open_ = [(0, len(points) - 1)]
    while open_:
        first, last = open_.pop()
        inside = range(first + 1, last)
        far = max(inside, key=lambda at: _distance(points[at], points[first], points[last]), default=None)
        if far is not None and _distance(points[far], points[first], points[last]) > tolerance:
            kept.add(far)
            open_ += [(first, far), (far, last)]
    return [points[at] for at in sorted(kept)]


def cut(polygon: Sequence[Ring]) -> list[list[Ring]]:
    """The polygon in pieces that do not cross the antimeridian, as RFC 7946 (3.1.9) wants them."""
    whole = [_unrolled(ring) for ring in polygon]
    if all(abs(x) <= EDGE for ring in whole for x, _ in ring):
        return [list(polygon)]
    pieces = []
    for turn in (-2 * EDGE, 0.0, 2 * EDGE):
        moved = ([(round(x + turn, TINY_DECIMALS), y) for x, y in ring] for ring in whole)
        clipped = [_clipped(_clipped(ring, 1.0), -1.0) for ring in moved]
        pieces += [[ring for ring in clipped if ring]] if clipped[0] else []
    return pieces


def main(arguments: Sequence[str] | None = None) -> None:
    """Make the files and say how large they are."""
    parser = argparse.ArgumentParser(description="Make the outlines of the map again.")
    parser.add_argument("world", type=Path, help="countries-50m.json of world-atlas")
    parser.add_argument("detailed", type=Path, help="countries-10m.json of world-atlas")
    parser.add_argument("--out", type=Path, default=OUT, help="folder of the files made")
    given = parser.parse_args(arguments)
    for name, size in build(given.world, given.detailed, given.out).items():
        print(f"{name}: {size} bytes")


def _distance(point: Point, start: Point, end: Point) -> float:
    """From a point to the nearest of the line between two others, in degrees as if they were square."""
    (x, y), (x1, y1), (x2, y2) = point, start, end
    length = (x2 - x1) ** 2 + (y2 - y1) ** 2
    along = min(1.0, max(0.0, ((x - x1) * (x2 - x1) + (y - y1) * (y2 - y1)) / length)) if length else 0.0
    off: float = ((x - x1 - along * (x2 - x1)) ** 2 + (y - y1 - along * (y2 - y1)) ** 2) ** 0.5
    return off


def _unrolled(ring: Ring) -> Ring:
    """The ring with degrees of longitude that go on beyond 180 where it crosses the antimeridian."""
    turn = 0.0
    made = [ring[0]]
    for (before, _), (x, y) in pairwise(ring):
        turn += 2 * EDGE * ((x - before < -EDGE) - (x - before > EDGE))
        made.append((x + turn, y))
    return made


def _clipped(ring: Ring, side: float) -> Ring:
    """What of a closed ring lies within 180 degrees on that side (Sutherland and Hodgman 1974); empty where nothing."""
    made: Ring = []
    for (x1, y1), (x2, y2) in pairwise(ring):
        if side * x1 <= EDGE:
            made.append((x1, y1))
        if (side * x1 <= EDGE) != (side * x2 <= EDGE):
            crossed = y1 + (y2 - y1) * (side * EDGE - x1) / (x2 - x1)
            made.append((side * EDGE, round(crossed, DECIMALS)))
    return [*made, made[0]] if len(made) >= SHORTEST_RING - 1 else []


def _ring(topology: Topology, arcs: Iterable[int], tolerance: float, decimals: int = DECIMALS) -> Ring:
    """A closed line of several arcs, rounded, no point twice in a row."""
    ring: Ring = []
    for number in arcs:
        # An arc is thinned the way it is stored, for either side of a border to keep the same points.
        points = thinned(topology.arc(number if number >= 0 else ~number), tolerance)
        for x, y in points if number >= 0 else reversed(points):
            point = (round(x, decimals), round(y, decimals))
            if not ring or ring[-1] != point:
                ring.append(point)
    return ring


def _kept(polygon: list[Ring], islet: float) -> list[Ring]:
    """The polygon with those of its holes that can be seen; empty where it cannot be seen itself."""
    seen = [ring for ring in polygon if len(ring) >= SHORTEST_RING and max(_extent(ring)) >= islet]
    return seen if polygon[0] in seen else []


def _largest(topology: Topology, polygons: Iterable[Any]) -> list[Ring]:
    """The largest piece as fine as the file has it: of countries smaller than an islet."""
    rings = (_ring(topology, polygon[0], 0.0, TINY_DECIMALS) for polygon in polygons)
    return [max(rings, key=_extent)]


def _extent(ring: Ring) -> tuple[float, float]:
    west, south, east, north = _box([ring])
    return east - west, north - south


def _box(rings: Iterable[Ring]) -> Box:
    points = [point for ring in rings for point in ring]
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return min(xs), min(ys), max(xs), max(ys)


def _near(found: Sequence[Outline]) -> list[Outline]:
    """The detailed country, its neighbours, and what lies within its bounds."""
    centre = next(outline for outline in found if outline.iso == DETAILED)
    west, south, east, north = _box(polygon[0] for polygon in centre.polygons)

    def is_near(outline: Outline) -> bool:
        box = _box(polygon[0] for polygon in outline.polygons)
        inside = west <= box[0] and south <= box[1] and box[2] <= east and box[3] <= north
        return inside or bool(outline.arcs & centre.arcs)

    return [outline for outline in found if is_near(outline)]


def _written(found: Iterable[Outline]) -> bytes:
    """The outlines as GeoJSON (RFC 7946), in order of name."""
    features = [
        {
            "type": "Feature",
            "properties": {"iso": outline.iso, "name": outline.name},
            "geometry": {"type": "MultiPolygon", "coordinates": outline.polygons},
        }
        for outline in sorted(found, key=lambda one: (one.name, one.iso or ""))
    ]
    made = {"type": "FeatureCollection", "features": features}
    return json.dumps(made, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"


if __name__ == "__main__":
    main()
