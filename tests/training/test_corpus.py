"""Annotated documents become word spans and sets of acceptable fillers."""

from typing import Any

from training.corpus import GoldDocument, read_document

TEXT = {
    "doc": "xx-1", "lang": "en",
    "sentences": [
        "Dara Wibisono met rebels in Port Sari on Monday.",
        'She said: "We will wait. They told us that talks failed."',
    ],
}  # fmt: skip
GOLD: dict[str, Any] = {
    "doc": "xx-1",
    "contexts": ["diplomatic"],
    "entities": {
        "e1": {"name": "Dara Wibisono", "type": "PER", "country": "IDN", "sectors": ["GOV"]},
        "e2": {"name": None, "type": "ORG", "country": None, "sectors": ["REB"]},
        "e3": {"name": "Port Sari", "type": "GPE", "country": "IDN", "sectors": []},
    },
    "sentences": [
        {
            "i": 0,
            "mentions": [["Dara Wibisono", "e1"], ["rebels", "e2"], ["Port Sari", "e3"]],
            "times": [["on Monday", "2024-04-29"]],
            "places": [["Port Sari", "Port Sari", "IDN"]],
            "events": [
                {"type": "CONSULT", "trigger": "met", "actors": ["Dara Wibisono"], "recipients": ["rebels"],
                 "status": "actual", "time": "on Monday", "place": "Port Sari"},
            ],
        },
        {
            "i": 1,
            "mentions": [["She", "e1"], ["They", "e2"]],
            "statements": [
                {"speaker": "She", "cue": "said", "content": "We will wait. They told us that talks failed",
                 "form": "direct"},
                {"speaker": "They", "cue": "told", "content": "talks failed", "form": "indirect", "to": "@e1"},
                {"speaker": None, "content": "nowhere in the sentence", "form": "indirect"},
            ],
            "events": [
                {"type": "CONSULT", "trigger": "talks", "actors": ["@e1", "They"], "status": "negated"},
            ],
        },
    ],
}  # fmt: skip


def document() -> GoldDocument:
    return read_document(TEXT, GOLD)


def words(found: GoldDocument, span: tuple[int, int]) -> str:
    first, last = found.words[span[0]], found.words[span[1] - 1]
    return found.text[first[0] : last[1]]


def test_strings_become_the_words_they_stand_for() -> None:
    found = document()
    assert [words(found, mention.span) for mention in found.mentions] == [
        "Dara Wibisono", "rebels", "Port Sari", "She", "They",
    ]  # fmt: skip
    assert [words(found, time) for time in found.times] == ["on Monday"]
    assert [words(found, cue) for cue in found.cues] == ["said", "told"]


def test_a_place_is_a_mention_that_says_where() -> None:
    assert [mention.place for mention in document().mentions] == [False, False, True, False, False]


def test_a_content_inside_another_is_inner_and_an_absent_one_left_out() -> None:
    found = document()
    assert [(words(found, content.span), content.inner) for content in found.contents] == [
        ("We will wait. They told us that talks failed", False),
        ("talks failed", True),
    ]


def test_a_named_slot_is_that_mention_and_an_entity_is_all_of_its_mentions() -> None:
    found = document()
    first, second = found.triggers
    assert [{words(found, span) for span in filler} for filler in first.roles["recipient"]] == [{"rebels"}]
    assert [{words(found, span) for span in filler} for filler in second.roles["actor"]] == [
        {"Dara Wibisono", "She"},
        {"They"},
    ]
    assert [words(found, span) for span in first.times] == ["on Monday"]
