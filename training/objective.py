"""The loss of a batch: emissions, span classes and links, each averaged over what it is asked of.

Links are learned on gold spans mixed with what the network itself finds: at run time there is no gold, and a head that
has only seen gold mentions does not know how to pass over a wrong one.
"""

import random
from collections.abc import Sequence

import torch
from torch import Tensor
from torch.nn import functional

from training.corpus import GoldTrigger, overlap
from training.examples import BEGIN, INSIDE, Example
from training.labels import IGNORED
from training.network import Heads

__all__ = ["WEIGHTS", "Candidates", "Objective", "greedy_spans"]

Spot = tuple[int, int]
WEIGHTS = {
    "tags": 0.3, "mention": 0.5, "place": 0.3, "anonymous": 0.2, "sectors": 0.3, "type": 1.0, "status": 0.7,
    "mode": 0.5, "actor": 1.0, "recipient": 1.0, "where": 0.3, "when": 0.3, "cue": 0.5, "speaker": 1.0,
    "addressee": 0.2, "antecedent": 0.7, "contexts": 0.2,
}  # fmt: skip


def greedy_spans(tags: Tensor, bounds: Sequence[Spot]) -> list[Spot]:
    """Spans of one layer's best tags [word], none across a sentence bound."""
    spans: list[Spot] = []
    values = tags.tolist()
    for first, last in bounds:
        start: int | None = None
        for k in range(first, last + 1):
            tag = values[k] if k < last else BEGIN
            if tag != INSIDE and start is not None:
                spans.append((start, k))
                start = None
            if k < last and tag == BEGIN:
                start = k
    return spans


class Candidates:
    """Gold spans, some with the bounds that the network gave them, followed by spans that only the network found."""

    def __init__(self, gold: Sequence[Spot], found: Sequence[Spot], chance: random.Random) -> None:
        self.gold = len(gold)
        self.spans = [self._bounds(span, found, chance) for span in gold]
        self.spans += [span for span in found if not any(overlap(span, other) for other in gold)]

    @staticmethod
    def _bounds(span: Spot, found: Sequence[Spot], chance: random.Random) -> Spot:
        near = [other for other in found if overlap(span, other) and other != span]
        return chance.choice(near) if near and chance.random() < 0.5 else span


