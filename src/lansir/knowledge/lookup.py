"""Looks names up in the tables of actors and countries."""

import datetime
import os
from collections import ChainMap
from collections.abc import Iterable, Mapping
from functools import cache, lru_cache
from pathlib import Path
from typing import NamedTuple

from lansir.hooks import actor_files
from lansir.knowledge.actor_table import ActorName, ActorTable, actor_names, actor_table, table_names
from lansir.knowledge.countries import CountryForm, bodies, countries, country_forms, is_state, markers, match_country
from lansir.knowledge.entries import NON_STATES, Actor, ActorMatch, match_actor
from lansir.knowledge.names import NameIndex, Run, Subject, Token, apart, tokens
from lansir.lang import language as language_of
from lansir.record import EntityType

__all__ = ["Knowledge", "knowledge"]

LONGEST_WORDS, LONGEST_TEXT = 400, 8000
"""Tokens and characters of the words given that are read; a mention is far shorter, hostile text is not."""

HELD, HELD_WORDS, HELD_TEXT = 4096, 12, 100
"""Answers that are held, and tokens and characters of words for which they are: names come again and again."""

WEIGHT = {"name": 0, "adjective": 0, "people": 0, "region": 1, "group": 1, "capital": 1, "seat": 1, "other": 9}
"""How well a form names a country; the lower the better."""

BEHIND_PREPOSITION = 2


class Claim(NamedTuple):
    """Words that decide about the country, with their weight."""

    code: str | None
    weight: int


class Borrowing(NameIndex[Subject]):
    """An index that looks for a word among the names of other languages too, where the language borrows them."""

    def __init__(self, within: NameIndex[Subject]) -> None:
        """Look in this index."""
        self._within = within
        self.longest = within.longest

    def exact(self, found: list[Token], language: str, capitals: bool = False) -> list[Subject]:
        """What these tokens as a whole name, in the language itself or else in the first that it borrows from."""
        named = self._within.exact(found, language, capitals)
        others = language_of(language).borrows if len(found) == 1 and not named else ()
        return named or next(filter(None, (self._within.exact(found, other, capitals) for other in others)), [])


