"""Says in which language a text is written: by its function words, and by a model where these do not settle it.

Counting function words is exact enough for a text in a language that has a folder, and costs nothing. Close neighbours
(Malay beside Indonesian) share most of these words: where both have a folder, words that only one of the two has decide
(`rivals` in `furniture.yaml`). The model (py3langid) takes a second to load, and is asked for all other texts, and
where words of a neighbour without a folder appear. Which languages it chooses among is in `languages.yaml`.
"""

import re
from functools import cache
from importlib.resources import files
from typing import Any

import msgspec

from lansir.page.furniture import furniture

__all__ = ["Languages", "declared_code", "languages", "text_language"]

_SAMPLE = 6000
_WORDS = re.compile(r"[^\W\d_]+")
_ENOUGH = 0.14
_MARKS = 3
_ALONE = 2
_FEW = 12


class Languages(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The shape of `languages.yaml`."""

    candidates: list[str]
    written: dict[str, str]


@cache
def languages() -> Languages:
    """The languages that the model chooses among, and unusual ways to declare one."""
    return msgspec.yaml.decode(files(__package__).joinpath("languages.yaml").read_bytes(), type=Languages)


def declared_code(declared: str | None) -> str | None:
    """ISO 639-1 code of a declared language ("id-ID", "en_US", the old "in"), or None."""
    bare = re.split(r"[-_\s,;]", (declared or "").strip().lower(), maxsplit=1)[0]
    code = languages().written.get(bare, bare)
    return code if re.fullmatch(r"[a-z]{2}", code) else None


def text_language(text: str, declared: str | None = None) -> str | None:
    """ISO 639-1 code of the text's language, whatever is declared; the declared one where the text is too short."""
    words = _WORDS.findall(text[:_SAMPLE].lower())
    if len(words) < 5:
        return declared_code(declared) if words or declared else None
    shares = {
        code: sum(map(frozenset(one.function_words).__contains__, words)) / len(words)
        for code, one in furniture().items()
    }
    best = max(shares, key=lambda code: shares[code])
    near = _near(best)
    others = max((share for code, share in shares.items() if code not in near), default=0.0)
    if shares[best] >= _ENOUGH and shares[best] > 2 * others and not _has_strange_rival(best, words):
        return _told_apart(near, words, declared_code(declared))
    if len(words) < _FEW and declared_code(declared):
        return declared_code(declared)
    found = _by_model(text[:_SAMPLE])
    return _told_apart(near, words, declared_code(declared)) if found in near else found


def _near(best: str) -> list[str]:
    """The language, then those with a folder that it, or they, call neighbours."""
    known = furniture()
    return [best, *(code for code in known if code in known[best].rivals or best in known[code].rivals)]


def _told_apart(near: list[str], words: list[str], declared: str | None) -> str:
    """The neighbour whose own words stand out; else the declared one, if no other has more of them; or the first."""
    counts = {code: _own_words(code, near, words) for code in near}
    first, *others = sorted(near, key=lambda code: -counts[code])
    needed = _MARKS if any(counts[other] for other in others) else _ALONE
    if counts[first] >= needed and all(counts[first] > 2 * counts[other] for other in others):
        return first
    return declared if declared in near and counts[declared] == counts[first] else near[0]


def _own_words(code: str, near: list[str], words: list[str]) -> int:
    """How many of the words its neighbours have not, by their lists."""
    own = frozenset(word for other in near for word in furniture()[other].rivals.get(code, []))
    return sum(word in own for word in words)


def _has_strange_rival(code: str, words: list[str]) -> bool:
    """Whether words of a neighbour that has no folder appear."""
    seen, known = set(words), furniture()
    strange = (rivals for other, rivals in known[code].rivals.items() if other not in known)
    return any(len(seen.intersection(rivals)) >= _MARKS for rivals in strange)


@cache
def _model() -> Any:  # noqa: ANN401  (py3langid has no types)
    from py3langid.langid import MODEL_FILE, LanguageIdentifier  # noqa: PLC0415  (a second to load)

    model = LanguageIdentifier.from_model_file(MODEL_FILE)
    model.set_languages(languages().candidates)
    return model


def _by_model(text: str) -> str:
    return str(_model().classify(text)[0])
