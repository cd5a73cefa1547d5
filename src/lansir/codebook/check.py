"""Checks the codebook's files: `python -m lansir.codebook.check` prints a line a fault, exit status 1 if any."""

import re
import sys
from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Iterator
from itertools import product
from typing import get_args

from lansir.codebook.mappings import ROOT_DIGITS, cameo_codes, cameo_ways, quad_classes, types_under
from lansir.codebook.pages import (
    LANGUAGES,
    Boundary,
    Case,
    Counterexample,
    Example,
    TypePage,
    boundaries,
    context_examples,
    type_page,
)
from lansir.codebook.projection import CARRIED, DROP, KEEP, ProjectionRule, projection_table
from lansir.codebook.tables import Code, Quad, Wording, codebook
from lansir.errors import DataFileError
from lansir.record import EventType, Status

__all__ = ["boundary_faults", "faults", "main", "mapping_faults", "page_faults", "projection_faults", "table_faults"]

LOWEST, HIGHEST = -10, 10
EXAMPLES, COUNTEREXAMPLES, CONTEXT_EXAMPLES = 5, 4, 2
"""How many a type, and a context, has at least in each language."""
UNSIGNED = ("REQUEST",)
"""Types whose scores lie on both sides of zero."""


def twice(values: Iterable[Hashable], where: str) -> Iterator[str]:
    """Values that come more than once."""
    yield from (f"{where}: {value!r} is there {n} times" for value, n in Counter(values).items() if n > 1)


def wording_faults(wording: Wording, where: str) -> Iterator[str]:
    """A text that is no sentence in one of the languages."""
    for language in LANGUAGES:
        text = wording.in_language(language)
        if not text[:1].isupper() or not text.endswith("."):
            yield f"{where}: {language}: {text[:40]!r} must begin with a capital and end with a full stop"


def mode_fault(type: EventType, mode: str | None, where: str) -> Iterator[str]:
    """A mode that its type does not know."""
    if not codebook().is_mode(type, mode):
        yield f"{where}: {mode!r} is no mode of {type}: use one of codebook/types.yaml"


def score_faults(code: Code) -> Iterator[str]:
    """Scores out of range, or with the wrong sign for the quad."""
    for mode, score in {"": code.score, **code.modes}.items():
        where = f"codebook/types.yaml: {code.type} {mode}".rstrip()
        if not LOWEST <= score <= HIGHEST:
            yield f"{where}: score {score} is not within {LOWEST} and {HIGHEST}"
        if code.type not in UNSIGNED and (score > 0) != code.quad.endswith("cooperation"):
            yield f"{where}: score {score} has the wrong sign for {code.quad}"


def table_faults() -> Iterator[str]:
    """What is wrong with types, contexts and sectors."""
    book = codebook()
    if [code.type for code in book.types] != list(get_args(EventType)):
        yield "codebook/types.yaml: must hold the types of the record, each once and in their order"
    yield from twice((context.context for context in book.contexts), "codebook/contexts.yaml")
    yield from twice((sector.sector for sector in book.sectors), "codebook/sectors.yaml")
    for code in book.types:
        yield from score_faults(code)
    for context in book.contexts:
        yield from wording_faults(context.definition, f"codebook/contexts.yaml: {context.context}")
    for sector in book.sectors:
        yield from wording_faults(sector.definition, f"codebook/sectors.yaml: {sector.sector}")


def trigger_faults(told: Example | Counterexample | Case, where: str) -> Iterator[str]:
    """A trigger that does not stand in its sentence as whole words."""
    if not re.search(rf"(?<!\w){re.escape(told.trigger)}(?!\w)", told.sentence):
        yield f"{where}: {told.trigger!r} does not stand in {told.sentence!r}"


def instead_faults(page: TypePage, told: Counterexample, where: str) -> Iterator[str]:
    """A counterexample that is of the very type, or gives no reason."""
    if told.instead == page.type:
        yield f"{where}: {told.trigger!r} is an example, not a counterexample"
    if told.instead != "none":
        yield from mode_fault(told.instead, told.mode, where)
    elif told.mode is not None:
        yield f"{where}: {told.trigger!r} is no event, so it has no mode"
    if not told.why.endswith("."):
        yield f"{where}: {told.trigger!r} needs a reason, ended by a full stop"


def example_faults(page: TypePage, language: str, where: str) -> Iterator[str]:
    """What is wrong with the examples of one language."""
    examples = page.examples.get(language, [])
    others = page.counterexamples.get(language, [])
    if len(examples) < EXAMPLES or len(others) < COUNTEREXAMPLES:
        yield f"{where}: {EXAMPLES} examples and {COUNTEREXAMPLES} counterexamples are needed"
    yield from twice([told.sentence for told in examples] + [told.sentence for told in others], where)
    for example in examples:
        yield from trigger_faults(example, where)
        yield from mode_fault(page.type, example.mode, where)
    for other in others:
        yield from trigger_faults(other, where)
        yield from instead_faults(page, other, where)
    for mode in page.modes.keys() - {example.mode for example in examples}:
        yield f"{where}: mode {mode!r} has no example"


