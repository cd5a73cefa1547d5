"""The words of an article with what was read from them: nothing added, nothing lost, overlaps shown as overlaps."""

from itertools import pairwise

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from lansir.record import Article, Block, Event, Mention, Record, Span, Statement, Time
from lansir.serve.desk.layers import marked_pieces, shown_blocks


def span(text: str, start: int, end: int) -> Span:
    return Span(start, end, text[start:end])


def record(text: str, blocks: list[Span], mentions: list[Span] = [], contents: list[Span] = []) -> Record:  # noqa: B006
    article = Article(
        id="ar-0", text=text, blocks=[Block("paragraph", block) for block in blocks], content_hash="0" * 64
    )
    return Record(
        article=article,
        lansir="0",
        model="0",
        mentions=[Mention(f"mn-{n}", at, "PER", "en-0", "name", 1.0) for n, at in enumerate(mentions)],
        statements=[Statement(f"st-{n}", at, [at], "direct", 1.0) for n, at in enumerate(contents)],
    )


@st.composite
def articles(draw: st.DrawFn) -> Record:
    text = draw(st.text(min_size=1, max_size=60))
    cuts = sorted(draw(st.sets(st.integers(0, len(text)), max_size=4)) | {0, len(text)})
    blocks = [span(text, a, b) for a, b in pairwise(cuts)]
    bounds = st.tuples(st.integers(0, len(text)), st.integers(0, len(text))).map(sorted)
    spans = st.lists(bounds.map(lambda pair: span(text, *pair)), max_size=8)
    return record(text, blocks, draw(spans), draw(spans))


@given(articles())
def test_the_pieces_put_together_are_the_text(found: Record) -> None:
    shown = ["".join(piece.text for piece in block.pieces) for block in shown_blocks(found)]
    assert shown == [block.span.text for block in found.article.blocks]


@given(articles())
def test_every_character_carries_exactly_the_spans_that_cover_it(found: Record) -> None:
    whole = span(found.article.text, 0, len(found.article.text))
    place = 0
    for piece in marked_pieces(found, whole):
        for at in range(place, place + len(piece.text)):
            covering = {m.id for m in found.mentions if m.span.start <= at < m.span.end}
            covering |= {s.id for s in found.statements if s.content[0].start <= at < s.content[0].end}
            assert set(piece.ids) == covering
        place += len(piece.text)


@given(articles())
def test_the_first_words_of_each_are_marked_once(found: Record) -> None:
    starts = [identity for block in shown_blocks(found) for piece in block.pieces for identity in piece.starts]
    assert len(starts) == len(set(starts))


def test_contents_inside_contents_are_told_apart() -> None:
    text = "she said he said no"
    pieces = marked_pieces(
        record(text, [span(text, 0, 19)], contents=[span(text, 9, 19), span(text, 17, 19)]), span(text, 0, 19)
    )
    assert [(piece.text, piece.depth) for piece in pieces] == [("she said ", 0), ("he said ", 1), ("no", 2)]


def test_times_are_a_layer() -> None:
    text = "on Monday"
    found = msgspec.structs.replace(
        record(text, [span(text, 0, 9)]), times=[Time("tm-0", span(text, 0, 9), "DATE", "", 1.0)]
    )
    assert [(piece.text, piece.layers) for piece in shown_blocks(found)[0].pieces] == [("on Monday", ("time",))]


def test_words_lead_to_the_innermost_of_what_they_tell() -> None:
    text = "she said he threatened to shell it"
    found = told(text, contents=[(9, 34), (26, 34)], cues=[(4, 8), (12, 25)], triggers=[(4, 8), (12, 22), (26, 31)])
    pieces = marked_pieces(found, span(text, 0, len(text)))
    opened = {piece.text.strip(): piece.opens for piece in pieces if piece.text.strip()}
    assert opened == {
        "she": (),
        "said": (("ev-0", "st-0"),),
        "he": (("st-0",),),
        "threatened": (("ev-1",), ("st-1",), ("st-0",)),
        "to": (("st-1",), ("st-0",)),
        "shell": (("ev-2",), ("st-1",), ("st-0",)),
        "it": (("st-1",), ("st-0",)),
    }


def told(
    text: str, contents: list[tuple[int, int]], cues: list[tuple[int, int]], triggers: list[tuple[int, int]]
) -> Record:
    """A record of statements with their cues, and of events."""
    whole = span(text, 0, len(text))
    statements = [
        Statement(f"st-{n}", whole, [span(text, *content)], "direct", 1.0, cue=span(text, *cue))
        for n, (content, cue) in enumerate(zip(contents, cues, strict=True))
    ]
    events = [
        Event(f"ev-{n}", "THREATEN", "actual", span(text, *trigger), whole, 1.0, "verbal-conflict", -4.0)
        for n, trigger in enumerate(triggers)
    ]
    return msgspec.structs.replace(record(text, [whole]), statements=statements, events=events)