class Knowledge:
    """The tables of actors and countries, indexed by name.

    A user's own actors (`Actor.source`) win: one replaces the actor of its key, and a name that it has is its alone.
    A lookup takes time in proportion to the words given, and reads no more than their first 400.
    """

    def __init__(self, own: Iterable[Actor], table: ActorTable | None = None) -> None:
        """Index these actors, those of the table and the countries; of two of one key the later one counts."""
        chosen = {actor.key: actor for actor in own}
        self.actors: Mapping[str, Actor] = ChainMap(chosen, table) if table else chosen  # type: ignore[arg-type]
        self._own = Borrowing(NameIndex(actor_names(chosen.values())))
        self._table = Borrowing(table_names(frozenset(chosen))) if table else None
        self.country_index = Borrowing(NameIndex(country_forms()))
        self._held_runs = lru_cache(maxsize=HELD)(self._find_runs)
        self._held_country = lru_cache(maxsize=HELD)(self._find_country)

    @classmethod
    def load(cls, *own: str | os.PathLike[str]) -> "Knowledge":
        """The tables of the package, and the actors of plugins and of a user's own files (YAML, CSV, FollowTheMoney).

        Raises DataFileError where a table or a file is missing or broken.
        """
        own = (*actor_files(), *own)
        if not own:
            return cls([], actor_table())
        from lansir.knowledge.own import read_own  # noqa: PLC0415  # the YAML reader takes longer to load than a page

        return cls((actor for path in own for actor in read_own(Path(path))), actor_table())

    def find(
        self, name: str, language: str, on: datetime.date | None = None, type: EntityType | None = None
    ) -> list[ActorMatch]:
        """What the whole name stands for, several where it is ambiguous; roles as held `on` that day.

        Actors who held a role that day come first. PER looks for people only, another type for all that are no people,
        those of the very type where there are any.
        """
        found = read(name)
        named = self._exact(found, language)
        if not named:
            found = without_article(found, language)
            named = self._exact(found, language)
        taken = any(name.actor.source and name.actor.type != "PER" for name in named)
        forms = [] if taken or type == "PER" else self.country_index.exact(found, language)
        matches = unique([*self.as_actors(named, language, on), *map(match_country, forms)])
        if not matches and type != "PER":
            matches = unique(bodies(language).match(found, language, self.country_index))
        return of_type(matches, type)

    def _exact(self, found: list[Token], language: str) -> list[ActorName]:
        """The actors' names that these tokens as a whole are."""
        table = self._table.exact(found, language) if self._table else []
        return [*self._own.exact(found, language), *table]

    def _runs(self, found: list[Token], language: str) -> list[Run[ActorName]]:
        """Every run of tokens that is an actor's name."""
        asked = tuple(found)
        return [*(self._held_runs if len(asked) <= HELD_WORDS else self._find_runs)(asked, language)]

    def _find_runs(self, words: tuple[Token, ...], language: str) -> list[Run[ActorName]]:
        found = [*words]
        runs = {(run.start, run.end): [*run.subjects] for run in self._own.runs(found, language)}
        for run in self._table.runs(found, language) if self._table else []:
            runs.setdefault((run.start, run.end), []).extend(run.subjects)
        return [Run(start, end, subjects) for (start, end), subjects in sorted(runs.items())]

    def find_within(
        self, words: str, language: str, on: datetime.date | None = None, type: EntityType | None = None
    ) -> list[ActorMatch]:
        """What the words stand for where a title or a description stands around the name ("Presiden AS Joe Biden").

        The whole words go first; else the longest run of them that is an actor's name, the last one of equally long
        ones. A country's name inside longer words is not looked at: see `country_of`. Short names and names of one word
        count at the end of the words, behind titles and countries only, so "Hunter Biden" is not Joe Biden. An
        organisation beside another state's name is that state's body, or none.
        Give `type` where it is known: without it "the spokesman of Hamas" is Hamas.
        """
        if whole := self.find(words, language, on, type):
            return whole
        found = read(words)
        for run in sorted(self._runs(found, language), key=lambda run: (run.start - run.end, -run.end)):
            named = [name for name in run.subjects if self.stands(name, run, found, language)]
            matches = unique(self.as_actors(named, language, on)) or self.body_at(run, found, language)
            if matches := of_type(matches, type):
                return matches
        return []

    def stands(self, name: ActorName, run: Run[ActorName], found: list[Token], language: str) -> bool:
        """Whether the words around a name leave it the name of that person or organisation."""
        behind = found[run.end].key if run.end < len(found) else ""
        if name.actor.type != "PER":
            return not self.is_elsewhere(name.actor, run, found, language)
        if behind in markers("suffix", language):
            return False
        if not name.short and run.end - run.start > 1:
            return True
        return not behind and (run.start == 0 or self.is_title(found[: run.start], language))

    def is_elsewhere(self, actor: Actor, run: Run[ActorName], found: list[Token], language: str) -> bool:
        """Whether a state named beside an organisation is another than its own ("Kementerian Pertahanan Israel")."""
        _, _, codes = self.state_beside(run, found, language)
        return bool(codes) and actor.country not in (*NON_STATES, *codes)

    def state_beside(self, run: Run[ActorName], found: list[Token], language: str) -> tuple[int, int, set[str | None]]:
        """The longest country's name where the language has it beside an organisation's, with where both end."""
        behind = language_of(language).head_first
        for length in range(self.country_index.longest, 0, -1):
            start, end = (run.start, run.end + length) if behind else (run.start - length, run.end)
            place = found[run.end : end] if behind else found[start : run.start]
            if start >= 0 and len(place) == length:
                codes = {form.code for form in self.country_index.exact(place, language, True) if is_state(form)}
                if codes:
                    return start, end, codes
        return run.start, run.end, set()

    def body_at(self, run: Run[ActorName], found: list[Token], language: str) -> list[ActorMatch]:
        """The other state's body where `is_elsewhere`."""
        start, end, codes = self.state_beside(run, found, language)
        return unique(bodies(language).match(found[start:end], language, self.country_index)) if codes else []

    def is_title(self, before: list[Token], language: str) -> bool:
        """Whether words before a short name end in a title, a country or a common noun, and not in a first name."""
        last = before[-1]
        if not last.capital or last.key in markers("title", language):
            return True
        place, body = before[-4:], before[-6:]
        return any(run.end == len(place) for run in self.country_index.runs(place, language)) or any(
            run.end == len(body) for run in self.organisations(body, language)
        )

    def organisations(self, found: list[Token], language: str) -> list[Run[ActorName]]:
        """The names of actors that are no people."""
        runs = self._runs(found, language)
        return [run for run in runs if any(name.actor.type != "PER" for name in run.subjects)]

    def as_actors(self, named: Iterable[ActorName], language: str, on: datetime.date | None) -> list[ActorMatch]:
        """The actors of these names as matches, those with a role that day first."""
        ordered = sorted(owned(named), key=lambda name: (name.actor.role_on(on) is None, name.short))
        return [
            match_actor(name.actor, f"{'short name' if name.short else 'name'} {name.text!r}", language, on)
            for name in ordered
        ]

    def country_of(self, words: str, language: str) -> str | None:
        """The country (alpha-3) named inside the words: by name, adjective, people, region, capital or seat.

        Of forms that overlap the longest counts; a country's own name goes before its capital, and one behind a
        preposition ("ambassador to Israel") last. Names of people never count, those of organisations count as the
        organisation's country. None where there is no country, or two that are equally good.
        """
        return (self._held_country if len(words) <= HELD_TEXT else self._find_country)(words, language)

    def _find_country(self, words: str, language: str) -> str | None:
        found = read(words)
        runs: list[Run[ActorName | CountryForm]] = [
            *self.country_index.runs(found, language),  # type: ignore[list-item]
            *[run for run in self._runs(found, language) if claims(run)],  # type: ignore[list-item]
        ]
        weighed = [claim for run in apart(runs) for claim in weigh(run, found, language)]
        best = min((claim.weight for claim in weighed), default=WEIGHT["other"])
        codes = {claim.code for claim in weighed if claim.weight == best < WEIGHT["other"]}
        return codes.pop() if len(codes) == 1 else None

    def is_body(self, words: str, language: str) -> bool:
        """Whether the words alone name a body that every state has ("defence ministry"), without saying whose."""
        return tuple(token.key for token in without_article(read(words), language)) in bodies(language).phrases

    def name_in(self, alpha3: str, language: str) -> str:
        """The country's usual name in a language, else the English one; KeyError for no country."""
        return state_names(language).get(alpha3) or countries()[alpha3].english

    def english_name(self, alpha3: str) -> str:
        """The country's usual English name; KeyError for a code that is no country's."""
        return countries()[alpha3].english


