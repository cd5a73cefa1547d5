"""Names made unreadable in what a store keeps: texts, JSON and addresses; places in a text stay where they are."""

import hashlib
import json
from collections.abc import Callable, Iterable
from typing import Any
from urllib.parse import unquote, urlsplit

from lansir.forget.names import Names

__all__ = ["BLANK", "blanked", "blanked_at", "stand_in"]

BLANK = "█"
JSON = ("{", "[")
ADDRESS = ("http://", "https://")


def blanked_at(text: str, spans: Iterable[tuple[int, int]]) -> str:
    """The text with every character of the spans replaced: offsets into it lead to the same places as before."""
    made, done = [], 0
    for start, end in sorted(spans):
        first = max(start, done)
        if end > first:
            made += [text[done:first], BLANK * (end - first)]
            done = end
    return "".join([*made, text[done:]])


def blanked(value: str, names: Names) -> str:
    """A value of the store without the names: text of the same length, JSON of the same shape, an address' host."""
    return _mapped(value, lambda text: _blanked_text(text, names))


def stand_in(value: str, names: Names) -> bool:
    """Whether any of the names stands in a value of the store, be it text, JSON or an address."""
    if names.stand_in(value):
        return True
    if "%" in value and value.startswith(ADDRESS):
        return names.stand_in(unquote(value))
    return "\\u" in value and blanked(value, names) != value


def _blanked_text(text: str, names: Names) -> str:
    if text.startswith(ADDRESS) and not any(character.isspace() for character in text):
        return _blanked_address(text) if stand_in(text, names) else text
    return blanked_at(text, names.spans(text))


def _blanked_address(url: str) -> str:
    """The host, and a mark that keeps two addresses apart."""
    try:
        parts = urlsplit(url)
        place = f"{parts.scheme}://{parts.hostname or ''}/"
    except ValueError:
        place = "https://"
    return f"{place}#{hashlib.blake2b(url.encode('utf-8', 'surrogatepass'), digest_size=8).hexdigest()}"


def _mapped(value: str, change: Callable[[str], str]) -> str:
    """A value with every string of it changed, where it is JSON; else itself changed."""
    if value.startswith(JSON):
        try:
            built = json.loads(value)
        except (ValueError, RecursionError):
            return change(value)
        if isinstance(built, (dict, list)):
            made = _walked(built, change)
            return value if made == built else json.dumps(made, ensure_ascii=False, separators=(",", ":"))
    return change(value)


def _walked(value: Any, change: Callable[[str], str]) -> Any:  # noqa: ANN401  # whatever JSON holds
    if isinstance(value, str):
        return change(value)
    if isinstance(value, list):
        return [_walked(part, change) for part in value]
    if isinstance(value, dict):
        return {change(name): _walked(part, change) for name, part in value.items()}
    return value
