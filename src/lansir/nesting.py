"""How deep a YAML text of a stranger is nested, and how much its aliases repeat, told before it is loaded."""

import yaml

__all__ = ["DEEPEST", "MOST_REPEATED", "require_shallow"]

DEEPEST = 200
"""Levels; a file that people write has a dozen."""
MOST_REPEATED = 1_000_000
"""Values that all aliases of a text stand for together."""


def require_shallow(text: str) -> None:
    """RecursionError where a YAML text is nested deeper than DEEPEST levels, or its aliases stand for too much.

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


class _Levels:
    """Where a walk through a text stands: the open collections, and how many values each anchor is known to have."""

    def __init__(self) -> None:
        self._open: list[tuple[str | None, int]] = []
        self._values = self._repeated = 0
        self._anchored: dict[str | None, int] = {}

    def take(self, event: yaml.Event) -> None:
        """Count one event of the parser."""
        if isinstance(event, yaml.AliasEvent):
            self._repeat(self._anchored.get(event.anchor, 1))
        elif isinstance(event, yaml.CollectionStartEvent):
            self._open.append((event.anchor, self._values))
            if len(self._open) > DEEPEST:
                raise RecursionError(f"nested more than {DEEPEST} levels deep")
            self._values += 1
        elif isinstance(event, yaml.CollectionEndEvent):
            anchor, before = self._open.pop()
            self._anchored[anchor] = self._values - before
        elif isinstance(event, yaml.ScalarEvent):
            self._values += 1
            self._anchored[event.anchor] = 1

    def _repeat(self, values: int) -> None:
        self._values += values
        self._repeated += values
        if self._repeated > MOST_REPEATED:
            raise RecursionError(f"its aliases stand for more than {MOST_REPEATED:,} values; write them out")
