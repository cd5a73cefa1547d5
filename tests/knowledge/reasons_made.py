"""Reasons that the code makes: of the tables that tests of reading go by, of passages, and of whole records."""

from collections.abc import Iterable, Iterator

from lansir.knowledge import knowledge
from lansir.knowledge.countries import bodies, country_forms, match_country
from lansir.record import Record
from lansir.resolve.event_sizes import event_sizes
from lansir.resolve.places import resolve_place
from lansir.resolve.quantities import find_quantities
from lansir.resolve.times import resolve_time
from tests.resolve import test_event_sizes as sizes
from tests.resolve import test_quantities as quantities
from tests.resolve import time_tables

LANGUAGES = ("en", "id")
PLACES = (
    "Suriah", "AS", "northern Syria", "Suriah utara", "perbatasan Suriah", "Anbar province", "Gedung Putih",
    "Laut Jawa", "Kabupaten Nduga", "Menteng", "Timur Tengah", "di sana", "there", "", "Springfield", "San José",
    "Santa Cruz", "Atlantis", "Gedung Atlantis", "Atlantis, Suriah", "Rafah, Gaza", "Springfield, Illinois", "Bekasi",
    "perbatasan Bangladesh dan Myanmar", "kantor konsulat di Melbourne", "RS Polri Jakarta", "Kantor Kemenko Polhukam",
    "Markas Besar PBB", "embassy of Brazil", "Kecamatan Antah", "Kelurahan Antah", "Antah Airport",
)  # fmt: skip
"""Places found alone, among others of their name, by one beside them, and not at all."""


def of_record(record: Record) -> Iterator[str]:
    """All reasons of a record."""
    parts = (record.entities, record.mentions, record.times, record.places, record.quantities)
    yield from (part.resolved for one in parts for part in one if part.resolved)
    for statement in record.statements:
        yield from statement.reasons.values()
    for event in record.events:
        yield from (*event.resolved.values(), *event.reasons.values())
    yield from record.resolved.values()
    yield from (reason.message for reason in (*record.reasons, *record.article.reasons))


def of_times() -> Iterator[str]:
    """Of the time expressions of the tables, with a day of publication and without, and of whole articles."""
    for language in LANGUAGES:
        for row in time_tables.rows(language):
            offset = max(row.sentence.find(row.words), 0)
            for day in (row.published, None):
                yield resolve_time(row.words, language, day, sentence=row.sentence, offset=offset).resolved
    for story in time_tables.stories():
        texts = [text for text, *_ in story.sentences]
        found = time_tables.read(story.language, story.published, [str(text) for text in texts])
        yield from (value.resolved for _, value in found)


def of_quantities() -> Iterator[str]:
    """Of the sentences of the tables."""
    for language in LANGUAGES:
        for sentence, *_ in quantities.sentences(language):
            yield from (found.resolved for found in find_quantities(str(sentence), language))


def of_sizes() -> Iterator[str]:
    """Of the events of the tables: how their sizes were read, and why not."""
    for language in LANGUAGES:
        for row in sizes.rows(language):
            for found in event_sizes(row.text, language, [sizes.act(told, row.text) for told in row.events]):
                yield from filter(None, (found.resolved, found.reason))


def of_places() -> Iterator[str]:
    """Of places in an article of each of some countries, and of none."""
    for language in LANGUAGES:
        for words in PLACES:
            for others in ((), ("IDN",), ("USA", "SYR"), ("ZAF",)):
                yield resolve_place(words, language, countries=others, home="IDN").resolved


def of_actors() -> Iterator[str]:
    """Of every form of every country and seat, of bodies of a state, and of some actors."""
    for _, _, form in country_forms():
        yield from (match.how for match in [match_country(form)] if match)
    for language in LANGUAGES:
        for phrase in bodies(language).phrases:
            yield from hows([f"{' '.join(phrase)} Indonesia", f"Indonesia {' '.join(phrase)}"], language)
    yield from hows(["Joe Biden", "Biden", "PBB", "Palang Merah"], "id")


def hows(names: Iterable[str], language: str) -> Iterator[str]:
    """How each name was found in the tables."""
    yield from (match.how for name in names for match in knowledge().find(name, language))
