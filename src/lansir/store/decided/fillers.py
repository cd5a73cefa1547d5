"""Who is meant: names and ids that a person gives, as entities of the article."""

import re
from collections.abc import Iterable

import msgspec

from lansir.errors import InputError
from lansir.record import Argument, Entity, Mention, Record, Span

__all__ = ["Filler", "Fillers"]

BRACKETED = re.compile(r"\[(en-[0-9a-f]{16})\]\s*\Z")
"""An entity as `Fillers.label` writes one whose name does not settle which it is."""
MOST_SHOWN = 12


class Filler(msgspec.Struct, frozen=True, omit_defaults=True):
    """An entity of the article; its name finds it again where a later reading gives it another id."""

    entity: str
    name: str | None = None


class Fillers:
    """The entities of one record by what people call them."""

    def __init__(self, record: Record) -> None:
        """Take the entities of a record."""
        self._entities = {entity.id: entity for entity in record.entities}
        self._mentions: dict[str, list[Mention]] = {}
        for mention in record.mentions:
            self._mentions.setdefault(mention.entity, []).append(mention)
        self._called: dict[str, list[str]] = {}
        for entity in record.entities:
            for name in {_folded(name) for name in self._names(entity)}:
                self._called.setdefault(name, []).append(entity.id)

    def filler(self, given: Filler | str, where: str) -> Filler:
        """The entity that is meant; InputError, beginning with `where`, where none is, or more than one may be."""
        if isinstance(given, Filler):
            if given.entity in self._entities:
                return self._filler(given.entity)
            given = given.name or given.entity
        bracketed = BRACKETED.search(given)
        identity = bracketed[1] if bracketed else given
        if identity in self._entities:
            return self._filler(identity)
        meant = self._called.get(_folded(given), [])
        if len(meant) == 1:
            return self._filler(meant[0])
        if meant:
            raise InputError(f"{where}: {given!r} may be {' or '.join(meant)}; give the id")
        raise InputError(f"{where}: the article names no {given!r}; it names {self._known()}")

    def label(self, entity: str) -> str:
        """What stands for an entity in a list that people edit: its name where that settles it, else words and id."""
        name = self._entities[entity].name
        if name and self._called[_folded(name)] == [entity] and not BRACKETED.search(name):
            return name
        first = next(iter(self._mentions.get(entity, [])), None)
        return f"{name or (first.span.text if first else '')} [{entity}]".strip()

    def argument(self, filler: Filler, sentence: Span, near: int, where: str) -> Argument:
        """The entity as filler of a slot of that sentence, by its mention there nearest to `near`, else elsewhere.

        A person is sure, so the confidence is 1.
        """
        found = self._mentions.get(filler.entity, [])
        if not found:
            raise InputError(f"{where}: no words of the article stand for {filler.name or filler.entity}")
        inside = [one for one in found if sentence.start <= one.span.start and one.span.end <= sentence.end]
        mention = min(inside or found, key=lambda one: (abs(one.span.start - near), one.span.start))
        return Argument(filler.entity, mention.id, 1.0, not inside)

    def _filler(self, entity: str) -> Filler:
        return Filler(entity, self._entities[entity].name)

    def _names(self, entity: Entity) -> Iterable[str]:
        if entity.name:
            yield entity.name
        yield from (mention.span.text for mention in self._mentions.get(entity.id, []) if mention.kind != "pronoun")

    def _known(self) -> str:
        labels = [self.label(entity) for entity in self._entities]
        more = f" and {len(labels) - MOST_SHOWN} more" if len(labels) > MOST_SHOWN else ""
        return (", ".join(labels[:MOST_SHOWN]) + more) or "nobody"


def _folded(name: str) -> str:
    return " ".join(name.casefold().split())
