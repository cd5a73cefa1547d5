"""How many people each event of a sentence killed, injured, arrested, displaced or released, where it says so."""

from collections.abc import Sequence
from typing import NamedTuple

import msgspec

from lansir.resolve.quantities import find_quantities
from lansir.resolve.quantity_words import Line
from lansir.resolve.size_counts import Count, counts_of, left_out
from lansir.resolve.size_pairs import Scene, paired
from lansir.resolve.size_victims import named_victims
from lansir.resolve.size_words import Cue, Kind, carried_kinds, cues_of

__all__ = ["Act", "FoundSize", "event_sizes"]

NEAR = 14  # words between a trigger such as "attack" and the cue of those killed in it
ALONE = 40  # the same where no other event of the sentence carries such a number
APART = 10  # words that a "while" between them counts for
WINDOW = 4000  # code points of a sentence that are looked at, about its triggers
SHOWN = 60  # code points of the words shown as a number's ground


class Act(NamedTuple):
    """An event of the sentence: type, mode, trigger; and whether it happened.

    `victims` are the spans of recipients that are one named person each, or a pronoun for one.
    """

    type: str
    mode: str | None
    trigger: tuple[int, int]
    victims: Sequence[tuple[int, int]] = ()
    actual: bool = True


class FoundSize(msgspec.Struct, frozen=True):
    """An event's numbers by kind; how each was read, and why one that is told of gives no single number."""

    counts: dict[Kind, int] = {}
    resolved: str = ""
    reason: str = ""


class _Own(NamedTuple):
    """An act with the places of its trigger, the kinds it carries, and the cues that its trigger holds."""

    act: Act
    first: int
    last: int
    kinds: tuple[Kind, ...]
    cues: list[Cue]


def event_sizes(sentence: str, language: str, acts: Sequence[Act], start: int = 0) -> list[FoundSize]:
    """The sizes of all events of a sentence, in the order given; the numbers go to the events that they belong to.

    Offsets of the acts count from `start`, the sentence's own place. A cue in a trigger ("killed") belongs to that
    event, any other to the nearest that carries its kind. "At least 12" is 12; a vague number or a range is none, with
    a reason. People who are named count where the event happened.
    """
    if not any(carried_kinds(act.type, act.mode) for act in acts):
        return [FoundSize() for _ in acts]
    cut = max(0, min(act.trigger[0] for act in acts) - start - WINDOW)
    text = sentence[cut : max(act.trigger[1] for act in acts) - start + WINDOW]
    scene = _scene(text[: 3 * WINDOW], language)
    owns = [_own(scene, act, start + cut) for act in acts]
    numbers, told = paired(scene), list[dict[Kind, tuple[Cue, Count]]]([{} for _ in owns])
    for cue in sorted(scene.cues, key=lambda cue: not any(cue in own.cues for own in owns)):
        for k in _owners(scene, cue, owns) if cue in numbers else ():
            told[k].setdefault(cue.kind, (cue, numbers[cue]))
    return [_sized(scene, own, told[k], start + cut) for k, own in enumerate(owns)]


def _scene(text: str, language: str) -> Scene:
    line = Line.of(text, language)
    cues = cues_of(line)
    aside = left_out(line, {cue.first for cue in cues})
    cues = [cue for cue in cues if cue.first not in aside]
    return Scene(line, cues, counts_of(line, find_quantities(text, language), aside), aside)


def _own(scene: Scene, act: Act, start: int) -> _Own:
    first, end = act.trigger[0] - start, act.trigger[1] - start
    places = [k for k, word in enumerate(scene.line.words) if word.start < end and first < word.end]
    kinds = carried_kinds(act.type, act.mode)
    low, high = (places[0], places[-1] + 1) if places else (len(scene.line.words), len(scene.line.words))
    held = [cue for cue in scene.cues if cue.first < high and low < cue.last]
    return _Own(act, low, high, kinds, held)


def _owners(scene: Scene, cue: Cue, owns: Sequence[_Own]) -> list[int]:
    """The events that a cue's number belongs to."""
    held = [k for k, own in enumerate(owns) if cue in own.cues]
    if held:
        return [k for k in held if cue.kind in owns[k].kinds]
    near = sorted((_distance(scene, cue, own), k) for k, own in enumerate(owns) if _takes(own, cue.kind))
    reach = ALONE if len(near) == 1 else NEAR
    return [near[0][1]] if near and near[0][0] <= reach else []


def _takes(own: _Own, kind: Kind) -> bool:
    """Whether an event takes a number from outside its trigger: not of the kind that its trigger tells itself."""
    return kind in own.kinds and all(cue.kind != kind for cue in own.cues)


def _distance(scene: Scene, cue: Cue, own: _Own) -> int:
    """The words between a cue and a trigger; more of them where a "while" sets their clauses against each other."""
    first, last = (own.last, cue.first) if own.first <= cue.first else (cue.last, own.first)
    if last - first > ALONE:
        return last - first
    return last - first + APART * sum(word in scene.words.apart for word in scene.between(first, last))


def _sized(scene: Scene, own: _Own, told: dict[Kind, tuple[Cue, Count]], start: int) -> FoundSize:
    numbers = {kind: (count.value, _ground(scene, cue, count)) for kind, (cue, count) in told.items()}
    if own.act.victims and own.act.actual:
        held = {cue.kind for cue in own.cues}
        kinds = [kind for kind in own.kinds if kind in held] or list(own.kinds)
        spans = [(first - start, last - start) for first, last in own.act.victims]
        named = named_victims(scene, spans, kinds, own.cues, told)
        numbers |= {named.kind: (named.value, named.ground)} if named else {}
    for kind, (cue, count) in told.items():
        if count.beside and numbers[kind][0] == count.value:
            numbers[kind] = None, f"{_ground(scene, cue, count)} beside others without a number"
    counts = {kind: value for kind in own.kinds for value, _ in [numbers.get(kind, (None, ""))] if value is not None}
    how = [f"{value} {kind}: {numbers[kind][1]}" for kind, value in counts.items()]
    why = [f"{kind}: no single number ({numbers[kind][1]})" for kind in own.kinds if kind in numbers.keys() - counts]
    return FoundSize(counts, "; ".join(how), "; ".join(why))


def _ground(scene: Scene, cue: Cue, count: Count) -> str:
    """The words that a number was read from, and how it was said."""
    line, nouns = scene.line, count.noun.split()
    noun = count.last + len(nouns) if [line.low(count.last + k) for k in range(len(nouns))] == nouns else count.last
    said = line.said(min(cue.first, count.first), max(cue.last, noun))
    if len(said) > SHOWN:
        said = line.said(count.first, noun)
    notes = [note for note in count.said.split("; ") if note not in ("", "digits", "number words")]
    return f'"{said}"' + "".join(f", {note}" for note in notes)
