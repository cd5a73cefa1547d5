"""How deep a stranger's YAML is nested, what its aliases repeat and what it names twice, told before it is loaded."""

from dataclasses import dataclass, field

import yaml

__all__ = ["DEEPEST", "MOST_REPEATED", "require_sound"]

DEEPEST = 200
"""Levels; a file that people write has a dozen."""
MOST_REPEATED = 1_000_000
"""Values that all aliases of a text stand for together."""


def require_sound(text: str) -> None:
    """RecursionError where a YAML text is nested deeper than DEEPEST levels, or its aliases stand for too much.

    ValueError where a mapping has a key twice (YAML 1.2.2, 3.2.1.1, forbids it): loaders keep the last value unsaid.
    PyYAML's loader in C calls itself for each level and has no limit: a text of brackets alone would end the process.
    Its parser does not, and goes through a text in a tenth of the time that loading it takes. What breaks the syntax
    is left to whoever loads the text: nothing behind the fault is loaded.
    """
    levels = _Levels()
    try:
        for event in yaml.parse(text, Loader=yaml.CBaseLoader):
            levels.take(event)
    except yaml.YAMLError:
        return


@dataclass
class _Open:
    """A collection that is not closed yet; `keys` of a mapping are those seen, and every other node is one."""

    anchor: str | None
    before: int
    is_mapping: bool
    nodes: int = 0
    keys: set[str] = field(default_factory=set)


class _Levels:
    """Where a walk through a text stands: the open collections, and how many values each anchor is known to have."""

    def __init__(self) -> None:
        self._open: list[_Open] = []
        self._values = self._repeated = 0
        self._anchored: dict[str | None, int] = {}

    def take(self, event: yaml.Event) -> None:
        """Count one event of the parser."""
        if isinstance(event, yaml.NodeEvent) and self._open:
            self._place(event, self._open[-1])
        if isinstance(event, yaml.AliasEvent):
            self._repeat(self._anchored.get(event.anchor, 1))
        elif isinstance(event, yaml.CollectionStartEvent):
            self._open.append(_Open(event.anchor, self._values, isinstance(event, yaml.MappingStartEvent)))
            if len(self._open) > DEEPEST:
                raise RecursionError(f"nested more than {DEEPEST} levels deep")
            self._values += 1
        elif isinstance(event, yaml.CollectionEndEvent):
            closed = self._open.pop()
            self._anchored[closed.anchor] = self._values - closed.before
        elif isinstance(event, yaml.ScalarEvent):
            self._values += 1
            self._anchored[event.anchor] = 1

    @staticmethod
    def _place(event: yaml.NodeEvent, within: _Open) -> None:
        """Note a node of a collection; ValueError where it is a key that the mapping has."""
        within.nodes += 1
        if within.is_mapping and within.nodes % 2 and isinstance(event, yaml.ScalarEvent):
            if event.value in within.keys:
                line = event.start_mark.line + 1 if event.start_mark else 1
                raise ValueError(f"line {line}: {event.value[:50]!r} a second time; keep one of the two")
            within.keys.add(event.value)

    def _repeat(self, values: int) -> None:
        self._values += values
        self._repeated += values
        if self._repeated > MOST_REPEATED:
            raise RecursionError(f"its aliases stand for more than {MOST_REPEATED:,} values; write them out")