def page_faults(page: TypePage) -> Iterator[str]:
    """What is wrong with the words of one type."""
    where = f"codebook/types/{page.type}.yaml"
    texts = [page.definition, page.is_not, *page.modes.values(), *filter(None, [page.decision])]
    for text in texts:
        yield from wording_faults(text, where)
    if list(page.modes) != list(codebook().by_type[page.type].modes):
        yield f"{where}: must define the modes of codebook/types.yaml, in their order"
    for language in LANGUAGES:
        yield from example_faults(page, language, f"{where}: {language}")


def boundary_faults(boundary: Boundary) -> Iterator[str]:
    """What is wrong with a rule between neighbours."""
    where = f"codebook/boundaries.yaml: {boundary.key}"
    yield from wording_faults(boundary.rule, where)
    yield from twice(boundary.between, where)
    if len(boundary.between) < 2 or boundary.cases.keys() != set(LANGUAGES):
        yield f"{where}: a rule has two types or more, and a case in each language"
    for case in boundary.cases.values():
        yield from trigger_faults(case, where)
        yield from mode_fault(case.type, case.mode, where)
        if case.type not in boundary.between:
            yield f"{where}: the case is {case.type}, which the rule does not name"


def context_faults() -> Iterator[str]:
    """Contexts without enough examples, and examples without a context."""
    examples, known = context_examples(), {context.context for context in codebook().contexts}
    for name in examples.keys() ^ known:
        yield f"codebook/context_examples.yaml: {name!r} stands there or in contexts.yaml alone"
    for name, row in examples.items():
        if min(len(row.en), len(row.id)) < CONTEXT_EXAMPLES:
            yield f"codebook/context_examples.yaml: {name}: {CONTEXT_EXAMPLES} examples a language are needed"


def mapping_faults() -> Iterator[str]:
    """Codes without a root, types and modes without a code, and ways that do not lead back."""
    codes, ways = cameo_codes(), cameo_ways()
    for row in codes.values():
        where = f"codebook/mappings/cameo.tsv: {row.code}"
        if any(row.code[:end] not in codes for end in range(ROOT_DIGITS, len(row.code))):
            yield f"{where}: the code that it belongs to is missing"
        if row.type:
            yield from mode_fault(row.type, row.mode, where)
    if ways.keys() != codebook().mode_scores.keys() | {(code.type, None) for code in codebook().types}:
        yield "codebook/mappings/plover.tsv: needs each type, alone and with each of its modes, and nothing else"
    for way in ways.values():
        where = f"codebook/mappings/plover.tsv: {way.type} {way.mode or ''}".rstrip()
        if way.type not in types_under(way.code):
            yield f"{where}: {way.code} does not lead back to the type"
        elif way.loses is None and (codes[way.code].type, codes[way.code].mode) != (way.type, way.mode):
            yield f"{where}: say what {way.code} does not tell"
    if quad_classes().keys() != set(get_args(Quad)):
        yield "codebook/mappings/quads.tsv: needs each of the four classes"


def rule_faults(rule: ProjectionRule) -> Iterator[str]:
    """What is wrong with one row of the projection."""
    where = f"codebook/projection.yaml: {rule.type} {rule.status} {rule.when or ''}".rstrip()
    if rule.reason not in projection_table().reasons:
        yield f"{where}: reason {rule.reason!r} is not given above"
    if rule.mode == KEEP and rule.becomes != rule.type:
        yield f"{where}: another type cannot keep the mode"
    for mode in {rule.mode, *rule.modes.values()} - {KEEP, DROP}:
        yield from mode_fault(rule.becomes, mode, where)
    for mode in rule.modes:
        yield from mode_fault(rule.type, mode, where)


def projection_faults() -> Iterator[str]:
    """Types and statuses without a row, rows that come twice, and rows that name what is not there."""
    table = projection_table()
    rows = [(rule.type, rule.status, rule.when) for rule in table.rules]
    yield from twice(rows, "codebook/projection.yaml")
    for type, status in product(get_args(EventType), get_args(Status)):
        if (type, status, None) not in rows:
            yield f"codebook/projection.yaml: {type} {status}: a row without a condition is missing"
    for rule in table.rules:
        yield from rule_faults(rule)
    for unused in table.reasons.keys() - {rule.reason for rule in table.rules} - {CARRIED}:
        yield f"codebook/projection.yaml: no row gives the reason {unused!r}"
    for key, reason in table.reasons.items():
        yield from wording_faults(reason, f"codebook/projection.yaml: {key}")


def all_page_faults() -> Iterator[str]:
    """What is wrong with the pages, their names and the rules between them."""
    for type in get_args(EventType):
        page = type_page(type)
        if page.type != type:
            yield f"codebook/types/{type}.yaml: is the page of {page.type}"
        yield from page_faults(page)
    yield from twice((boundary.key for boundary in boundaries()), "codebook/boundaries.yaml")
    for boundary in boundaries():
        yield from boundary_faults(boundary)


def faults() -> Iterator[str]:
    """Everything that is wrong with the codebook, one line each; a file that cannot be read is one fault."""
    parts: list[Callable[[], Iterator[str]]] = [
        table_faults, all_page_faults, context_faults, mapping_faults, projection_faults
    ]  # fmt: skip
    for part in parts:
        try:
            yield from part()
        except DataFileError as error:
            yield str(error)


def main() -> int:
    """Print the faults; 1 where there is any."""
    found = list(faults())
    for fault in found:
        print(fault)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
