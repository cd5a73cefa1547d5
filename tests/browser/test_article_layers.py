"""The page of an article: every span lies where the record has it, lights with its card, and can be switched off."""

from typing import Any

import pytest

from bench.desk_addresses import addresses
from lansir.keys import id_of, key_of
from lansir.record import Record, Span
from lansir.serve.desk.layers import LAYERS
from lansir.serve.labels import labels
from lansir.store import Store
from tests.browser.chromium import PHONE, Tab
from tests.browser.conftest import Open

PIECES = """() => {
  const text = document.querySelector(".text"), walker = document.createTreeWalker(text, NodeFilter.SHOW_TEXT);
  const found = [];
  for (const block of text.querySelectorAll(".block")) {
    const pieces = [];
    walker.currentNode = block;
    for (let node = walker.nextNode(); node && block.contains(node); node = walker.nextNode()) {
      const marked = node.parentElement.closest("[data-marks]");
      const [ids, classes] = marked ? [marked.dataset.marks, marked.className].map((all) => all.split(" ")) : [[], []];
      pieces.push([node.data, ids, classes]);
    }
    found.push(pieces);
  }
  return found;
}"""
LIT = """() => [...document.querySelectorAll(".lit")].map((one) => one.dataset.marks)"""
Marked = list[tuple[int, int, set[str], set[str]]]


@pytest.fixture(scope="module")
def overlapping(world_store: Store) -> list[str]:
    """Articles whose spans lie in and across each other most, and one without any event."""
    query = """
    SELECT s.article, count(*) AS n FROM statement s JOIN content c ON c.statement = s.id
    JOIN mention m ON m.article = s.article AND m.start < c."end" AND m."end" > c.start
    GROUP BY 1 ORDER BY n DESC LIMIT 4
    """
    return [id_of("ar", row[0]) for row in world_store.connection.execute(query)]


@pytest.fixture
def article(desk: str, world_store: Store, open_tab: Open) -> tuple[Tab, Record]:
    address = addresses(world_store)["article"]
    tab = open_tab(desk)
    tab.go(address)
    return tab, world_store.record(address.rpartition("/")[2])


def spans(record: Record) -> dict[str, list[Span]]:
    """Every span that the page marks, by the id of what it belongs to."""
    found: dict[str, list[Span]] = {mention.id: [mention.span] for mention in record.mentions}
    found |= {told.id: [*told.content, *([told.cue] if told.cue else [])] for told in record.statements}
    found |= {event.id: [event.trigger] for event in record.events}
    found |= {time.id: [time.span] for time in record.times} | {place.id: [place.span] for place in record.places}
    return found | {f"origin-{n}": [origin.span] for n, origin in enumerate(record.article.origins)}


def shown(tab: Tab, record: Record) -> Marked:
    """Where each piece of the text stands in the article, with the ids and the classes that it has."""
    found: Marked = []
    blocks: list[list[Any]] = tab.page.evaluate(PIECES)
    assert len(blocks) == len(record.article.blocks)
    for block, pieces in zip(record.article.blocks, blocks, strict=True):
        place = block.span.start
        for words, ids, classes in pieces:
            found.append((place, place + len(words), set(ids), set(classes)))
            place += len(words)
        assert "".join(words for words, *_ in pieces) == block.span.text
    return found


def test_each_span_covers_exactly_its_words(
    desk: str, world_store: Store, open_tab: Open, overlapping: list[str]
) -> None:
    tab = open_tab(desk)
    for identity in overlapping:
        tab.go(f"/article/{identity}")
        record = world_store.record(identity)
        pieces = shown(tab, record)
        inside = {place for block in record.article.blocks for place in range(block.span.start, block.span.end)}
        for name, wanted in spans(record).items():
            covered = {place for start, end, ids, _ in pieces if name in ids for place in range(start, end)}
            assert covered == {place for span in wanted for place in range(span.start, span.end)} & inside, name
    assert tab.faults() == []


def test_spans_in_and_across_each_other_keep_the_layers_of_all(
    desk: str, world_store: Store, open_tab: Open, overlapping: list[str]
) -> None:
    tab = open_tab(desk, width=PHONE)
    deep = 0
    for identity in overlapping:
        tab.go(f"/article/{identity}")
        record = world_store.record(identity)
        events = {event.id for event in record.events}
        for start, end, ids, classes in shown(tab, record):
            contents = {
                told.id for told in record.statements for span in told.content if span.start < end and span.end > start
            }
            assert ("m-content" in classes) == bool(contents)
            assert ("m-event" in classes) == bool(ids & events)
            assert not contents or f"d{min(len(contents), 3)}" in classes
            deep = max(deep, len(ids))
    assert deep >= 3


def test_words_and_cards_light_each_other(article: tuple[Tab, Record]) -> None:
    tab, record = article
    event = record.events[0]
    words, card = tab.page.locator(f".text [data-marks~='{event.id}']").first, tab.page.locator(f"[id='{event.id}']")
    assert tab.page.evaluate(LIT) == []
    words.hover()
    assert any(event.id in marks.split() for marks in tab.page.evaluate(LIT))
    assert "lit" in (card.get_attribute("class") or "").split()
    tab.page.mouse.move(2, 2)
    assert tab.page.evaluate(LIT) == []
    card.locator("h3").hover()
    assert "lit" in (words.get_attribute("class") or "").split()
    tab.page.mouse.move(2, 2)
    card.locator("h3 a").focus()
    assert "lit" in (words.get_attribute("class") or "").split()
    assert tab.faults() == []


