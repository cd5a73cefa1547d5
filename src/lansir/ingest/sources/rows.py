"""A row of a table as a page: the mapping table, columns that the user names, and records of Lansir as they are."""

import re
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files

import msgspec

from lansir.errors import InputError
from lansir.ingest.address import absolute
from lansir.ingest.dates import iso_date
from lansir.ingest.items import Again, Content, Item, Link
from lansir.ingest.sources.links import link_item
from lansir.page.decoding import decode

__all__ = ["FIELDS", "Format", "mapping", "own_record", "require_columns", "row_item", "text_page"]

FIELDS = ("url", "html", "text", "title", "published", "captured", "outlet", "authors")
AUTHORS = re.compile(r"[;|]")


class Format(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What the rows of one program look like: `marks` tell them by their keys, `fields` names the keys of a field."""

    name: str
    source: str
    marks: list[str]
    fields: dict[str, list[str]]


class _Mapping(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    formats: list[Format]


@cache
def mapping() -> tuple[Format, ...]:
    """The formats in the order in which they are tried."""
    text = files(__package__).joinpath("mapping.yaml").read_bytes()
    return tuple(msgspec.yaml.decode(text, type=_Mapping).formats)


def require_columns(header: list[str], columns: dict[str, str], name: str) -> None:
    """InputError where a column that the user names is not among those of the table `name`."""
    missing = [column for column in columns.values() if column not in header]
    if missing:
        there = ", ".join(" ".join(column[:40].split()) for column in header[:20])
        raise InputError(f"{name}: no column {missing[0]!r}; it has {there}")


def row_item(row: Mapping[str, object], key: str, again: Again, published: str | None) -> Item:
    """The page of a row: its HTML, else its text, else the page at its address; InputError on loading without any."""
    values = _values(row, again.columns)
    if not (values.get("html") or values.get("text")) and values.get("url"):
        date = iso_date(values.get("published")) or published
        return link_item(absolute(values["url"], None) or values["url"], key, date)
    return Item(key, lambda: _content(values, key, row, published), again)


def _content(values: dict[str, str], key: str, row: Mapping[str, object], published: str | None) -> Content | Link:
    html, text, stated = values.get("html"), values.get("text"), values.get("published")
    if not html and not text:
        keys = ", ".join(" ".join(str(name)[:30].split()) for name in list(row)[:12]) or "nothing"
        raise InputError(f"{key}: no page in it (it has {keys}); name a column with --column text=NAME or url=NAME")
    date = iso_date(stated)
    return Content(
        data=html.encode("utf-8", "replace") if html else text_page(values.get("title"), text or ""),
        media_type=f"text/{'html' if html else 'plain'}; charset=utf-8",
        url=absolute(values.get("url", ""), None),
        published=date or published,
        undated=stated if not date else None,
        captured=iso_date(values.get("captured")),
        outlet=values.get("outlet"),
        authors=[name for part in AUTHORS.split(values.get("authors", "")) if (name := part.strip())],
    )


def text_page(title: str | None, text: str) -> bytes:
    """A title and a text as a page saved as text."""
    head = " ".join((title or "").split())
    repeated = not head or text.lstrip().startswith(head)
    return (text if repeated else f"# {head}\n\n{text}").encode("utf-8", "replace")


def own_record(row: object) -> bool:
    """Whether a row is a record of Lansir."""
    return isinstance(row, dict) and {"article", "lansir", "model"} <= row.keys() and isinstance(row["article"], dict)


def _values(row: Mapping[str, object], columns: Mapping[str, str]) -> dict[str, str]:
    """The fields of a row that have a value, as text; a column that the user names is taken by its very name."""
    named = {_plain(str(name)): value for name, value in row.items()}
    form = next(form for form in mapping() if all(mark in named for mark in form.marks))
    found = {field: _first(named, names, field) for field, names in form.fields.items()}
    found |= {field: _text(row.get(column), field) for field, column in columns.items()}
    return {field: value for field, value in found.items() if value}


def _plain(name: str) -> str:
    return re.sub(r"[\s-]+", "_", name.strip().lower())


def _first(named: Mapping[str, object], names: list[str], field: str) -> str:
    return next((text for name in names if (text := _text(_at(named, name.split(".")), field))), "")


def _at(value: object, path: list[str]) -> object:
    for name in path:
        if not isinstance(value, Mapping):
            return None
        value = value.get(name)
    return value


def _text(value: object, field: str) -> str:
    """A value as text: authors joined by ";", the pieces of a structured text by empty lines."""
    if isinstance(value, str):
        return value.strip()
    if isinstance(value, bytes):
        return decode(value).strip()
    if value is None or isinstance(value, bool):
        return ""
    if isinstance(value, (dict, list)):
        return ("; " if field == "authors" else "\n\n").join(_pieces(value, depth=6))
    return str(value)


def _pieces(value: object, depth: int) -> Iterator[str]:
    """The strings of a structure in its order."""
    if isinstance(value, str) and value.strip():
        yield value.strip()
    elif depth and isinstance(value, (dict, list)):
        for part in value.values() if isinstance(value, dict) else value:
            yield from _pieces(part, depth - 1)
