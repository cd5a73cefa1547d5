"""How an entity's fields were found, in words: what in which of its mentions told country, sectors and role."""

from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from lansir.resolve.mentions import MentionWords
from lansir.resolve.passage import Passage

__all__ = ["Told", "told_country", "told_role", "told_sectors"]

LONGEST_COUNTRY = 4
"""Words of a country's name or adjective that are looked for in a mention."""
LONGEST_WORDS = 12
SHOWN = 60
LEAST_SECTOR = 0.5
"""Mean chance over an entity's mentions from which the model's sector is believed."""


class Told(NamedTuple):
    """A value and how it was found."""

    value: str | None
    how: str = ""


def told_country(passage: Passage, mentions: Sequence[MentionWords]) -> Told:
    """The country that most mentions name, with the words that do."""
    countries = Counter(mention.country for mention in mentions if mention.country)
    if not countries:
        return Told(None)
    code = countries.most_common(1)[0][0]
    mention = next(mention for mention in mentions if mention.country == code)
    if mention.actor:
        return Told(code, f"country {code}: {mention.actor.how}")
    return Told(code, f"country {code}: {_country_words(passage, mention.words, code)}")


def _country_words(passage: Passage, words: str, code: str) -> str:
    """The fewest words of a mention that name the country, with the mention."""
    parts = words.split()[:LONGEST_WORDS]
    runs = (
        " ".join(parts[start : start + length])
        for length in range(1, LONGEST_COUNTRY + 1)
        for start in range(len(parts) - length + 1)
    )
    found = next((run for run in runs if passage.known.country_of(run, passage.language) == code), words)
    bare = found.strip(",;:()'\"“”")
    return _in(bare if bare.count(".") > 1 else bare.rstrip("."), words)


def _in(words: str, whole: str) -> str:
    shown = whole if len(whole) <= SHOWN else f"{whole[:SHOWN]}..."
    return f'"{words}"' if words == whole else f'"{words}" in "{shown}"'


def told_role(mentions: Sequence[MentionWords], kind: str) -> Told:
    """The role that the first title gives an entity of that type: bodies and countries hold no office."""
    mention = next((mention for mention in mentions if mention.title.role), None)
    if mention is None or kind != "PER":
        return Told(None)
    return Told(mention.title.role, f'role {mention.title.role}: title words in "{mention.words[:SHOWN]}"')


def told_sectors(mentions: Sequence[MentionWords]) -> tuple[list[str], str]:
    """Sectors of the title words, else those that the model gives the entity's mentions on average."""
    for mention in mentions:
        if mention.title.sectors:
            held = list(mention.title.sectors)
            return held, f'sectors {", ".join(held)}: title words in "{mention.words[:SHOWN]}"'
    sums: dict[str, float] = {}
    for mention in mentions:
        for sector, chance in mention.found.sectors:
            sums[sector] = sums.get(sector, 0.0) + chance
    ranked = sorted(sums, key=lambda sector: -sums[sector])[:3]
    held = [sector for sector in ranked if sums[sector] >= LEAST_SECTOR * len(mentions)]
    shown = ", ".join(f"{sector} {sums[sector] / len(mentions):.0%}" for sector in held)
    return held, f"sectors by the model: {shown}" if held else ""