class Objective:
    """Gathers the losses of one batch; `found` says whether the network's own spans take part."""

    def __init__(self, heads: Heads, chance: random.Random, found: bool) -> None:
        self.heads, self.chance, self.found = heads, chance, found
        self.terms: dict[str, list[Tensor]] = {name: [] for name in WEIGHTS}

    def loss(self, hidden: Tensor, batch: Sequence[Example]) -> tuple[Tensor, dict[str, float]]:
        """The weighted sum, and every term's mean for the log."""
        words = [hidden[row][torch.tensor(e.window.first)] for row, e in enumerate(batch)]
        emissions = [self.heads.emit(w) for w in words]
        self._tags(emissions, batch)
        for example, states, scores in zip(batch, words, emissions, strict=True):
            self._window(example, states, scores)
        means = {name: torch.cat([t.flatten() for t in terms]).mean() for name, terms in self.terms.items() if terms}
        total = torch.stack([WEIGHTS[name] * value for name, value in means.items()]).sum()
        return total, {name: float(value.detach()) for name, value in means.items()}

    def _tags(self, emissions: Sequence[Tensor], batch: Sequence[Example]) -> None:
        rows = [(e[a:b], x.tags[a:b]) for e, x in zip(emissions, batch, strict=True) for a, b in x.sentence_bounds()]
        scores = torch.nn.utils.rnn.pad_sequence([row[0] for row in rows], batch_first=True)
        tags = torch.nn.utils.rnn.pad_sequence([row[1] for row in rows], batch_first=True)
        lengths = torch.tensor([len(row[1]) for row in rows])
        mask = torch.arange(tags.shape[1]) < lengths[:, None]
        self.terms["tags"].append(self.heads.crf.loss(scores, tags, mask))

    def _window(self, example: Example, words: Tensor, emissions: Tensor) -> None:
        bounds, best = example.sentence_bounds(), emissions.detach().argmax(-1)
        layers = self.heads.labels.layers

        def mixed(layer: str, gold: Sequence[Spot]) -> Candidates:
            found = greedy_spans(best[:, layers.index(layer)], bounds) if self.found else []
            return Candidates(gold, found, self.chance)

        shift = example.shift
        mentions = mixed("mention", [_moved(m.span, shift) for m in example.mentions])
        triggers = mixed("trigger", [_moved(t.span, shift) for t in example.triggers])
        cues, times = mixed("cue", example.cues), mixed("time", example.times)
        contents = [_moved(c.span, shift) for c in example.contents]
        encoded = {
            "mention": self.heads.spans["mention"](words, mentions.spans),
            "trigger": self.heads.spans["trigger"](words, triggers.spans),
            "cue": self.heads.spans["cue"](words, cues.spans),
            "time": self.heads.spans["time"](words, times.spans),
            "content": self.heads.spans["content"](words, contents),
        }
        self._mentions(example, encoded["mention"][: mentions.gold])
        self._triggers(example, encoded["trigger"])
        self._roles(example, words, encoded, triggers, mentions)
        self._when(example, encoded, triggers, times)
        self._statements(example, encoded, contents, cues, mentions)
        self._antecedents(example, encoded["mention"], mentions)
        self._contexts(example, words)

    def _mentions(self, example: Example, encoded: Tensor) -> None:
        if not example.mentions:
            return
        labels = self.heads.labels
        types = len(labels.entity_types)
        kind, place, anonymous, sectors = self.heads.mention(encoded).split([types, 1, 1, len(labels.sectors)], dim=1)
        gold = torch.tensor([labels.entity_types.index(m.type) for m in example.mentions])
        self.terms["mention"].append(functional.cross_entropy(kind, gold, reduction="none"))
        for name, scores, answers in (
            ("place", place, [m.place for m in example.mentions]),
            ("anonymous", anonymous, [m.anonymous for m in example.mentions]),
        ):
            target = torch.tensor(answers, dtype=torch.float32).unsqueeze(1)
            self.terms[name].append(functional.binary_cross_entropy_with_logits(scores, target, reduction="none"))
        held = torch.tensor([[float(s in m.sectors) for s in labels.sectors] for m in example.mentions])
        self.terms["sectors"].append(
            functional.binary_cross_entropy_with_logits(sectors, held, reduction="none").sum(1)
        )

    def _triggers(self, example: Example, encoded: Tensor) -> None:
        if not len(encoded):
            return
        labels = self.heads.labels
        modes = labels.mode_names()
        kind, status, mode = self.heads.trigger(encoded).split(
            [len(labels.event_types), len(labels.statuses), len(modes)], dim=1
        )
        extra = len(encoded) - len(example.triggers)
        types = [labels.event_types.index(t.type) for t in example.triggers] + [
            labels.event_types.index("NONE")
        ] * extra
        self.terms["type"].append(
            functional.cross_entropy(kind, torch.tensor(types), reduction="none", label_smoothing=0.05)
        )
        if example.triggers:
            gold = len(example.triggers)
            answers = torch.tensor([labels.statuses.index(t.status) for t in example.triggers])
            self.terms["status"].append(functional.cross_entropy(status[:gold], answers, reduction="none"))
            self.terms["mode"].append(_mode_loss(mode[:gold], example.triggers, modes))

    def _roles(self, example: Example, words: Tensor, encoded: dict[str, Tensor], triggers: Candidates,
               mentions: Candidates) -> None:  # fmt: skip
        if not triggers.gold or not mentions.spans:
            return
        index = {m.span: k for k, m in enumerate(example.mentions)}
        spots = triggers.spans[: triggers.gold]
        found = self.heads.roles(
            words,
            (encoded["trigger"], triggers.spans),
            (encoded["mention"], mentions.spans),
            example.window.sentence,
        )
        for name, term in (("actor", "actor"), ("recipient", "recipient"), ("place", "where")):
            scores = found[name][: triggers.gold]
            target, weight = torch.zeros_like(scores), torch.ones_like(scores)
            for row, trigger in enumerate(example.triggers):
                for filler in trigger.roles[name]:
                    _mark(target[row], weight[row], filler, index, example, trigger)
            if name == "recipient" and not example.settled:
                weight *= _beside_each_other(spots, mentions.spans, example.window.sentence)
            losses = functional.binary_cross_entropy_with_logits(scores, target, weight=weight, reduction="none")
            self.terms[term].append(losses.sum(1))

    def _when(self, example: Example, encoded: dict[str, Tensor], triggers: Candidates, times: Candidates) -> None:
        if not triggers.gold or not times.spans:
            return
        spots = triggers.spans[: triggers.gold]
        queries = encoded["trigger"][: triggers.gold]
        scores = self.heads.link("time", queries, encoded["time"], (spots, times.spans, example.window.sentence))
        target = torch.zeros_like(scores)
        for row, trigger in enumerate(example.triggers):
            for column, time in enumerate(example.times):
                target[row, column] = float((time[0] + example.shift, time[1] + example.shift) in trigger.times)
        self.terms["when"].append(functional.binary_cross_entropy_with_logits(scores, target, reduction="none").sum(1))

    def _statements(self, example: Example, encoded: dict[str, Tensor], contents: list[Spot], cues: Candidates,
                    mentions: Candidates) -> None:  # fmt: skip
        if not contents:
            return
        sentence, queries = example.window.sentence, encoded["content"]
        places = {cue: k for k, cue in enumerate(example.cues)}
        own = [places.get(_moved(c.cue, example.shift)) if c.cue else None for c in example.contents]
        scores = self.heads.link("cue", queries, encoded["cue"], (contents, cues.spans, sentence), none=True)
        # A cue that the flat layer could not hold is neither one of those in sight nor none of them.
        lost = [k is None and content.cue is not None for k, content in zip(own, example.contents, strict=True)]
        answers = torch.tensor(
            [IGNORED if gone else 0 if k is None else 1 + k for k, gone in zip(own, lost, strict=True)]
        )
        self.terms["cue"].append(functional.cross_entropy(scores, answers, reduction="none"))
        told = torch.stack([self.heads.no_cue if k is None else encoded["cue"][k] for k in own])
        index = {m.span: k for k, m in enumerate(example.mentions)}
        spots = (contents, mentions.spans, sentence)
        if mentions.spans:
            to = self.heads.link("addressee", queries + told, encoded["mention"], spots)
            target = torch.zeros_like(to)
            for row, content in enumerate(example.contents):
                for span in content.addressees & index.keys():
                    target[row, index[span]] = 1.0
            self.terms["addressee"].append(
                functional.binary_cross_entropy_with_logits(to, target, reduction="none").sum(1)
            )
        speakers = self.heads.link("speaker", queries + told, encoded["mention"], spots, none=True)
        allowed = [_allowed(c.speakers, c.speaker_known, index) for c in example.contents]
        self._marginal("speaker", speakers, allowed)

    def _antecedents(self, example: Example, encoded: Tensor, mentions: Candidates) -> None:
        if not mentions.gold:
            return
        spans = mentions.spans
        gold = spans[: mentions.gold]
        scores = self.heads.link(
            "antecedent", encoded[: mentions.gold], encoded, (gold, spans, example.window.sentence), none=True
        )
        earlier = torch.tensor([[other < span for other in spans] for span in gold])
        scores = torch.cat([scores[:, :1], scores[:, 1:].masked_fill(~earlier, -1e4)], dim=1)
        allowed: list[list[int] | None] = []
        for row, mention in enumerate(example.mentions):
            same = [
                k + 1 for k in range(mentions.gold) if earlier[row, k] and example.mentions[k].entity == mention.entity
            ]
            allowed.append(same or [0])
        self._marginal("antecedent", scores, allowed)

    def _marginal(self, term: str, scores: Tensor, allowed: Sequence[list[int] | None]) -> None:
        """Minus the log of the chance that any allowed answer is given; rows without an answer do not count."""
        rows = [row for row, answers in enumerate(allowed) if answers]
        if not rows:
            return
        mask = torch.full_like(scores, -1e4)
        for row in rows:
            mask[row, allowed[row]] = 0.0
        chance = torch.logsumexp(scores, 1) - torch.logsumexp(scores + mask, 1)
        self.terms[term].append(chance[rows])

    def _contexts(self, example: Example, words: Tensor) -> None:
        scores = self.heads.contexts(words.mean(0))
        target = torch.tensor([float(name in example.contexts) for name in self.heads.labels.contexts])
        loss = functional.binary_cross_entropy_with_logits(scores, target, reduction="sum")
        self.terms["contexts"].append(loss.unsqueeze(0))


