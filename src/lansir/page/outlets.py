"""Knows names of outlets and agencies: from `lang/<iso>/origins.yaml` and from the hosts in `outlets.yaml`."""

import re
from functools import cache
from importlib.resources import files
from urllib.parse import urlsplit

import msgspec

from lansir.lang import codes, table

__all__ = [
    "HOST_NAME",
    "Origins",
    "by_host",
    "host_of",
    "is_outlet",
    "known_name",
    "origin_words",
    "plain",
    "same_outlet",
]

# A name written like a host, as outlets on the web write theirs: "Suara.com".
HOST_NAME = r"(?i:[a-z0-9-]{2,24}\.(?:com|co\.id|co|id|net|tv|news|org))"


class Origins(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The shape of `lang/<iso>/origins.yaml`, which says what the fields mean."""

    before: list[str]
    between: list[str]
    only_known: list[str]
    after: list[str]
    outlets: list[str]
    inside: list[str]
    not_names: list[str]


@cache
def origin_words() -> dict[str, Origins]:
    """The origin words of every language, by ISO 639-1 code."""
    return {code: table(code, "origins", Origins) for code in codes()}


@cache
def _hosts() -> dict[str, str]:
    return msgspec.yaml.decode(files(__package__).joinpath("outlets.yaml").read_bytes(), type=dict[str, str])


@cache
def _names() -> dict[str, str]:
    listed = [name for words in origin_words().values() for name in words.outlets]
    return {plain(name): name for name in (*_hosts().values(), *reversed(listed))}


def plain(name: str) -> str:
    """A name for comparison: letters and digits in lower case, without "the", "www" and the host's endings."""
    bare = re.sub(r"^(?:the |www\.)|(?:\.com|\.co\.id|\.co|\.id|\.net|\.tv|\.news|\.org)$", "", name.strip().lower())
    return re.sub(r"\W", "", bare)


def is_outlet(name: str) -> bool:
    """Whether a name is that of a known outlet or agency."""
    return plain(name) in _names()


def known_name(name: str) -> str | None:
    """The known outlet that the name means, as it is usually written."""
    return _names().get(plain(name))


def same_outlet(one: str, other: str) -> bool:
    """Whether two names mean one outlet: "Kompas.com" and "KOMPAS", "GenPI" and "GenPI.co"."""
    return bool(plain(one)) and plain(one) == plain(other)


def host_of(url: str | None) -> str | None:
    """The host of a URL without "www.", "m.", "amp."; None where the URL has none."""
    try:
        host = urlsplit(url or "").hostname
    except ValueError:
        return None
    return re.sub(r"^(?:www\d?|m|amp|mobile)\.", "", host) if host else None


def by_host(host: str | None) -> str | None:
    """The outlet at a host or at the nearest host above it ("news.detik.com", then "detik.com")."""
    parts = (host or "").lower().split(".")
    return next((name for at in range(len(parts) - 1) if (name := _hosts().get(".".join(parts[at:])))), None)
