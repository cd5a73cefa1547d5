"""Bytes to text: what is no page is refused, and the encoding is found out.

Order, after the HTML standard: byte order mark, then valid UTF-8, then the media type's charset, then the page's own
`<meta charset>` or XML declaration, then a guess. UTF-8 goes before the declarations because text in another encoding
is next to never valid UTF-8, while declarations are often left over from a template.
"""

import codecs
import re

from lansir.errors import BinaryInput, EmptyInput, OversizedInput
from lansir.limits import MOST_BYTES

__all__ = ["MAX_BYTES", "decode", "is_html", "refuse"]

MAX_BYTES = MOST_BYTES

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_MAGIC = (
    (b"%PDF-", "a PDF"),
    (b"\x89PNG", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"PK\x03\x04", "a zip archive or office document"),
    (b"PK\x05\x06", "a zip archive"),
    (b"\x1f\x8b", "gzip data"),
    (b"BZh", "bzip2 data"),
    (b"\xfd7zXZ\x00", "xz data"),
    (b"\x28\xb5\x2f\xfd", "zstandard data"),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive"),
    (b"Rar!", "a RAR archive"),
    (b"\x7fELF", "a program"),
    (b"MZ\x90", "a program"),
    (b"\xd0\xcf\x11\xe0", "an old office document"),
    (b"OggS", "an audio file"),
    (b"ID3", "an audio file"),
    (b"SQLite format 3", "a database"),
)
_CHARSET = re.compile(
    rb"""<(?:meta|\?xml)\b[^>]{0,300}?(?:charset|encoding)\s*=\s*["']?\s*([\w.:-]{2,40})""", re.IGNORECASE
)
_MEDIA_CHARSET = re.compile(r"charset\s*=\s*[\"']?([\w.:-]{2,40})", re.IGNORECASE)
_MARKUP = re.compile(
    r"<(?:!doctype|html|head|body|article|main|section|div|p|h[1-6]|meta|title|script|br|table|span|a)(?=[\s>/])",
    re.IGNORECASE,
)
# What pages call Latin-1 or ASCII is read as Windows-1252, as browsers do (WHATWG Encoding Standard, 4.2).
_AS_WINDOWS = frozenset({"iso8859-1", "ascii", "cp1252", "iso8859-15"})
# No page is in these: a declaration in ASCII is not in two bytes a character, the others are Python's own or unsafe.
_NO_CHARSET = ("utf-16", "utf-32", "utf-7", "unicode-escape", "raw-unicode-escape", "punycode", "idna", "undefined")


def refuse(data: bytes, name: str = "the input") -> None:
    """Raise EmptyInput, OversizedInput or BinaryInput where the bytes are no page; `name` stands in the message."""
    if len(data) > MAX_BYTES:
        raise OversizedInput(
            f"{name} has {len(data):,} bytes, more than the {MAX_BYTES:,} that are read: give the page alone"
        )
    if not data.strip(b" \t\r\n\f\v\x00"):
        raise EmptyInput(f"{name} is empty: give a news page as HTML or text")
    found = next((what for magic, what in _MAGIC if data.startswith(magic)), None) or _known_container(data)
    if found or _looks_binary(data):
        raise BinaryInput(f"{name} is {found or 'binary data'}, not a page: give HTML or text")


def _known_container(data: bytes) -> str | None:
    if data[:4] == b"RIFF" and data[8:12] in {b"WEBP", b"WAVE", b"AVI "}:
        return "an image or media file"
    return "a video" if data[4:8] == b"ftyp" else None


def _looks_binary(data: bytes) -> bool:
    if data.startswith(tuple(bom for bom, _ in _BOMS)) or _wide(data):
        return False
    sample = data[:65536]
    control = sum(sample.count(bytes((code,))) for code in (*range(9), *range(14, 27), *range(28, 32), 127))
    return control > len(sample) * 0.05


def _wide(data: bytes) -> str | None:
    """UTF-16 without a byte order mark: every other byte of a Latin text is zero."""
    sample = data[:4000]
    half = len(sample) // 2
    if half < 4 or sample.count(0) < half * 0.7:
        return None
    return (
        "utf-16-le"
        if sample[1::2].count(0) > half * 0.7
        else "utf-16-be"
        if sample[::2].count(0) > half * 0.7
        else None
    )


def decode(data: bytes, media_type: str | None = None) -> str:
    """The bytes as text, whatever their encoding; bytes that mean nothing in it become U+FFFD, never an error."""
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            return data[len(bom) :].decode(encoding, "replace")
    if wide := _wide(data):
        return data.decode(wide, "replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return _decode_other(data, media_type)


def _decode_other(data: bytes, media_type: str | None) -> str:
    declared = _declared(data, media_type)
    text = data.decode("utf-8", "replace")
    if declared in {None, "utf-8"} and text.count("�") < max(3, len(text) // 500):
        return text
    if declared and declared != "utf-8":
        return data.decode(declared, "replace")
    return _guessed(data)


def _declared(data: bytes, media_type: str | None) -> str | None:
    in_header = _MEDIA_CHARSET.search(media_type or "")
    in_page = _CHARSET.search(data[:8192])
    names = [in_header.group(1) if in_header else "", in_page.group(1).decode("ascii", "ignore") if in_page else ""]
    return next((known for known in map(_codec, names) if known), None)


def _codec(name: str) -> str | None:
    try:
        known = codecs.lookup(name).name
        bytes(range(256)).decode(known, "replace")
    except (LookupError, ValueError, TypeError):
        return None
    return "cp1252" if known in _AS_WINDOWS else None if known.startswith(_NO_CHARSET) else known


def _guessed(data: bytes) -> str:
    from charset_normalizer import from_bytes  # noqa: PLC0415  (slow to import, and needed by few pages)

    high = re.search(rb"[\x80-\xff]", data)
    start = max(0, (high.start() if high else 0) - 2000)
    best = from_bytes(data[start : start + 20000], enable_fallback=False).best()
    encoding = _codec(best.encoding) if best else None
    return data.decode(encoding if encoding and encoding != "utf-8" else "cp1252", "replace")


def is_html(text: str, media_type: str | None = None) -> bool:
    """Whether the text is HTML: by its media type, or by markup near its start where that says nothing."""
    kind = (media_type or "").partition(";")[0].strip().lower()
    if "html" in kind or kind.endswith("xml"):
        return True
    head = text[:4000].lstrip()
    found = len(_MARKUP.findall(head))
    if kind == "text/plain":
        return head[:15].lower().startswith(("<!doctype html", "<html"))
    return found >= 3 or (found >= 1 and head.startswith("<"))