def _moved(span: Spot, shift: int) -> Spot:
    return span[0] - shift, span[1] - shift


def _mode_loss(scores: Tensor, triggers: Sequence[GoldTrigger], modes: list[str]) -> Tensor:
    """Cross-entropy among the modes of each trigger's own type."""
    rows = []
    for row, trigger in enumerate(triggers):
        own = [k for k, name in enumerate(modes) if name.startswith(f"{trigger.type}/")]
        answer = own.index(modes.index(f"{trigger.type}/{trigger.mode}")) if len(own) > 1 else IGNORED
        rows.append(functional.cross_entropy(scores[row, own].unsqueeze(0), torch.tensor([answer]), reduction="sum"))
    return torch.stack(rows)


def _beside_each_other(queries: Sequence[Spot], keys: Sequence[Spot], sentence: Sequence[int]) -> Tensor:
    """[query, key]: 1 where both stand in one sentence, else 0."""
    of_queries, of_keys = (torch.tensor([sentence[start] for start, _ in spans]) for spans in (queries, keys))
    return (of_queries[:, None] == of_keys[None, :]).float()


def _mark(target: Tensor, weight: Tensor, filler: set[Spot], index: dict[Spot, int], example: Example,
          trigger: GoldTrigger) -> None:  # fmt: skip
    """Set the mention that fills a slot: the one named in the act's own sentence, else the last one before it.

    Other mentions of its entity in the same sentence, or all of them where it is elided, are neither right nor wrong.
    """
    here = sorted(span for span in filler if span in index)
    if not here:
        return
    before = [span for span in here if span[0] < trigger.span[0]]
    best = index[before[-1] if len(filler) > 1 and before else here[0]]
    entity, sentence = example.mentions[best].entity, example.window.sentence
    named = len(filler) == 1
    for k, mention in enumerate(example.mentions):
        near = sentence[mention.span[0] - example.shift] == sentence[trigger.span[0] - example.shift]
        if mention.entity == entity and k != best and not target[k] and (near or not named):
            weight[k] = 0.0
    target[best], weight[best] = 1.0, 1.0


def _allowed(speakers: set[Spot], known: bool, index: dict[Spot, int]) -> list[int] | None:
    """Columns of the right speakers: 0 where the text names none, None where the speaker is outside the window."""
    here = [index[span] + 1 for span in speakers if span in index]
    return here or ([0] if known and not speakers else None)
