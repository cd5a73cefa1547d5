"""Says in which language a text is written: by its function words, and by a model where these do not settle it.

Counting function words is exact enough for a text in a language that has a folder, and costs nothing; the model
(py3langid) takes a second to load, and is asked for all others, and where words of a close neighbour (Malay beside
Indonesian) appear. Which languages it chooses among is in `languages.yaml`.
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
    others = max((share for code, share in shares.items() if code != best), default=0.0)
    if shares[best] >= _ENOUGH and shares[best] > 2 * others and not _has_rival(best, words):
        return best
    return _by_model(text[:_SAMPLE]) if len(words) >= 12 or not declared_code(declared) else declared_code(declared)


def _has_rival(code: str, words: list[str]) -> bool:
    seen = set(words)
    return any(len(seen.intersection(rivals)) >= 3 for rivals in furniture()[code].rivals.values())


@cache
def _model() -> Any:  # noqa: ANN401  (py3langid has no types)
    from py3langid.langid import MODEL_FILE, LanguageIdentifier  # noqa: PLC0415  (a second to load)

    model = LanguageIdentifier.from_model_file(MODEL_FILE)
    model.set_languages(languages().candidates)
    return model


def _by_model(text: str) -> str:
    return str(_model().classify(text)[0])
