"""A tiny annotation folder of our own wording, with a scorer of its own that counts only what is equal."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

SCORER = """
KEYS = {"statements whole": ("statements", ("speaker", "content")), "events": ("events", ("type", "trigger")),
        "events status": ("events", ("type", "trigger", "status"))}


class Side:
    def __init__(self, annotation, text):
        self.sentences = annotation.get("sentences", [])
        self.mentions = {(s["i"], (at := text["sentences"][s["i"]].index(m[0])), at + len(m[0])): m[1]
                         for s in self.sentences for m in s.get("mentions", [])}


def score(gold, predicted):
    want, have = set(gold.mentions), set(predicted.mentions)
    counts = {"mentions": [len(want & have), len(have), len(want)]}
    for name, (rows, keys) in KEYS.items():
        want, have = ([(s["i"], *map(str, map(row.get, keys))) for s in side.sentences for row in s.get(rows, [])]
                      for side in (gold, predicted))
        counts[name] = [sum(row in want for row in have), len(have), len(want)]
    return counts
"""
SENTENCES = [
    "Menteri Ayu Lestari meminta Serikat Tani Barat menunda aksi.",
    "Seorang pejabat mengatakan pasar dibuka besok.",
    "Ia menolak menyebut nama.",
]
GOLD = {
    "origin": [],
    "entities": {
        "e1": {"name": "Ayu Lestari", "type": "PER", "country": "IDN", "sectors": ["GOV"]},
        "e2": {"name": "Serikat Tani Barat", "type": "ORG", "country": "IDN", "sectors": ["LAB"]},
        "e3": {"name": None, "type": "PER", "country": "IDN", "sectors": ["GOV"], "anonymous": True},
    },
    "contexts": [],
    "sentences": [
        {
            "i": 0,
            "mentions": [["Menteri Ayu Lestari", "e1"], ["Serikat Tani Barat", "e2"]],
            "statements": [
                {"speaker": "Menteri Ayu Lestari", "cue": "meminta", "content": "menunda aksi", "form": "indirect"}
            ],
            "events": [
                {
                    "type": "REQUEST",
                    "mode": "yield",
                    "trigger": "meminta",
                    "actors": ["Menteri Ayu Lestari"],
                    "recipients": ["Serikat Tani Barat"],
                    "status": "actual",
                    "time": None,
                    "place": None,
                },
                {
                    "type": "PROTEST",
                    "trigger": "aksi",
                    "actors": ["Serikat Tani Barat"],
                    "recipients": [],
                    "status": "planned",
                    "time": None,
                    "place": None,
                },
            ],
        },
        {
            "i": 1,
            "mentions": [["Seorang pejabat", "e3"]],
            "statements": [
                {"speaker": "Seorang pejabat", "cue": "mengatakan", "content": "pasar dibuka besok", "form": "indirect"}
            ],
        },
    ],
}


def _document(name: str) -> dict[str, Any]:
    return {"doc": name, "lang": "id", "published": "2024-05-06", "outlet": "Warta Wira", "sentences": SENTENCES}


@pytest.fixture
def gold() -> dict[str, Any]:
    """The annotation that every document of the made-up folder has; a fresh copy."""
    return json.loads(json.dumps(GOLD))  # type: ignore[no-any-return]


@pytest.fixture
def annotated(tmp_path: Path) -> Callable[[int], Path]:
    """Makes an annotation folder with so many documents."""

    def make(documents: int) -> Path:
        folder = tmp_path / "annotation"
        for sub in ("text", "gold"):
            (folder / sub).mkdir(parents=True)
        for n in range(documents):
            name = f"id-{n:04}"
            (folder / "text" / f"{name}.json").write_text(json.dumps(_document(name)), encoding="utf-8")
            (folder / "gold" / f"{name}.json").write_text(json.dumps({"doc": name, **GOLD}), encoding="utf-8")
        (folder / "score.py").write_text(SCORER, encoding="utf-8")
        return folder

    return make
