"""The texts of the example world as HTML pages in the shapes of their outlets."""

import json
from collections.abc import Iterator
from datetime import datetime
from functools import cache
from html import escape
from string import Template
from typing import NamedTuple

import msgspec

from lansir.examples.world.texts import FOLDER, Outlet, WorldText, outlets, world

__all__ = ["WorldPage", "pages"]


class Calendar(msgspec.Struct, frozen=True):
    """The names of months and weekdays of a language, Monday first."""

    months: list[str]
    weekdays: list[str]


class WorldPage(NamedTuple):
    """A page: whose text it shows, where it would stand, when it would be fetched, and its bytes."""

    text: WorldText
    url: str
    captured: datetime
    data: bytes


def pages() -> Iterator[WorldPage]:
    """Every text as a page, in order of publication; updates stand at the address of the text that they update."""
    for text in world().values():
        outlet = outlets()[text.outlet]
        url = _url(text, outlet)
        yield WorldPage(text, url, text.updated or text.published, _page(text, outlet, url).encode())


def _first(text: WorldText) -> WorldText:
    """The text that first stood at the page's address."""
    while text.kind in ("update", "correction") and text.from_ and world()[text.from_].outlet == text.outlet:
        text = world()[text.from_]
    return text


def _url(text: WorldText, outlet: Outlet) -> str:
    first = _first(text)
    return f"https://{outlet.host}/{outlet.section}/{first.published:%Y/%m/%d}/{first.id}"


def _page(text: WorldText, outlet: Outlet, url: str) -> str:
    paragraphs = [escape(paragraph, quote=False) for paragraph in text.paragraphs]
    if text.dateline and paragraphs:
        paragraphs[0] = f"{escape(text.dateline, quote=False)} {paragraphs[0]}"
    written = [f"<p>{paragraph}</p>" for paragraph in paragraphs]
    updated = f'<meta property="article:modified_time" content="{_iso(text.updated)}">\n' if text.updated else ""
    return _template(outlet.template).substitute(
        title=escape(text.title or ""),
        outlet=escape(outlet.name),
        language=outlet.language,
        url=url,
        host=outlet.host,
        section=outlet.section,
        read_also=outlet.read_also,
        byline=escape(text.byline or outlet.name),
        published=_iso(text.published),
        updated_meta=updated,
        shown=_shown(text.updated or text.published, outlet),
        jsonld=_json_ld(text, outlet),
        first="\n".join(written[:1]),
        rest="\n".join(written[1:]),
        credit=f"<p>({escape(text.credit)})</p>" if text.credit else "",
    )


@cache
def _template(name: str) -> Template:
    return Template((FOLDER / "templates" / f"{name}.html").read_text(encoding="utf-8"))


def _iso(moment: datetime | None) -> str:
    return moment.isoformat() if moment else ""


def _shown(moment: datetime, outlet: Outlet) -> str:
    """The time as a page of that language prints it."""
    words = _calendar()[outlet.language]
    day = f"{moment.day} {words.months[moment.month - 1]} {moment.year}"
    if outlet.language == "id":
        return f"{words.weekdays[moment.weekday()]}, {day} {moment:%H:%M} WIB"
    return f"{words.months[moment.month - 1]} {moment.day}, {moment.year} {moment:%H:%M}"


@cache
def _calendar() -> dict[str, "Calendar"]:
    return msgspec.yaml.decode((FOLDER / "calendar.yaml").read_bytes(), type=dict[str, Calendar])


def _json_ld(text: WorldText, outlet: Outlet) -> str:
    told = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": text.title,
        "datePublished": _iso(text.published),
        "dateModified": _iso(text.updated or text.published),
        "author": {"@type": "Person", "name": text.byline or outlet.name},
        "publisher": {"@type": "NewsMediaOrganization", "name": outlet.name},
    }
    return json.dumps(told, ensure_ascii=False).replace("<", "\\u003c")
