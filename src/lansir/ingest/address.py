"""The canonical form of a page's address: one page, one key, however a link to it is dressed up."""

from functools import cache
from importlib.resources import files
from urllib.parse import urljoin, urlsplit, urlunsplit

import msgspec

from lansir.errors import InputError

__all__ = ["absolute", "canonical", "is_address", "tracking"]

PORTS = {"http": 80, "https": 443}
LONGEST = 8_000


class Tracking(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Names of parameters that say nothing of the page, in small letters; `*` at the end stands for any ending."""

    names: list[str]


@cache
def tracking() -> tuple[frozenset[str], tuple[str, ...]]:
    """Whole names, and beginnings of names."""
    text = files(__package__).joinpath("tracking.yaml").read_bytes()
    names = msgspec.yaml.decode(text, type=Tracking).names
    beginnings = tuple(name[:-1] for name in names if name.endswith("*"))
    return frozenset(name for name in names if not name.endswith("*")), beginnings


def is_address(text: str) -> bool:
    """Whether it begins as an http or https address does."""
    return text[:8].lower().startswith(("http://", "https://"))


def absolute(link: str, base: str | None) -> str | None:
    """The http or https address that a link leads to from `base`; None where it leads to none."""
    try:
        joined = urljoin(base or "", link.strip())
    except ValueError:
        return None
    return joined if is_address(joined) and len(joined) <= LONGEST else None


def canonical(url: str) -> str:
    """The address without fragment, default port and tracking parameters, scheme and host in small letters.

    The order of parameters stays: it may mean something. InputError where it is no http or https address.
    """
    stripped = url.strip()
    try:
        parts = urlsplit(stripped)
        host, port = (parts.hostname or "").rstrip("."), parts.port
    except ValueError:
        raise _no_address(stripped) from None
    if parts.scheme not in PORTS or not host or len(stripped) > LONGEST:
        raise _no_address(stripped)
    place = f"[{host}]" if ":" in host else host
    if port is not None and port != PORTS[parts.scheme]:
        place += f":{port}"
    user = parts.netloc.rpartition("@")[0]
    query = "&".join(part for part in parts.query.split("&") if part and not _tracks(part))
    return urlunsplit((parts.scheme, f"{user}@{place}" if user else place, parts.path or "/", query, ""))


def _no_address(stated: str) -> InputError:
    shown = " ".join(stated[:200].split())
    return InputError(f"{shown}: not an address; give one that begins with http:// or https://")


def _tracks(parameter: str) -> bool:
    name = parameter.partition("=")[0].lower()
    names, beginnings = tracking()
    return name in names or name.startswith(beginnings)
