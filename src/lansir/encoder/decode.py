"""One window's states become spans, classes and links."""

from collections.abc import Sequence
from functools import cache

import msgspec
import numpy as np
from numpy.typing import NDArray

from lansir.encoder.heads import Heads, Spot, sigmoid, softmax
from lansir.encoder.model import ModelCard
from lansir.encoder.reading import FoundContent, FoundLink, FoundMention, FoundSpan, FoundTrigger, Reading
from lansir.encoder.windows import Window

__all__ = ["WindowDecoder", "slot_fillers"]

Floats = NDArray[np.float32]
NO_TYPE = "NONE"
ACTUAL = "actual"
MOST_FILLERS = 12
LEAST_ELSEWHERE = 0.02
MOST_ELSEWHERE = 40
NEARLY = 0.7
"""Share of the likeliest filler's chance below which another mention fills that slot of another act of the sentence."""
AROUND = 6
"""Words before and behind a trigger that tell which act it is."""


class _Layer(msgspec.Struct):
    """The spans of one layer, as words of the window and as found words of the article, and their vectors."""

    spots: list[Spot]
    found: list[FoundSpan]
    vectors: Floats


class WindowDecoder:
    """Decodes one window from the states of its words; links point into this window's own lists."""

    def __init__(self, heads: Heads, card: ModelCard, window: Window, words: Floats) -> None:
        self.heads, self.card, self.window = heads, card, window
        self.words = words
        self.tagged = self._tagged()

    def reading(self) -> Reading:
        """Everything found in the window, its context sentences too."""
        mentions, triggers = self._layer("mention"), self._layer("trigger")
        cues, times = self._layer("cue"), self._layer("time")
        contents, inner = self._contents()
        own = self._own_words()
        return Reading(
            mentions=self._mentions(mentions),
            times=times.found,
            cues=cues.found,
            contents=self._statements(contents, inner, cues, mentions),
            triggers=self._triggers(triggers, mentions, times),
            contexts=self._contexts(),
            vector=own.mean(0).tolist() if len(own) else [],
            words=len(own),
        )

    def _own_words(self) -> Floats:
        """States of the words that no window before this one has."""
        mine = np.asarray(self.window.sentence) >= self.window.own
        own: Floats = self.words[mine]
        return own

    def _tagged(self) -> dict[str, list[tuple[Spot, float]]]:
        emissions = self.heads.emissions(self.words)
        for layer, name in enumerate(self.card.layers):
            emissions[:, layer, 0] += self.card.bias.get(name, 0.0)
        bounds = _bounds(self.window.sentence)
        by_sentence = self.heads.chain.spans([emissions[a:b] for a, b in bounds])
        return {
            name: [
                ((first + span.start, first + span.end), span.chance)
                for (first, _), layers in zip(bounds, by_sentence, strict=True)
                for span in layers[layer]
            ]
            for layer, name in enumerate(self.card.layers)
        }

    def _found(self, spot: Spot, chance: float) -> FoundSpan:
        words = self.window.words
        return FoundSpan(words[spot[0]][0], words[spot[1] - 1][1], self.window.sentence[spot[0]], chance)

    def _layer(self, name: str) -> _Layer:
        spots = [spot for spot, _ in self.tagged[name]]
        found = [self._found(spot, chance) for spot, chance in self.tagged[name]]
        return _Layer(spots, found, self.heads.spans(name, self.words, spots))

    def _contents(self) -> tuple[_Layer, int]:
        """Outer contents followed by inner ones, and how many are outer."""
        least = self.card.thresholds["content"]
        outer, inner = ([row for row in self.tagged[name] if row[1] >= least] for name in ("content", "inner_content"))
        both = [*outer, *inner]
        spots = [spot for spot, _ in both]
        found = [self._found(spot, chance) for spot, chance in both]
        return _Layer(spots, found, self.heads.spans("content", self.words, spots)), len(outer)

    def _mentions(self, layer: _Layer) -> list[FoundMention]:
        card = self.card
        scores = self.heads.linear("mention", layer.vectors)
        cuts = np.cumsum([len(card.entity_types), 1, 1])
        kinds, place, anonymous, sectors = np.split(scores, cuts, axis=1)
        kinds, place, anonymous, sectors = softmax(kinds), sigmoid(place), sigmoid(anonymous), sigmoid(sectors)
        best = kinds.argmax(1)
        links = self._antecedents(layer)
        return [
            FoundMention(
                found, card.entity_types[best[k]], float(kinds[k, best[k]]), float(place[k, 0]), float(anonymous[k, 0]),
                self._sectors(sectors[k]), *links[k],
            )
            for k, found in enumerate(layer.found)
        ]  # fmt: skip

    def _sectors(self, chances: Floats) -> list[tuple[str, float]]:
        order = np.argsort(-chances)
        return [
            (self.card.sectors[k], float(chances[k])) for k in order if chances[k] >= self.card.thresholds["sector"]
        ]

    def _antecedents(self, layer: _Layer) -> list[tuple[list[FoundLink], float]]:
        scores = self._link("antecedent", layer, layer)
        opens = self.heads.none("antecedent", layer.vectors) + self.card.bias.get("first_mention", 0.0)
        result = []
        for row in range(len(layer.spots)):
            chances = softmax(np.concatenate([opens[row], scores[row, :row]]))
            order = np.argsort(-chances[1:])[:3]
            links = [FoundLink(int(k), float(chances[k + 1])) for k in order if chances[k + 1] > 0.02]
            result.append((links, float(chances[0])))
        return result

    def _link(self, name: str, queries: _Layer, keys: _Layer) -> Floats:
        spots = (queries.spots, keys.spots)
        return self.heads.link(name, queries.vectors, keys.vectors, spots, self.window.sentence)

    def _statements(self, contents: _Layer, outer: int, cues: _Layer, mentions: _Layer) -> list[FoundContent]:
        if not contents.spots:
            return []
        chosen = self._cues(contents, cues)
        told = np.stack([self.heads.no_cue if cue is None else cues.vectors[cue.to] for cue in chosen])
        query = _Layer(contents.spots, contents.found, contents.vectors + told)
        speakers = softmax(
            np.concatenate([self.heads.none("speaker", query.vectors), self._link("speaker", query, mentions)], axis=1)
        )
        addressees = sigmoid(self._link("addressee", query, mentions))
        return [
            FoundContent(
                found, k >= outer, chosen[k], _best(speakers[k, 1:], 0.02, 4), float(speakers[k, 0]),
                _first(_best(addressees[k], self.card.thresholds["addressee"], 1)),
            )
            for k, found in enumerate(contents.found)
        ]  # fmt: skip

    def _cues(self, contents: _Layer, cues: _Layer) -> list[FoundLink | None]:
        """The cue of each content: one of its own sentence, or none."""
        if not cues.spots:
            return [None] * len(contents.spots)
        scores = self._link("cue", contents, cues)
        apart = np.array([[c.sentence != q.sentence for q in cues.found] for c in contents.found])
        scores = np.where(apart, -1e4, scores)
        chances = softmax(np.concatenate([self.heads.none("cue", contents.vectors), scores], axis=1))
        best = chances.argmax(1)
        return [FoundLink(int(b) - 1, float(chances[k, b])) if b else None for k, b in enumerate(best)]

    def _triggers(self, layer: _Layer, mentions: _Layer, times: _Layer) -> list[FoundTrigger]:
        card = self.card
        scores = self.heads.linear("trigger", layer.vectors)
        cuts = np.cumsum([len(card.event_types), len(card.statuses)])
        types, statuses, modes = np.split(scores, cuts, axis=1)
        types, statuses = softmax(types), softmax(statuses)
        roles = self._roles(layer, mentions)
        when = sigmoid(self._link("time", layer, times))
        none = card.event_types.index(NO_TYPE)
        triggers = []
        for k, found in enumerate(layer.found):
            if types[k, none] >= card.thresholds["none"]:
                continue
            types[k, none] = -1.0
            if found.chance * float(types[k].max()) < card.thresholds["trigger"]:
                continue
            kind, status = int(types[k].argmax()), self._status(statuses[k])
            mode, mode_chance = self._mode(card.event_types[kind], modes[k])
            triggers.append(
                FoundTrigger(
                    found, card.event_types[kind], float(types[k, kind]), card.statuses[status],
                    float(statuses[k, status]), mode, mode_chance,
                    self._fillers("actor", roles["actor"][k], found.sentence, mentions),
                    self._fillers("recipient", roles["recipient"][k], found.sentence, mentions),
                    self._beside("place", roles["place"][k], found.sentence, mentions),
                    self._beside("time", when[k], found.sentence, times),
                    self._act_vector(layer.spots[k]),
                )
            )  # fmt: skip
        return triggers

    def _roles(self, layer: _Layer, mentions: _Layer) -> dict[str, Floats]:
        """[act, mention] chances of each role."""
        acts, others = (layer.vectors, layer.spots), (mentions.vectors, mentions.spots)
        scores = self.heads.roles(self.words, acts, others, self.window.sentence)
        return {name: sigmoid(found) for name, found in scores.items()}

    def _status(self, chances: Floats) -> int:
        """The likeliest status; that it happened is said only where that is likely enough, else the next likeliest."""
        actual = self.card.statuses.index(ACTUAL)
        doubted = chances[actual] < self.card.thresholds[ACTUAL]
        return int(np.where(np.arange(len(chances)) == actual, -1.0, chances).argmax() if doubted else chances.argmax())

    def _act_vector(self, spot: Spot) -> list[float]:
        """What the act is: the mean of its own words' states, and that of the words around it in its sentence."""
        sentence = np.asarray(self.window.sentence)
        near = np.zeros(len(sentence), dtype=bool)
        near[max(0, spot[0] - AROUND) : spot[1] + AROUND] = True
        near &= sentence == sentence[spot[0]]
        told: list[float] = ((self.words[spot[0] : spot[1]].mean(0) + self.words[near].mean(0)) / 2).tolist()
        return told

    def _fillers(self, role: str, chances: Floats, sentence: int, mentions: _Layer) -> list[FoundLink]:
        here = np.array([found.sentence == sentence for found in mentions.found], dtype=bool)
        return slot_fillers(chances, here, self.card.thresholds[role])

    def _beside(self, role: str, chances: Floats, sentence: int, layer: _Layer) -> FoundLink | None:
        """The time or place of an act: only its own sentence says it."""
        here = np.array([found.sentence == sentence for found in layer.found], dtype=bool)
        return _first(_best(np.where(here, chances, 0.0), self.card.thresholds[role], 1))

    def _mode(self, kind: str, scores: Floats) -> tuple[str, float]:
        own = _modes_of(kind, tuple(self.card.modes))
        chances = softmax(scores[own])
        best = int(chances.argmax())
        return self.card.modes[own[best]].split("/", 1)[1], float(chances[best])

    def _contexts(self) -> list[tuple[str, float]]:
        chances = sigmoid(self.heads.linear("contexts", self.words.mean(0)))
        return list(zip(self.card.contexts, chances.tolist(), strict=True))


