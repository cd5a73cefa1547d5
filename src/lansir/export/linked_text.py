"""Text and addresses of pages as linked formats may carry them: escaped, without what no reader takes.

What a page says is hostile: it never ends a JSON string, an XML attribute or the `<script>` that a file is put into,
and only addresses of the web become links.
"""

import re
from urllib.parse import quote, urlsplit, urlunsplit
from xml.sax.saxutils import escape, quoteattr

import msgspec

__all__ = ["json_bytes", "one_line", "plain", "web_address", "xml_attribute", "xml_text"]

SURROGATE = re.compile("[\ud800-\udfff]")
NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
UNSEEN = re.compile(r"[\x00-\x20\x7f-\xa0\u2028\u2029]")
UNKNOWN = "\ufffd"
LONGEST_ADDRESS = 4096
SAFE = "!#$%&'()*+,/:;=?@[]~-._"
"""What RFC 3986 lets stand in an address; the rest is percent-encoded."""
IN_SCRIPTS = ((b"<", b"\\u003c"), (b">", b"\\u003e"), (b"&", b"\\u0026"))
"""These stand in strings alone, so each can be written as an escape: the JSON can be put into a page as it is."""


def plain(text: str) -> str:
    """The text with U+FFFD for each lone surrogate, which no file in UTF-8 can hold; its length stays."""
    return SURROGATE.sub(UNKNOWN, text)


def one_line(text: str) -> str:
    """The text on one line, with single spaces."""
    return " ".join(plain(text).split())


def json_bytes(value: object) -> bytes:
    """The value as JSON on one line; `<`, `>` and `&` are escaped."""
    try:
        encoded = msgspec.json.encode(value)
    except UnicodeEncodeError:
        encoded = msgspec.json.encode(_plain_inside(value))
    for character, escaped in IN_SCRIPTS:
        encoded = encoded.replace(character, escaped)
    return encoded


def _plain_inside(value: object) -> object:
    if isinstance(value, str):
        return plain(value)
    if isinstance(value, dict):
        return {plain(str(key)): _plain_inside(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_plain_inside(inner) for inner in value]
    return value


def xml_text(text: str) -> str:
    """The text as the content of an element of XML 1.0; U+FFFD stands for what XML cannot hold."""
    return escape(NOT_XML.sub(UNKNOWN, text))


def xml_attribute(text: str) -> str:
    """The text as the value of an attribute, with its quotation marks."""
    return quoteattr(NOT_XML.sub(UNKNOWN, text))


def web_address(address: str | None) -> str | None:
    """The address as a link, in ASCII; None for any that is not of http or https (`javascript:`, `data:`, a path)."""
    if not address or len(address) > LONGEST_ADDRESS or UNSEEN.search(address.strip()):
        return None
    try:
        parts = urlsplit(address.strip())
        host = _host(parts.hostname or "", parts.port)
    except ValueError:
        return None
    if parts.scheme not in ("http", "https") or not host:
        return None
    rest = (quote(plain(part), safe=SAFE) for part in (parts.path, parts.query, parts.fragment))
    return urlunsplit((parts.scheme, host, *rest))


def _host(name: str, port: int | None) -> str:
    """The host in ASCII, its names of other scripts in Punycode; user names and passwords are left out."""
    if ":" in name:
        host = f"[{name}]"
    else:
        host = name if name.isascii() else name.encode("idna").decode()
        if not re.fullmatch(r"[a-z0-9_.-]+", host):
            return ""
    return host if port is None else f"{host}:{port}"
