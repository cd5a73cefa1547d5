"""Who fills the slots of an act: the mentions that the model links it to, within what holds of all acts.

Mentions that are joined to an actor or recipient are so too, and nobody acts on himself: of 3,136 acts in the annotated
articles of the training part, an entity is actor and recipient of 4. Who is not named in the act's own sentence is
meant by all that name him elsewhere, so the chances of an entity's mentions are taken together.
"""

from collections.abc import Iterable, Mapping, Sequence

from lansir.encoder.reading import FoundLink, FoundTrigger, Reading
from lansir.record import Argument, Mention
from lansir.resolve.joined import Joined
from lansir.resolve.passage import Passage
from lansir.resolve.statements import argument

__all__ = ["JOINED", "Fillers", "Slots"]

Slots = tuple[list[Argument], list[Argument]]
"""Actors and recipients."""

UNNAMED = 0.5
"""Chance above which an entity is believed to fill a slot from another sentence, where the model's card says none."""
JOINED = 0.92
"""Chance that what is joined to a filler fills the same slot (`joined.py` says of what)."""


class Fillers:
    """The slots of an article's acts."""

    def __init__(self, passage: Passage, reading: Reading, mentions: Mapping[int, Mention]) -> None:
        """`mentions` are the resolved ones by their places in the reading."""
        self._reading, self._mentions, self._thresholds = reading, mentions, passage.thresholds
        self._order = {mention.id: place for place, mention in mentions.items()}
        self._joined = Joined(passage, reading.mentions, mentions)

    def of(self, trigger: FoundTrigger) -> Slots:
        """The actors and the recipients of an act, each entity once, in text order."""
        actors = self._one_elsewhere(trigger.actors, trigger, "elided_actor")
        recipients = self._one_elsewhere(trigger.recipients, trigger, "elided_recipient")
        acting, acted_on = self._whole(actors, recipients), self._whole(recipients, actors)
        return _apart(self._arguments(acting, trigger), self._arguments(acted_on, trigger))

    def _one_elsewhere(self, links: list[FoundLink], trigger: FoundTrigger, threshold: str) -> list[FoundLink]:
        """The links of the act's own sentence; of others the likeliest of the entity that is likely enough."""
        if not links or self._reading.mentions[links[0].to].span.sentence == trigger.span.sentence:
            return links
        missed: dict[str, float] = {}
        for link in links:
            entity = self._mentions[link.to].entity
            missed[entity] = missed.get(entity, 1.0) * (1.0 - link.chance)
        likeliest, chance = min(missed.items(), key=lambda item: item[1])
        if 1.0 - chance < self._thresholds.get(threshold, UNNAMED):
            return []
        lead = next(link for link in links if self._mentions[link.to].entity == likeliest)
        return [FoundLink(lead.to, 1.0 - chance)]

    def _whole(self, links: Sequence[FoundLink], opposite: Iterable[FoundLink]) -> list[FoundLink]:
        """The links of a slot with what is joined to them, and is not in the other slot."""
        taken, apart = {link.to for link in links}, {link.to for link in opposite}
        more: dict[int, FoundLink] = {}
        for link in links:
            group = {link.to, *self._joined.others(link.to)}
            if group.isdisjoint(apart):
                more |= {to: FoundLink(to, JOINED * link.chance) for to in group - taken - more.keys()}
        return [*links, *more.values()]

    def _arguments(self, links: Sequence[FoundLink], trigger: FoundTrigger) -> list[Argument]:
        """One filler an entity, in text order; a mention of the trigger's own sentence goes before one elsewhere."""
        best: dict[str, Argument] = {}
        for link in links:
            found = argument(link, trigger.span.sentence, self._reading, self._mentions)
            if found is None:
                continue
            held = best.get(found.entity)
            if held is None or (held.elided, -held.confidence) > (found.elided, -found.confidence):
                best[found.entity] = found
        return sorted(best.values(), key=lambda filler: self._order[filler.mention])


def _apart(actors: list[Argument], recipients: list[Argument]) -> Slots:
    """Actors and recipients such that no entity is both: it stays where it is surer."""
    acting = {filler.entity: filler.confidence for filler in actors}
    acted_on = {filler.entity: filler.confidence for filler in recipients}
    return (
        [filler for filler in actors if acted_on.get(filler.entity, 0.0) <= filler.confidence],
        [filler for filler in recipients if acting.get(filler.entity, 0.0) < filler.confidence],
    )
