"""Finds the article among the lines of a page.

The container is the element that holds the page's prose: one that is known by its name (`content.yaml`: itemprop
"articleBody", class names of outlets), else the first with many paragraphs (after Readability), widened as long as what
is won is mostly paragraphs of the same make. Hints of class names are doubted where believing them leaves no article,
since names such as "content-with-sidebar" stand on whole pages.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import islice

from lansir.page.tree import Element, content_words
from lansir.page.walk import HintKind, Raw

__all__ = ["Content", "find_content", "hint_of"]

_FURNITURE: frozenset[HintKind] = frozenset({"read_also", "promo", "advert", "navigation", "hidden"})
_NO_BODY: frozenset[HintKind] = _FURNITURE | {"caption", "byline"}
_COVERS = 0.35
_TRUSTED = 0.4
_KNOWN_SHARE = 0.5
_AS_MUCH = 0.85
_MUCH = 0.7
_WON = 1.08
_DENSE = 0.55


@dataclass(slots=True)
class Content:
    """Where the article is: its container, the first and last line in it, how much prose they have.

    `limit` is the prose that an element may hold for its hint to count.
    """

    container: Element
    first: int
    last: int
    prose: int
    limit: float


def hint_of(raw: Raw, limit: float) -> HintKind | None:
    """The kind that a line's surroundings suggest, the innermost furniture first; "hidden" for what is not shown."""
    counted = [hint.kind for hint in raw.hints if hint.prose <= limit]
    furniture = [kind for kind in counted if kind in _FURNITURE]
    if "hidden" in furniture:
        return "hidden"
    return furniture[-1] if furniture else counted[-1] if counted else None


def find_content(raws: list[Raw], headline: int = 0) -> Content | None:
    """The article's container; None where no line of the page is prose. Prose before the line `headline` is no body.

    All hints are believed first. Where that leaves less than 40 % of what else would be found, a name that means
    nothing stands on the article, and those that cover more than 35 % of the prose are not believed.
    """
    trusting = _find(raws, headline, float("inf"))
    doubting = _find(raws, headline, sum(raw.prose for raw in raws) * _COVERS)
    if trusting is None or doubting is None:
        return trusting or doubting
    return trusting if trusting.prose >= doubting.prose * _TRUSTED else doubting


def _find(raws: list[Raw], headline: int, limit: float) -> Content | None:
    good = [raw for raw in raws[headline:] if raw.prose and hint_of(raw, limit) not in _NO_BODY]
    if not good:
        return None
    prose = _sums((raw.element, raw.prose) for raw in good)
    known = _known(prose)
    container = known if known is not None else _widened(_best(good), raws[headline:], good)
    inside = _lines_of(container, raws)
    return Content(container, max(inside[0], headline), inside[-1], prose[container], limit)


def _sums(sizes: Iterable[tuple[Element, int]]) -> Counter[Element]:
    """For every element, how much of the sizes stands in it; in time linear in the elements, however deep they are."""
    sums: Counter[Element] = Counter()
    for element, size in sizes:
        sums[element] += size
    outer_first: dict[Element, None] = {}
    for element in list(sums):
        chain: list[Element] = []
        at: Element | None = element
        while at is not None and at not in outer_first:
            chain.append(at)
            at = at.getparent()
        outer_first.update(dict.fromkeys(reversed(chain)))
    for element in reversed(outer_first):
        if (outer := element.getparent()) is not None:
            sums[outer] += sums[element]
    return sums


def _known(prose: Counter[Element]) -> Element | None:
    """The innermost element known by name that holds a good part of the page's prose, or what holds all of one name."""
    groups: dict[str, list[Element]] = {}
    for element in prose:
        if _is_body(element):
            groups.setdefault(str(element.get("class") or element.get("itemprop")), []).append(element)
    sizes = {name: sum(prose[element] for element in group) for name, group in groups.items()}
    enough = max([*(size * _AS_MUCH for size in sizes.values()), max(prose.values()) * _KNOWN_SHARE])
    held = [_common(group) for name, group in groups.items() if sizes[name] >= enough]
    return max(held, key=lambda element: sum(1 for _ in element.iterancestors()), default=None)


def _common(elements: list[Element]) -> Element:
    """The innermost element that holds all of these."""
    held = _sums((element, 1) for element in elements)
    return next(outer for outer in (elements[0], *elements[0].iterancestors()) if held[outer] == len(elements))


def _is_body(element: Element) -> bool:
    names = f"{element.get('class', '')} {element.get('id', '')} {element.get('itemprop', '')}"
    words = content_words()
    if element.tag in {"body", "html"}:
        return False
    if not words.bodies.isdisjoint(names.split()):
        return True
    plain = names.lower().replace("-", "").replace("_", "")
    return any(part in plain for part in words.body_parts)


def _best(good: list[Raw]) -> Element:
    """The element with the most paragraphs right in it, or one level down; the first of those that have much."""
    scores: Counter[Element] = Counter()
    for raw in good:
        worth = raw.prose * (1 - raw.linked)
        for level, outer in enumerate(_near(raw)):
            scores[outer] += int(worth * (0.5, 1.0, 0.5, 0.25)[level])
    enough = max(scores.values()) * _MUCH
    near = next(raw for raw in good if max(scores[outer] for outer in _near(raw)) >= enough)
    return max(_near(near), key=lambda element: scores[element])


def _near(raw: Raw) -> list[Element]:
    """The line's element and the three around it."""
    return [raw.element, *islice(raw.element.iterancestors(), 3)]


def _widened(element: Element, raws: list[Raw], good: list[Raw]) -> Element:
    """The outer element that wins prose of the same make without winning as much of other text."""
    within = set(_lines_of(element, good))
    makes = {_make(raw) for at, raw in enumerate(good) if at in within}
    prose = _sums((raw.element, raw.prose) for raw in good if _make(raw) in makes)
    words = _sums((raw.element, len(raw.text)) for raw in raws)
    for outer in element.iterancestors():
        won = prose[outer] - prose[element]
        if prose[outer] >= prose[element] * _WON and won >= _DENSE * (words[outer] - words[element]):
            element = outer
    return element


def _make(raw: Raw) -> tuple[str | None, ...]:
    """Names of a paragraph's element and the one around it; paragraphs of one article are alike in them."""
    outer = raw.element.getparent()
    around = (str(outer.tag), outer.get("class")) if outer is not None else ()
    return (str(raw.element.tag), raw.element.get("class"), *around)


def _lines_of(container: Element, raws: list[Raw]) -> list[int]:
    known: dict[Element, bool] = {container: True}
    inside = []
    for at, raw in enumerate(raws):
        passed = []
        outer: Element | None = raw.element
        while outer is not None and outer not in known:
            passed.append(outer)
            outer = outer.getparent()
        answer = outer is not None and known[outer]
        known.update(dict.fromkeys(passed, answer))
        if answer:
            inside.append(at)
    return inside
