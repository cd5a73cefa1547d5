"""The readings of an article's windows become one.

Each sentence is spoken for by the window that owns it. A link into a window's context is moved to the span that the
owner of that sentence found there; where the owner found none, the link is dropped.
"""

from collections.abc import Iterable, Sequence

from lansir.encoder.reading import FoundContent, FoundLink, FoundMention, FoundSpan, FoundTrigger, Reading

__all__ = ["merge_windows"]


def merge_windows(readings: Iterable[tuple[int, Reading]]) -> Reading:
    """One reading of (first own sentence, reading of a window), in order of windows."""
    whole = Reading()
    count = 0
    sums: dict[str, float] = {}
    for own, part in readings:
        _add(whole, part, own)
        count += 1
        for name, chance in part.contexts:
            sums[name] = sums.get(name, 0.0) + chance
    whole.contexts = [(name, total / count) for name, total in sums.items()]
    whole.vector = [value / whole.words for value in whole.vector] if whole.words else []
    return whole


def _add(whole: Reading, part: Reading, own: int) -> None:
    if part.words:
        before = whole.vector or [0.0] * len(part.vector)
        whole.vector = [total + part.words * value for total, value in zip(before, part.vector, strict=True)]
        whole.words += part.words
    mentions = _places([m.span for m in whole.mentions], [m.span for m in part.mentions], own)
    times = _places(whole.times, part.times, own)
    cues = _places(whole.cues, part.cues, own)
    whole.times += [span for span in part.times if span.sentence >= own]
    whole.cues += [span for span in part.cues if span.sentence >= own]
    whole.mentions += [_mention(m, mentions) for m in part.mentions if m.span.sentence >= own]
    whole.contents += [_content(c, cues, mentions) for c in part.contents if c.span.sentence >= own]
    whole.triggers += [_trigger(t, mentions, times) for t in part.triggers if t.span.sentence >= own]


def _places(before: Sequence[FoundSpan], spans: Sequence[FoundSpan], own: int) -> list[int | None]:
    """Where each span of a window stands in the whole list."""
    places: list[int | None] = []
    following = len(before)
    for span in spans:
        if span.sentence >= own:
            places.append(following)
            following += 1
        else:
            places.append(_place(before, span))
    return places


def _place(before: Sequence[FoundSpan], span: FoundSpan) -> int | None:
    """Where an overlapping span stands, looked for from the end, since context is what came last."""
    for place in range(len(before) - 1, -1, -1):
        if before[place].sentence < span.sentence:
            return None
        if _overlap(span, before[place]):
            return place
    return None


def _overlap(a: FoundSpan, b: FoundSpan) -> bool:
    return a.start < b.end and b.start < a.end


def _links(links: Sequence[FoundLink], places: Sequence[int | None]) -> list[FoundLink]:
    return [moved for link in links if (moved := _link(link, places))]


def _link(link: FoundLink | None, places: Sequence[int | None]) -> FoundLink | None:
    place = places[link.to] if link else None
    return FoundLink(place, link.chance) if link and place is not None else None


def _mention(mention: FoundMention, mentions: Sequence[int | None]) -> FoundMention:
    mention.antecedents = _links(mention.antecedents, mentions)
    return mention


def _content(content: FoundContent, cues: Sequence[int | None], mentions: Sequence[int | None]) -> FoundContent:
    content.cue = _link(content.cue, cues)
    content.speakers = _links(content.speakers, mentions)
    content.addressee = _link(content.addressee, mentions)
    return content


def _trigger(trigger: FoundTrigger, mentions: Sequence[int | None], times: Sequence[int | None]) -> FoundTrigger:
    trigger.actors = _links(trigger.actors, mentions)
    trigger.recipients = _links(trigger.recipients, mentions)
    trigger.place = _link(trigger.place, mentions)
    trigger.time = _link(trigger.time, times)
    return trigger