@cache
def state_names(language: str) -> dict[str | None, str]:
    """The first name of each country in a language, by alpha-3 code."""
    named = [(form.code, text) for tongue, text, form in country_forms() if (tongue, form.kind) == (language, "name")]
    return dict(reversed(named))


def owned(named: Iterable[ActorName]) -> list[ActorName]:
    """The names without those that a user's own actor of the kind, a person or not, has taken over."""
    kept = list(named)
    taken = {name.actor.type == "PER" for name in kept if name.actor.source}
    return [name for name in kept if name.actor.source or (name.actor.type == "PER") not in taken]


def read(words: str) -> list[Token]:
    """The tokens of the words, as many as are looked at."""
    return tokens(words[:LONGEST_TEXT])[:LONGEST_WORDS]


def claims(run: Run[ActorName]) -> bool:
    """Whether an actor's name keeps a country's name inside it from counting: full names do."""
    return any(not name.short for name in run.subjects)


def weigh(run: Run[ActorName | CountryForm], found: list[Token], language: str) -> list[Claim]:
    """What the words of a run say about the country."""
    demoted = BEHIND_PREPOSITION if behind_preposition(run.start, found, language) else 0
    made = []
    for subject in run.subjects:
        if isinstance(subject, CountryForm):
            made.append(Claim(subject.code, WEIGHT[subject.kind] + demoted))
        elif subject.actor.type != "PER" and not subject.short:
            state = None if subject.actor.country in NON_STATES else subject.actor.country
            made.append(Claim(state, WEIGHT["seat"] + demoted))
    return made


def behind_preposition(start: int, found: list[Token], language: str) -> bool:
    """Whether a preposition that says where or to whom stands before a token, an article between them or not."""
    before = start - 1
    while before >= 0 and found[before].key in markers("article", language):
        before -= 1
    return before >= 0 and found[before].key in markers("preposition", language)


def without_article(found: list[Token], language: str) -> list[Token]:
    """The tokens without an article in front, unless there is nothing else."""
    return found[1:] if len(found) > 1 and found[0].key in language_of(language).openers else found


def unique(matches: Iterable[ActorMatch | None]) -> list[ActorMatch]:
    """The matches in order, each actor once."""
    return list({match.id: match for match in reversed([*matches]) if match}.values())[::-1]


def of_type(matches: list[ActorMatch], type: EntityType | None) -> list[ActorMatch]:
    """The matches that fit a mention's type: people only for PER; else those of the type, or all that are no people."""
    if type is None:
        return matches
    exact = [match for match in matches if match.type == type]
    if exact or type == "PER":
        return exact
    return [match for match in matches if match.type != "PER"]


@cache
def knowledge() -> Knowledge:
    """The tables of the package, loaded once."""
    return Knowledge.load()
