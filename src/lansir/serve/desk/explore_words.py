"""The words for fields and values of the query language, as a reader of the desk sees them."""

import sqlite3
from collections.abc import Iterable, Mapping
from functools import cached_property

from lansir.keys import key_of
from lansir.knowledge.countries import countries
from lansir.page.outlets import known_name, plain
from lansir.query.fields import field_named
from lansir.query.names import each_value
from lansir.query.sql import listed
from lansir.serve.desk.pages import day_shower
from lansir.serve.labels import labels
from lansir.words.catalogue import messages

__all__ = ["ValueWords"]

NAMES = "SELECT key, name FROM actor WHERE key IN (SELECT value FROM json_each(?))"
TITLES = "SELECT a.title FROM placed p CROSS JOIN article a ON a.id = p.article WHERE p.story = ? LIMIT 1"
BY_NAME = ("actor", "recipient", "who", "speaker", "addressee", "reported_by")
SECTORS = ("actor.sector", "recipient.sector", "speaker.sector")
DAYS = ("day", "from", "to", "published")
LONGEST = 60


class ValueWords:
    """Words in one language; names of actors and stories are looked up in a store, and remembered."""

    def __init__(self, connection: sqlite3.Connection, iso: str) -> None:
        """Words of the language of that code."""
        self._connection, self._iso = connection, iso
        self._words, self._labels, self._day = messages(iso), labels(iso), day_shower(messages(iso))
        self._names: dict[str, str] = {}

    def field(self, name: str) -> str:
        """What a field, or a facet, is called."""
        return self._labels(f"explore.field_{name.replace('.', '_')}")

    def learn(self, keys: Iterable[str]) -> None:
        """Look names of actors up together."""
        sought = [key for key in keys if "/" in key and key not in self._names]
        if sought:
            self._names |= {row[0]: row[1] for row in self._connection.execute(NAMES, (listed(sought),))}

    def value(self, field: str, value: str, label: str | None = None) -> str:
        """What a value is called; `label` is how the store writes it."""
        if field.endswith("country"):
            return self.country(value)
        if field in BY_NAME:
            return self._name(value, label)
        if field == "story":
            return _short(label or self._title(value))
        if field == "origin":
            return self.origin(value)
        if field in DAYS:
            return ", ".join("–".join(map(self._day, part.split(".."))) for part in value.split(","))
        return self._coded(field, value) or label or value

    def gloss(self, field: str, value: str) -> str | None:
        """A code of the codebook in the reader's own language, where it is not its English."""
        found = field_named(field)
        if field != "type" or self._iso == "en" or found is None:
            return None
        return next(iter(found.others.get(value, ())), None)

    def country(self, code: str) -> str:
        """The name of a country."""
        found = countries().get(code)
        if found is None:
            return self._words.sectors.get(code, code)
        return found.indonesian if self._iso == "id" else found.english

    def origin(self, folded: str) -> str:
        """How an outlet or agency writes its name, of which the store keeps letters and digits."""
        return known_name(folded) or self._outlets.get(folded, folded)

    def _name(self, value: str, label: str | None) -> str:
        if label:
            return label
        if value == "outlet":
            return self._labels("record.outlet")
        self.learn([value])
        return self._names.get(value, value)

    def _title(self, story: str) -> str:
        row = self._connection.execute(TITLES, (key_of(story),)).fetchone()
        return (row and row[0]) or story

    def _coded(self, field: str, value: str) -> str | None:
        tables: dict[str, Mapping[str, str]] = {
            "status": {str(key): words for key, words in self._words.statuses.items()},
            "form": {str(key): words for key, words in self._words.forms.items()},
            "quad": self._words.quads,
            "context": self._words.contexts,
            "language": self._words.languages,
            "source": self._words.source_kinds,
            **dict.fromkeys(SECTORS, self._words.sectors),
        }
        if field in tables:
            return tables[field].get(value)
        if field in ("review", "anonymous", "copies", "sort", "version"):
            return self._labels(f"explore.{field}_{value}")
        return None

    @cached_property
    def _outlets(self) -> dict[str, str]:
        """The outlets and origins of the store by their letters and digits."""
        names = (*each_value(self._connection, "origin", "name"), *each_value(self._connection, "article", "outlet"))
        return {plain(name): name for name in names}


def _short(text: str) -> str:
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1].rstrip()}…"