def test_the_name_of_an_actor_in_a_card_lights_its_mention_alone(article: tuple[Tab, Record]) -> None:
    tab, record = article
    event = next(event for event in record.events if event.actors or event.recipients)
    mention = (event.actors or event.recipients)[0].mention
    tab.page.locator(f"[id='{event.id}'] .who[data-marks='{mention}']").first.hover()
    lit = tab.page.locator(f".text .lit[data-marks~='{mention}']")
    assert "".join(lit.all_text_contents()) == next(one for one in record.mentions if one.id == mention).span.text
    assert tab.page.locator(".text .lit").count() == lit.count()


@pytest.mark.parametrize("layer", [*LAYERS, "furniture"])
def test_a_layer_can_be_taken_out_of_the_text_and_put_back(article: tuple[Tab, Record], layer: str) -> None:
    tab, _ = article
    looks = """(selector) => [...document.querySelectorAll(selector)].map((one) => {
      const look = getComputedStyle(one);
      return [look.backgroundColor, look.textDecorationLine, look.borderBottomStyle, look.color, look.boxShadow,
              look.fontStyle, look.display].join();
    })"""
    selector = ".furniture.block" if layer == "furniture" else ", ".join(f".text .m-{one}" for one in LAYERS[layer])
    box = tab.page.get_by_role("checkbox").and_(tab.page.locator(f"input[name={layer}]"))
    with_layer, text = tab.page.evaluate(looks, selector), tab.page.locator(".text").text_content()
    assert box.is_checked()
    box.press("Space")
    assert with_layer == [] or tab.page.evaluate(looks, selector) != with_layer
    assert tab.page.locator(".text").text_content() == text
    box.check()
    assert tab.page.evaluate(looks, selector) == with_layer


def test_a_click_on_words_leads_to_their_card_and_the_card_back_to_the_words(article: tuple[Tab, Record]) -> None:
    tab, record = article
    event = record.events[-1]
    words = tab.page.locator(f".text .m-event[data-marks~='{event.id}']").first
    words.click()
    card = tab.page.locator(f"[id='{event.id}']")
    assert in_view(tab, f"[id='{event.id}'] h3")
    assert tab.page.evaluate("() => document.activeElement.closest('.card').id") == event.id
    card.locator(f"a[href$='#w-{event.id}']").press("Enter")
    tab.settle()
    assert tab.page.url.endswith(f"#w-{event.id}")
    assert in_view(tab, f".text [data-marks~='{event.id}']")


def test_a_word_that_is_act_and_cue_leads_to_the_one_and_then_to_the_other(
    desk: str, world_store: Store, open_tab: Open
) -> None:
    event, told = twice_read(world_store)
    tab = open_tab(desk)
    tab.go(f"/article/{id_of('ar', article_of(world_store, event))}")
    words = tab.page.locator(f".text [data-opens^='{event},{told}']").first
    assert words.get_attribute("title") == labels("en")("record.both")
    opened = []
    for _ in range(3):
        words.click()
        opened.append(tab.page.evaluate("() => document.activeElement.closest('.card').id"))
        tab.page.mouse.move(2, 2)
        lit = tab.page.locator(".card.lit").evaluate_all("(cards) => cards.map((card) => card.id)")
        assert set(lit) == {event, told}
        assert in_view(tab, f"[id='{opened[-1]}'] h3")
    assert opened == [event, told, event]
    tab.page.locator("input[name=events]").uncheck()
    words.click()
    assert tab.page.evaluate("() => document.activeElement.closest('.card').id") == told
    tab.page.locator("h1").click()
    tab.page.evaluate("() => document.activeElement.blur()")
    assert tab.page.locator(".card.lit").count() == 0
    assert tab.faults() == []


def test_an_address_of_words_opens_the_article_there(desk: str, world_store: Store, open_tab: Open) -> None:
    tab = open_tab(desk, width=PHONE)
    address = addresses(world_store)["article"]
    event = world_store.record(address.rpartition("/")[2]).events[-1]
    tab.go(f"{address}#w-{event.id}")
    assert in_view(tab, f".text [data-marks~='{event.id}']")


def test_the_chain_of_origin_names_outlet_and_source(article: tuple[Tab, Record]) -> None:
    tab, record = article
    told = " ".join(tab.page.locator(".heading .chain").inner_text().split())
    assert told.startswith(record.article.outlet or "")
    assert all(origin.name in told for origin in record.article.origins)


def test_the_page_as_fetched_is_plain_text(article: tuple[Tab, Record]) -> None:
    tab, record = article
    answer = tab.context.request.get(f"{tab.home}/article/{record.article.id}/page")
    assert answer.headers["content-type"].startswith("text/plain")
    tab.page.get_by_role("link", name="Page as fetched").click()
    tab.settle()
    assert tab.page.evaluate("() => document.querySelectorAll('body > :not(pre)').length") == 0


def twice_read(store: Store) -> tuple[str, str]:
    """An event and a statement whose act and cue are the same words."""
    query = """
    SELECT e.id, s.id FROM event e JOIN statement s ON s.article = e.article
    AND s.cue_start = e.trigger_start AND s.cue_end = e.trigger_end ORDER BY 1 LIMIT 1
    """
    event, told = store.connection.execute(query).fetchone()
    return id_of("ev", event), id_of("st", told)


def article_of(store: Store, event: str) -> int:
    found: int = store.connection.execute("SELECT article FROM event WHERE id = ?", (key_of(event),)).fetchone()[0]
    return found


def in_view(tab: Tab, selector: str) -> bool:
    found: bool = tab.page.evaluate(
        """(selector) => {
          const box = document.querySelector(selector).getBoundingClientRect();
          const under = document.querySelector(".top").getBoundingClientRect();
          const top = getComputedStyle(document.querySelector(".top")).position === "sticky" ? under.bottom : 0;
          return box.top >= top - 1 && box.bottom <= window.innerHeight + 1;
        }""",
        selector,
    )
    return found
