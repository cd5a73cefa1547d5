"""Finds whom the page relays: "Dilansir AP News", "according to Reuters", "(ANTARA)", "WASHINGTON (AP) -".

Phrases and names come from `lang/<iso>/origins.yaml`. A name is the run of capitalised words behind such a phrase.
Where people are named behind the same phrase too ("according to ..."), only outlets that are known count.
"""

import re
from collections.abc import Iterator
from functools import cache

from lansir.page.furniture import alternatives
from lansir.page.outlets import is_outlet, known_name, origin_words, plain, same_outlet
from lansir.record import Block, Origin, Span

__all__ = ["find_origins"]

_READ = frozenset({"headline", "deck", "dateline", "caption", "paragraph", "signoff", "promo"})
_WORD = r"[A-Z0-9][\w&’'-]*(?:[./][\w&’'-]+)*"
_BRACKETS = re.compile(r"[(\[]\s?([A-Za-z][\w.&’'-]{0,30}(?:[ /][A-Za-z][\w.&’'-]{0,30}){0,5})\s?[)\]]")
_Found = tuple[int, int]


def _listed(field: str) -> list[str]:
    return [entry for words in origin_words().values() for entry in getattr(words, field)]


@cache
def _before() -> re.Pattern[str]:
    between = alternatives(_listed("between"))
    cues = alternatives(_listed("before")).replace(":", r"\s?:")
    return re.compile(rf"(?<!\w)(?P<cue>{cues})(?:\s+(?:{between})(?!\w),?){{0,3}}\s*", re.IGNORECASE)


@cache
def _run() -> re.Pattern[str]:
    inside = alternatives(_listed("inside"))
    return re.compile(rf"{_WORD}(?:\s(?:(?:{inside})\s)?{_WORD}){{0,6}}")


@cache
def _known() -> re.Pattern[str]:
    return re.compile(rf"(?:{alternatives(_listed('outlets'))})(?![\w-])")


@cache
def _after() -> re.Pattern[str]:
    day = r"(?:pada\s)?(?:[A-Z]\w+\s)?(?:\([\d/ ]{1,12}\)\s)?"
    names = alternatives(_listed("outlets"))
    return re.compile(rf"(?<![\w-])(?P<name>{names})\s{day}(?:{alternatives(_listed('after'))})(?!\w)")


def find_origins(blocks: list[Block], outlet: str | None = None) -> list[Origin]:
    """The wires and outlets that the blocks name as source, each once, in page order; never the page's own `outlet`."""
    found: dict[str, Origin] = {}
    for block in blocks:
        if block.kind not in _READ:
            continue
        for start, end in sorted(set(_in_block(block))):
            name = block.span.text[start:end]
            if outlet is not None and same_outlet(name, outlet):
                continue
            at = block.span.start
            found.setdefault(plain(name), Origin(name, Span(at + start, at + end, name)))
    return list(found.values())


def _in_block(block: Block) -> Iterator[_Found]:
    text = block.span.text
    if block.kind in {"dateline", "signoff"} or len(text) < 60:
        yield from _bracketed(text, 0)
    if block.kind == "dateline":
        yield from (match.span() for match in _known().finditer(text) if _stands_alone(text, match))
        return
    if block.kind == "paragraph":
        yield from _bracketed(text, max(0, len(text) - 60))
        yield from (match.span("name") for match in _after().finditer(text))
    for match in _before().finditer(text):
        yield from _names(text, match.end(), " ".join(match.group("cue").lower().replace(" :", ":").split()))


def _stands_alone(text: str, match: re.Match[str]) -> bool:
    """In "Jakarta, CNN Indonesia --" the outlet is a part between commas, brackets or the dash."""
    before, after = text[: match.start()].rstrip(" "), text[match.end() :].lstrip(" ")
    return (not before or before[-1] in ",(/[") and (not after or after[0] in ",)/]-–—")


def _bracketed(text: str, start: int) -> Iterator[_Found]:
    for match in _BRACKETS.finditer(text, start):
        at = match.start(1)
        for part in match.group(1).split("/"):
            name = part.strip()
            if is_outlet(name) and not name.islower():
                yield at + part.index(name), at + part.index(name) + len(name)
            at += len(part) + 1


def _names(text: str, at: int, cue: str) -> Iterator[_Found]:
    """The name at `at`, and those joined to it by "dan", "and" or "/"."""
    only_known = cue in _listed("only_known")
    at -= 4 if text.startswith("The ", max(0, at - 4)) else 0
    run = _run().match(text, at)
    if run is None:
        known = _known().match(text, at)
        if known:
            yield known.span()
        return
    behind = _known().match(text, run.end() + 2) if text.startswith(", ", run.end()) else None
    if behind and not known_name(run.group()):
        # "surat kabar Israel, Haaretz": the name stands behind what it is the name of.
        yield behind.span()
        return
    for start, end in (_trimmed(text, *part) for part in _parts(run)):
        if end - start >= 2 and (not only_known or known_name(text[start:end])):
            yield start, end


def _parts(run: re.Match[str]) -> list[_Found]:
    """One span, or several where the run joins outlets that are known each by itself."""
    pieces, at = [], run.start()
    for join in re.finditer(r"\s(?:dan|and)\s|/", run.group()):
        pieces.append((at, run.start() + join.start()))
        at = run.start() + join.end()
    pieces.append((at, run.end()))
    known = len(pieces) > 1 and all(is_outlet(run.string[start:end]) for start, end in pieces)
    return pieces if known else [run.span()]


def _trimmed(text: str, start: int, end: int) -> _Found:
    """Without what starts at a word that is no part of a name: "Reuters Senin"; empty where the first is one."""
    for word in re.finditer(r"\S+", text[start:end]):
        if word.group() in _not_names() and not known_name(text[start:end]):
            end = start + word.start()
            break
    return start, start + len(text[start:end].rstrip(" .,'’-"))


@cache
def _not_names() -> frozenset[str]:
    return frozenset(_listed("not_names"))
