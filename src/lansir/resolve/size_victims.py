"""People whom a sentence names instead of counting: "menembak mati Ahmad", "arrested John Doe and two others"."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from lansir.resolve.size_counts import Count
from lansir.resolve.size_pairs import REACH_BACK, Scene
from lansir.resolve.size_words import Cue, Kind, size_rules

__all__ = ["Named", "named_victims"]

OTHERS_REACH = 5  # words from "two" to its "others": "empat orang terduga teroris lainnya"
TOGETHER_REACH = 2  # words from "along with" to its number


class Named(NamedTuple):
    """A number of people that their names give, its kind, and how it came about."""

    kind: Kind
    value: int
    ground: str


def named_victims(
    scene: Scene,
    spans: Sequence[tuple[int, int]],
    kinds: Sequence[Kind],
    held: Sequence[Cue],
    told: Mapping[Kind, tuple[Cue, Count]],
) -> Named | None:
    """The number that the names at `spans` give, with the "others" beside them; None where they give none.

    `kinds` are those the event may tell, `held` its trigger's cues, `told` the numbers read so far. A number that says
    nothing of others stays as it is; one person alone counts only where the size rules say so.
    """
    places = [_places(scene, span) for span in sorted(set(spans))]
    names = [place for place in places if place]
    kind = _kind(scene, names, kinds, held) if names else None
    if kind is None:
        return None
    count = told[kind][1] if kind in told else _others_beside(scene, names)
    if count is not None and not (count.value is not None and _are_others(scene, count, names)):
        return None
    value = len(names) + ((count.value or 0) if count else 0)
    if value == 1 and kind not in size_rules().single_named:
        return None
    said = ", ".join(f'"{scene.line.said(first, last)}"' for first, last in names)
    return Named(kind, value, f"{said} named" + (f', and "{_said(scene, count)}"' if count else ""))


def _said(scene: Scene, count: Count) -> str:
    return scene.line.said(count.first, count.last)


def _places(scene: Scene, span: tuple[int, int]) -> tuple[int, int] | None:
    inside = [k for k, word in enumerate(scene.line.words) if word.start < span[1] and span[0] < word.end]
    return (inside[0], inside[-1] + 1) if inside else None


def _kind(scene: Scene, names: Sequence[tuple[int, int]], kinds: Sequence[Kind], held: Sequence[Cue]) -> Kind | None:
    """What befell them: what the trigger says, else the verb behind the last name or right before the first."""
    for cue in held:
        if cue.kind in kinds:
            return cue.kind
    first, last = names[0][0], names[-1][1]
    for cue in scene.cues:
        behind = cue.side == "after" and last <= cue.first and len(scene.between(last, cue.first)) <= REACH_BACK
        before = cue.side == "before" and cue.last <= first <= cue.last + 1
        if cue.kind in kinds and (behind or before):
            return cue.kind
    return None


def _are_others(scene: Scene, count: Count, names: Sequence[tuple[int, int]]) -> bool:
    """Whether the number is said to be of others than those named, or stands behind a name and an "and"."""
    ands = {place for place in range(count.first - 2, count.first) if scene.line.low(place) in scene.words.and_}
    if any(last <= place <= last + 1 for place in ands for _, last in names):
        return True
    others, place = scene.words.others, count.last
    if scene.line.low(count.first - 1) in others or scene.line.low(count.first) in others:
        return True
    behind = [scene.line.low(k) for k in range(place, place + OTHERS_REACH)]
    stop = next((k for k, word in enumerate(behind) if word in ",;.:"), len(behind))
    return any(word in others for word in behind[:stop])


def _others_beside(scene: Scene, names: Sequence[tuple[int, int]]) -> Count | None:
    """The number of others that "together with" or "and" puts beside the names."""
    for count in scene.counts:
        lead = [scene.line.low(count.first - k) for k in range(1, TOGETHER_REACH + 1)]
        if count.value is None or not any(word in scene.words.together for word in lead):
            continue
        if _are_others(scene, count, names) and min(abs(count.first - last) for _, last in names) <= REACH_BACK:
            return count
    return None
