"""Annotated documents for tests: one written by hand, and many put together by chance."""

from random import Random
from typing import Any

import msgspec

from lansir.annotate import Document
from lansir.evaluate.annotation import Annotation
from lansir.evaluate.certainty import Certainty
from lansir.evaluate.evidence import Evidence
from lansir.evaluate.matching import Matching
from lansir.evaluate.side import Side

__all__ = ["GOLD", "SENTENCES", "annotation", "by_chance", "document", "evidence", "garbled"]

SENTENCES = [
    "Minister Ayu Lestari asked the Barat Farmers' Union on Monday to call off its march.",
    'She said "we are ready to talk", and the union said it would march.',
    "The union did not march in Kota Wira.",
]
GOLD: dict[str, Any] = {
    "doc": "en-9000",
    "entities": {
        "e1": {"name": "Ayu Lestari", "type": "PER", "role": "minister"},
        "e2": {"name": "Barat Farmers' Union", "type": "ORG"},
    },
    "sentences": [
        {
            "i": 0,
            "mentions": [["Minister Ayu Lestari", "e1"], ["the Barat Farmers' Union", "e2"]],
            "times": [["on Monday", "2024-05-06"]],
            "events": [
                {"type": "REQUEST", "trigger": "asked", "actors": ["Minister Ayu Lestari"],
                 "recipients": ["the Barat Farmers' Union"], "status": "actual"},
                {"type": "PROTEST", "trigger": "march", "actors": ["the Barat Farmers' Union"], "recipients": [],
                 "status": "planned"},
            ],
        },
        {
            "i": 1,
            "mentions": [["She", "e1"], ["the union", "e2"]],
            "statements": [
                {"speaker": "She", "cue": "said", "content": "we are ready to talk", "form": "direct"},
                {"speaker": "the union", "cue": "said#2", "content": "it would march", "form": "indirect"},
            ],
        },
        {
            "i": 2,
            "mentions": [["The union", "e2"]],
            "events": [
                {"type": "PROTEST", "trigger": "march", "actors": ["The union"], "recipients": None,
                 "status": "negated"},
            ],
        },
    ],
}  # fmt: skip

VOCABULARY = ("asked", "march", "union", "said", "talks", "we", "army", "the", "#2", "@x")
TYPES = ("REQUEST", "PROTEST", "ACCUSE")
STATUSES = ("actual", "planned", "negated")
FORMS = ("direct", "indirect", "mixed")
VALUES = ("2024-05-06", "2024-05", None)
KEYS = ("e1", "e2", "e3", "e4")


def annotation(**changed: Any) -> Annotation:  # noqa: ANN401 - parts of JSON
    """The annotation by hand, with some of its parts changed."""
    return msgspec.convert({**GOLD, **changed}, Annotation)


def document(name: str = "en-9000", lang: str = "en") -> dict[str, Any]:
    """The text of the document by hand."""
    return {"doc": name, "lang": lang, "published": "2024-05-07", "outlet": "Warta Wira", "sentences": SENTENCES}


def evidence(gold: Annotation, predicted: Annotation, certainty: Certainty | None = None) -> Evidence:
    """Two annotations of the document by hand, against each other."""
    made = msgspec.convert(document(), Document)
    matching = Matching(Side(gold, made.sentences), Side(predicted, made.sentences))
    return Evidence(made.doc, "en", matching, certainty or Certainty())


def by_chance(seed: int) -> tuple[list[str], dict[str, Any], dict[str, Any]]:
    """Sentences and two annotations of them, alike here and there, with all that the format allows and worse."""
    chance = Random(seed)
    sentences = [" ".join(chance.choices(VOCABULARY, k=chance.randint(1, 14))) for _ in range(chance.randint(1, 4))]
    gold = _annotation(chance, sentences)
    return sentences, gold, garbled(gold, chance) if chance.random() < 0.7 else _annotation(chance, sentences)


def garbled(whole: dict[str, Any], chance: Random) -> dict[str, Any]:
    """An annotation with some of its rows left out, repeated or changed."""
    sentences = [
        {name: _garbled_rows(name, rows, chance) if isinstance(rows, list) else rows for name, rows in row.items()}
        for row in whole.get("sentences", [])
        if chance.random() > 0.05
    ]
    return {**whole, "sentences": sentences}


def _garbled_rows(name: str, rows: list[Any], chance: Random) -> list[Any]:
    kept = [row for row in rows if chance.random() > 0.15]
    kept += [row for row in kept if chance.random() < 0.1]
    return [_garbled_row(name, row, chance) if chance.random() < 0.3 else row for row in kept]


def _garbled_row(name: str, row: Any, chance: Random) -> Any:  # noqa: ANN401 - a row of JSON
    if name == "mentions":
        return [row[0], chance.choice(KEYS)]
    if name == "times":
        return [row[0], chance.choice(VALUES)]
    if name == "statements":
        return {**row, "speaker": chance.choice([None, "@e1", "@e2"]), "content": _first_words(row["content"])}
    if name == "events":
        changed = {"type": chance.choice(TYPES), "status": chance.choice(STATUSES), "actors": ["@e1"]}
        field = chance.choice(sorted(changed))
        return {**row, field: changed[field]}
    return row


def _first_words(content: Any) -> Any:  # noqa: ANN401 - words, pieces of words, or nothing
    return content.rsplit(" ", 1)[0] if isinstance(content, str) else content


def _annotation(chance: Random, sentences: list[str]) -> dict[str, Any]:
    entities = {key: {"name": key, "type": chance.choice(["PER", "ORG"])} for key in KEYS[:3]}
    rows = [_sentence(chance, i, sentences[i % len(sentences)]) for i in range(len(sentences) + chance.randint(-1, 1))]
    return {"doc": "made", "entities": entities, "sentences": chance.sample(rows, len(rows))}


def _sentence(chance: Random, i: int, text: str) -> dict[str, Any]:
    mentions = [[_words(chance, text), chance.choice(KEYS)] for _ in range(chance.randint(0, 5))]
    slots = [mention[0] for mention in mentions] + ["@e1", "@e4", _words(chance, text), "", None]
    found: dict[str, Any] = {
        "mentions": mentions,
        "times": [[_words(chance, text), chance.choice(VALUES)] for _ in range(chance.randint(0, 3))],
        "statements": [_statement(chance, text, slots) for _ in range(chance.randint(0, 3))],
        "events": [_event(chance, text, slots) for _ in range(chance.randint(0, 4))],
    }
    return {"i": i, **{name: of_it for name, of_it in found.items() if of_it or chance.random() < 0.5}}


def _statement(chance: Random, text: str, slots: list[Any]) -> dict[str, Any]:
    pieces = [_words(chance, text) for _ in range(chance.randint(1, 2))]
    content: Any = chance.choice([pieces, pieces[0], text, None])
    return {"speaker": chance.choice(slots), "content": content, "form": chance.choice(FORMS)}


def _event(chance: Random, text: str, slots: list[Any]) -> dict[str, Any]:
    return {
        "type": chance.choice(TYPES),
        "trigger": _words(chance, text),
        "actors": chance.choices(slots, k=chance.randint(0, 3)),
        "recipients": chance.choice([None, chance.choices(slots, k=chance.randint(0, 2))]),
        "status": chance.choice(STATUSES),
    }


def _words(chance: Random, text: str) -> str:
    """Some words of a sentence, now and then by their count, and rarely words that are not there."""
    words = text.split(" ")
    start = chance.randrange(len(words))
    found = " ".join(words[start : start + chance.randint(1, 4)])
    return found + chance.choice(["", "", "", "", "#1", "#2", "#3", "#0", " nowhere"])
