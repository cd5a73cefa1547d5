"""An outlet that means harm: whatever its titles, names, addresses and words hold, nothing of it runs."""

import json
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import msgspec
import pytest

from bench.desk_addresses import PAGES, addresses
from lansir.keys import key_of
from lansir.page import read_page
from lansir.reader import read_with_vector
from lansir.record import Origin, Span
from lansir.review import decide
from lansir.store import Page, Store
from lansir.store.connection import transaction
from tests.browser.chromium import PHONE, WIDE, Tab
from tests.browser.conftest import Open
from tests.browser.serving import served

RUN = "window.hacked = true"
ATTACKS = (
    f"<script>{RUN}</script>",
    f'"><img src=x onerror="{RUN}">',
    f"'><svg onload='{RUN}'>",
    f"</title><script>{RUN}</script>",
    f"{{{{ cycler.__init__.__globals__ }}}}<iframe srcdoc='<script>parent.{RUN}</script>'>",
    f"javascript:{RUN}",
)
BIDI = "\u202etxet desrever \u05d0\u05d1"
HOSTILE_URLS = (
    f"javascript:{RUN}//example.org/a",
    f"JaVaScRiPt:{RUN}",
    f"data:text/html,<script>{RUN}</script>",
    "http://outlet.example/a?b=%22onmouseover=alert(1)//&c=<b>",
    f'https://outlet.example/"onclick="{RUN}',
    f"vbscript:{RUN}",
)
SENTENCES = (
    "Rebels attacked the harbour of Lumar on Monday and killed 12 people, army spokesman {evil} said.",
    '"We demand that {evil} withdraw its troops from Petra Hulu," President Dario Velmont said on Tuesday.',
    "Police arrested 14 members of {evil} in Kastel Merin after a protest against the strike.",
    "The foreign minister of {evil} met United Nations envoy Ingrid Solheim for talks in Surya Agung.",
)
RAN = "() => ['hacked' in window, [...document.querySelectorAll('script:not([src]), iframe, object, embed')].length]"
HANDLERS = """() => [...document.querySelectorAll("*")].flatMap((one) => [...one.attributes]
  .filter((found) => found.name.startsWith("on") || found.name === "srcdoc"
    || found.name === "style" && !one.closest("#map, .canvas")
    || /^(href|src|action|formaction|data|xlink:href)$/.test(found.name)
      && /^\\s*(javascript|vbscript|data:text)/i.test(found.value))
  .map((found) => `${one.nodeName} ${found.name}=${found.value.slice(0, 60)}`))"""


def page_with(evil: str, number: int) -> bytes:
    """A news page whose every part holds the attack as text."""
    told = evil.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")
    words = "".join(f"<p>{sentence.format(evil=told)}</p>" for sentence in SENTENCES)
    day = f"2031-03-0{number + 1}"
    return (
        f'<!doctype html><html lang="en"><head><title>{told}</title><meta name="author" content="{told}">'
        f'<meta property="og:site_name" content="{told}"><meta property="article:published_time" content="{day}">'
        f"</head><body><article><h1>{told} in Lumar</h1>{words}<p>Reporting by {told}.</p></article></body></html>"
    ).encode()