@cache
def _modes_of(kind: str, modes: tuple[str, ...]) -> list[int]:
    """The places of an event type's own modes among all."""
    return [k for k, name in enumerate(modes) if name.startswith(f"{kind}/")]


def _bounds(sentence: Sequence[int]) -> list[Spot]:
    cuts = [k for k in range(1, len(sentence)) if sentence[k] != sentence[k - 1]]
    return list(zip([0, *cuts], [*cuts, len(sentence)], strict=True))


def _best(chances: Floats, threshold: float, count: int) -> list[FoundLink]:
    """The likeliest items at or above a threshold, likeliest first."""
    order = np.argsort(-chances)[:count]
    return [FoundLink(int(k), float(chances[k])) for k in order if chances[k] >= threshold]


def slot_fillers(chances: Floats, here: NDArray[np.bool_], least: float) -> list[FoundLink]:
    """Who fills a slot: mentions of the act's own sentence (`here`) that are nearly as likely as the likeliest of them.

    Where none reaches `least`, all that may be meant elsewhere: which one that is, their entities tell.
    """
    likely = np.where(here, chances, np.float32(0.0))
    own = _best(likely, max(least, NEARLY * float(likely.max(initial=0.0))), MOST_FILLERS)
    return own or _best(np.where(here, np.float32(0.0), chances), LEAST_ELSEWHERE, MOST_ELSEWHERE)


def _first(links: list[FoundLink]) -> FoundLink | None:
    return links[0] if links else None
