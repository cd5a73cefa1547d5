"""The words that the terminal view and the desk share."""

from functools import cache

import msgspec

from lansir.record import BlockKind, EntityType, Form, Status
from lansir.words.loading import table

__all__ = ["CodebookWords", "Hint", "IngestWords", "Messages", "StoryWords", "messages"]


class Hint(msgspec.Struct, frozen=True):
    """Something to try: what to type after `lansir read`, and what it does."""

    sources: str
    does: str


class CodebookWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What `lansir codebook` says of its own."""

    title: str
    intro: str
    source: str
    type: str
    quad: str
    score: str
    recipient: str
    modes: str
    mode: str
    definition: str
    is_not: str
    decision: str
    examples: str
    counterexamples: str
    instead: str
    no_event: str
    rules: str
    outcomes: str
    outcomes_note: str
    status: str
    becomes: str
    reason: str
    only_if: str
    carried: str
    asked: str
    to_cameo: str
    from_cameo: str
    code: str
    label: str
    note: str
    loses: str
    plover: str
    finer: str
    written_for: str
    nothing: str
    context: str
    contexts: str
    sector: str
    sectors: str
    rank: str
    cameo: str
    hint: str
    recipients: dict[str, str]
    ranks: dict[str, str]
    conditions: dict[str, str]
    auxiliaries: dict[str, str]


class IngestWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What `lansir ingest` and `lansir watch` say of their own."""

    reading: str
    rate: str
    done: str
    more: str
    passed_over: str
    retry: str
    next: str
    stopping: str
    stopped: str
    round: str
    next_look: str
    no_pages: str
    no_source: str


class StoryWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What `lansir stories` says of its own."""

    measures: str
    undated: str
    happened: str
    refused: str
    none: str
    unknown: str
    hint: str


class Messages(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One catalogue. Names in braces are filled in; every field is needed in every language."""

    iso: str
    months: list[str]
    weekdays: list[str]
    date: str
    month: str
    clock: str
    no_zone: str
    read_from: str
    outlet: str
    published: str
    updated: str
    authors: str
    credits: str
    language: str
    page: str
    topics: str
    address: str
    news_blocks: str
    furniture: str
    untitled: str
    unknown: str
    said: str
    did: str
    entities: str
    times: str
    places: str
    quantities: str
    missing: str
    nothing_said: str
    nothing_done: str
    column_number: str
    column_what: str
    column_who: str
    column_status: str
    column_when: str
    column_where: str
    column_source: str
    column_context: str
    column_name: str
    column_kind: str
    column_country: str
    column_sectors: str
    column_role: str
    column_mentions: str
    column_words: str
    column_value: str
    column_how: str
    anonymous: str
    anonymity: str
    no_speaker: str
    the_outlet: str
    according_to: str
    tells: str
    unsettled: str
    killed: str
    injured: str
    arrested: str
    intensity: str
    no_plover_record: str
    displaced: str
    released: str
    elsewhere: str
    passed_over: str
    more: str
    legend: str
    legend_colour: str
    legend_low: str
    actors_table: str
    actors_count: str
    actors_names: str
    actors_short: str
    actors_undated: str
    actors_unknown: str
    store_sound: str
    store_faults: str
    store_rebuilt: str
    store_figures: dict[str, str]
    demo_intro: str
    demo_done: str
    demo_next: str
    demo_hints: list[Hint]
    demo_world: str
    demo_world_next: str
    demo_pages: str
    statuses: dict[Status, str]
    forms: dict[Form, str]
    blocks: dict[BlockKind, str]
    entity_types: dict[EntityType, str]
    sectors: dict[str, str]
    source_kinds: dict[str, str]
    time_sources: dict[str, str]
    quads: dict[str, str]
    reviews: dict[str, str]
    slots: dict[str, str]
    languages: dict[str, str]
    contexts: dict[str, str]
    ingest: IngestWords
    stories: StoryWords
    codebook: CodebookWords


@cache
def messages(language: str) -> Messages:
    """The catalogue of a language; DataFileError where it is missing or breaks its schema."""
    return table(language, "messages", Messages)