def stored(store: Store, number: int, evil: str) -> None:
    data = page_with(evil, number)
    article = read_page(data, url=f"https://outlet.example/{number}")
    article = msgspec.structs.replace(
        article, outlet=evil, url=HOSTILE_URLS[number], canonical_url=HOSTILE_URLS[-number - 1], authors=[evil, BIDI]
    )
    record, vectors = read_with_vector(article)
    name = msgspec.structs.replace(record.article, origins=[Origin(f"{evil}{BIDI}", Span(0, 2, article.text[:2]))])
    entities = [
        msgspec.structs.replace(one, name=one.name and f"{one.name} {evil}", role=evil) for one in record.entities
    ]
    record = msgspec.structs.replace(record, article=name, entities=entities)
    with transaction(store.connection):
        assert store.put(record, Page(data, "text/html"), vectors)
        store.placer.place(key_of(record.article.id))


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store of pages that mean harm, with decisions, failures and runs that do too."""
    path = tmp_path_factory.mktemp("hostile") / "lansir.db"
    with Store(path, write=True) as store:
        for number, evil in enumerate((*ATTACKS[:-1], f"{ATTACKS[-1]}{BIDI}")):
            stored(store, number, evil)
        event = store.connection.execute("SELECT id FROM event ORDER BY confidence LIMIT 1").fetchone()
        identity = next(
            event_.id for record in store.records() for event_ in record.events if key_of(event_.id) == event[0]
        )
        decide(store, identity, "confirmed", ATTACKS[1], ATTACKS[0])
        told = (ATTACKS[0], "fetch", ATTACKS[1], ATTACKS[2], "{}", "2031-03-01T00:00:00+00:00")
        with transaction(store.connection):
            store.connection.execute(
                "INSERT INTO failure (key, stage, error, message, source, at) VALUES (?, ?, ?, ?, ?, ?)", told
            )
            store.connection.execute(
                "INSERT INTO run (started, sources, lansir) VALUES ('2031-03-01', ?, '0')", (json.dumps([*ATTACKS]),)
            )
    return path


@pytest.fixture(scope="module")
def home(hostile: Path) -> Iterator[str]:
    with served(hostile) as found:
        yield found


@pytest.fixture(scope="module")
def where(hostile: Path) -> dict[str, str]:
    with Store(hostile) as store:
        return addresses(store)


def inert(tab: Tab) -> None:
    assert tab.page.evaluate(RAN) == [False, 0]
    assert tab.page.evaluate(HANDLERS) == []
    assert tab.dialogs == []
    assert tab.outside == []
    tab.errors = [told for told in tab.errors if "status of 4" not in told]
    assert tab.faults() == []


@pytest.mark.parametrize("page", PAGES)
def test_nothing_of_it_runs_on_any_page(home: str, where: dict[str, str], open_tab: Open, page: str) -> None:
    tab = open_tab(home, width=PHONE)
    tab.go(where[page])
    for summary in tab.page.locator("main summary").filter(visible=True).all()[:8]:
        summary.press("Enter")
    tab.settle()
    inert(tab)
    assert tab.overflow() == []


@pytest.mark.parametrize("evil", [*ATTACKS, BIDI])
def test_nothing_of_it_runs_where_it_is_asked_for(home: str, open_tab: Open, evil: str) -> None:
    tab = open_tab(home)
    tab.go("/explore")
    for address in ("/explore", "/map", "/actors", "/review", "/download"):
        answer = tab.page.goto(f"{home}{address}?{'name' if address == '/actors' else 'q'}={quote(evil, safe='')}")
        assert answer
        assert answer.status < 500
        tab.settle()
        inert(tab)


def test_every_article_of_it_is_shown_as_it_was_written(home: str, hostile: Path, open_tab: Open) -> None:
    tab = open_tab(home, width=WIDE)
    with Store(hostile) as store:
        records = list(store.records())
    for record in records:
        tab.go(f"/article/{record.article.id}")
        assert tab.page.locator("h1").text_content() == record.article.title
        assert (
            "".join(tab.page.locator(".text .block").all_text_contents()).split()
            == "".join(block.span.text for block in record.article.blocks).split()
        )
        for block in tab.page.locator(".text .m").all()[:5]:
            block.hover()
        leading = tab.page.locator("a[target=_blank]")
        for link in leading.all():
            assert (link.get_attribute("href") or "").startswith(("http://", "https://"))
            assert "noopener" in (link.get_attribute("rel") or "")
        inert(tab)


def test_an_outlet_with_any_name_can_be_asked_for(home: str, hostile: Path, open_tab: Open) -> None:
    tab = open_tab(home)
    with Store(hostile) as store:
        records = list(store.records())
    tab.go("/sources")
    assert tab.page.locator("a[href^='/explore?q=outlet']").count() == len(records)
    for record in records:
        tab.go(f"/article/{record.article.id}")
        tab.leading(tab.page.locator(".heading .chain > a").click)
        assert tab.page.locator("#fault").count() == 0
        assert tab.page.locator(".card.found").count() == len(record.events)
        inert(tab)


def test_the_page_as_fetched_does_not_run_either(home: str, hostile: Path, open_tab: Open) -> None:
    tab = open_tab(home)
    with Store(hostile) as store:
        record = next(iter(store.records()))
    tab.page.goto(f"{home}/article/{record.article.id}/page")
    assert tab.page.evaluate("() => document.contentType") == "text/plain"
    assert tab.page.evaluate("() => 'hacked' in window") is False


def test_words_that_turn_the_direction_do_not_turn_what_stands_beside_them(
    home: str, hostile: Path, open_tab: Open
) -> None:
    tab = open_tab(home)
    with Store(hostile) as store:
        turned = [record.article.id for record in store.records() if BIDI in (record.article.outlet or "")]
    assert turned
    tab.go(f"/article/{turned[0]}")
    assert right(tab, ".heading .chain > a") <= left(tab, ".heading .chain .origin")
    assert right(tab, ".heading .about > bdi") <= left(tab, ".heading .about > a")
    tab.go("/sources")
    assert tab.overflow() == []


def left(tab: Tab, selector: str) -> float:
    return tab.page.locator(selector).first.evaluate("(one) => one.getBoundingClientRect().left")  # type: ignore[no-any-return]


def right(tab: Tab, selector: str) -> float:
    return tab.page.locator(selector).first.evaluate("(one) => one.getBoundingClientRect().right")  # type: ignore[no-any-return]
