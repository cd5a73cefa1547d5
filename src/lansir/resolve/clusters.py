"""Mentions taken to be one thing, while an article is gone through."""

from collections.abc import Sequence
from typing import NamedTuple

from lansir.lang import language as language_of
from lansir.resolve.agreement import Agreement, agreement_of
from lansir.resolve.mentions import MentionWords
from lansir.resolve.name_forms import is_acronym, same_name, written_forms
from lansir.resolve.naming import Naming, fit
from lansir.resolve.relations import relations
from lansir.resolve.roles import exclusive_roles
from lansir.resolve.title_words import marks

__all__ = ["Cluster", "Title", "where_of"]


class Title(NamedTuple):
    """A person's role as words give it: of what country, and the names of places and bodies in the words, folded."""

    role: str
    country: str | None
    where: frozenset[str]


def where_of(mention: MentionWords, language: str) -> frozenset[str]:
    """The places and bodies in a title, the person's name aside: "jawa", "barat" of "Gubernur Jawa Barat"."""
    words = mention.words.replace(mention.name, " ", 1) if mention.kind == "name" else mention.words
    held = (mark for mark in marks(words, language) if mark.kind in ("name", "country", "body"))
    return frozenset(token.key for mark in held for token in mark.tokens)


class Cluster:
    """Mentions taken to be one thing; `members` are positions in the list of mentions."""

    def __init__(self, language: str) -> None:
        """Of an article in that language."""
        self.language = language
        self.members: list[int] = []
        self.names: list[Naming] = []
        self.actors: dict[str, int] = {}
        self.types: set[str] = set()
        self.agreement = Agreement()
        self.titles: list[Title] = []

    def add(self, place: int, mention: MentionWords) -> None:
        """Take a mention in."""
        self.members.append(place)
        self.types.add(mention.found.type)
        self.agreement = self.agreement.with_one(agreement_of(mention, self.language))
        if mention.title.role and mention.found.type == "PER":
            self.titles.append(Title(mention.title.role, mention.country, where_of(mention, self.language)))
        if mention.kind == "name":
            self._name(mention.name, mention.found.type, place)
        if mention.actor:
            self.actors.setdefault(mention.actor.id, place)
            self._add(Naming(mention.actor.name, mention.actor.type, place, main=False))

    def absorb(self, other: "Cluster") -> None:
        """Take all of another cluster in."""
        self.members = sorted({*self.members, *other.members})
        self.types |= other.types
        self.actors = {**other.actors, **self.actors}
        self.agreement = self.agreement.with_one(other.agreement)
        self.titles += other.titles
        for naming in other.names:
            self._add(naming)

    def _name(self, name: str, kind: str, place: int) -> None:
        main, *others = written_forms(name, relations(self.language).aliases)
        self._add(Naming(main, kind, place))
        for other in others:
            self._add(Naming(other, kind, place, main=not is_acronym(other) and kind != "PER"))

    def _add(self, naming: Naming) -> None:
        if all((naming.name, naming.type) != (known.name, known.type) for known in self.names):
            self.names.append(naming)

    @property
    def is_person(self) -> bool:
        """Whether all of its mentions are a person's."""
        return self.types == {"PER"}

    @property
    def is_named(self) -> bool:
        """Whether the article gives it a name."""
        return bool(self.names)

    def fitting(self, mention: MentionWords, forms: Sequence[str]) -> tuple[Naming, str] | None:
        """The name with which a name in its written forms goes, and how.

        A person's must go with a full one, if the article writes any.
        """
        found = (
            (known, how)
            for form in forms
            for known in self.names
            if (how := fit(form, mention.found.type, known, self.language))
        )
        chosen = next(found, None)
        if chosen is None or (mention.found.type == "PER" and not self._suits(forms[0])):
            return None
        return chosen

    def _suits(self, name: str) -> bool:
        full = [known for known in self.names if known.type == "PER" and " " in known.name and known.main]
        return not full or any(fit(name, "PER", known, self.language) for known in full)

    def holds_another(self, title: Title) -> bool:
        """Whether the cluster's person holds an office of that name somewhere else."""
        same = [known for known in self.titles if known.role == title.role]
        countries = {known.country for known in same} - {None}
        if title.role in exclusive_roles():
            return bool(title.country and countries) and title.country not in countries
        places = [known.where for known in same if known.where]
        # In Indonesian the place follows the office as a name; English has adjectives for it ("the Irish governor").
        follows = language_of(self.language).head_first
        return follows and bool(title.where and places) and not any(title.where & one for one in places)

    def is_somebody_else(self, name: str) -> bool:
        """Whether the cluster's person has been named in full, and is not the one of that name."""
        return any(" " in known.name and not same_name(name, known.name) for known in self.names if known.type == "PER")
