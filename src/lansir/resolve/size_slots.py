"""The sizes of the events that the model found, sentence by sentence, with the people named as their recipients."""

from collections.abc import Mapping

from lansir.encoder.reading import FoundTrigger, Reading
from lansir.record import Mention
from lansir.resolve.event_sizes import Act, FoundSize, event_sizes
from lansir.resolve.number_words import number_words
from lansir.resolve.passage import Passage, Spot
from lansir.resolve.size_words import casualty_words
from lansir.resolve.titles import read_title

__all__ = ["is_one_person", "resolve_sizes"]


def resolve_sizes(passage: Passage, reading: Reading, mentions: Mapping[int, Mention]) -> dict[Spot, FoundSize]:
    """The sizes of all events by the spots of their triggers; events without any number are left out."""
    by_sentence: dict[int, list[FoundTrigger]] = {}
    for trigger in reading.triggers:
        by_sentence.setdefault(trigger.span.sentence, []).append(trigger)
    sizes: dict[Spot, FoundSize] = {}
    for number, triggers in by_sentence.items():
        sentence = passage.sentence(number)
        acts = [_act(passage, trigger, reading, mentions) for trigger in triggers]
        found = event_sizes(sentence.text, passage.language, acts, sentence.start)
        sizes |= {act.trigger: size for act, size in zip(acts, found, strict=True) if size.resolved or size.reason}
    return sizes


def is_one_person(words: str, language: str) -> bool:
    """Whether a person's mention is of one person: a name, "he", "ia", "the American soldier"; not "tersangka"."""
    title, parts = read_title(words, language), words.lower().split()
    if title.pronoun:
        return parts[-1:] != [] and parts[-1] in casualty_words(language).pronouns
    if not title.generic:
        return not title.plural and (title.name or "")[:1].isupper()
    numbers = number_words(language)
    plain = not any(part in numbers.add or part in numbers.each_of or part[0].isdigit() for part in parts)
    return plain and not title.plural and parts[-1:] != [] and parts[-1] in numbers.persons


def _act(passage: Passage, trigger: FoundTrigger, reading: Reading, mentions: Mapping[int, Mention]) -> Act:
    victims: dict[str, Spot] = {}
    for link in trigger.recipients:
        mention, found = mentions.get(link.to), reading.mentions[link.to]
        here = found.span.sentence == trigger.span.sentence
        if mention and here and mention.type == "PER" and is_one_person(mention.span.text, passage.language):
            victims.setdefault(mention.entity, (mention.span.start, mention.span.end))
    spot = trigger.span.start, trigger.span.end
    return Act(trigger.type, trigger.mode or None, spot, list(victims.values()), trigger.status == "actual")
