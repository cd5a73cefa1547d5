"""The record in the annotation format: every string leads back to the very words it was written for."""

import importlib.util
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bench.occurrence import locate
from lansir.annotate import Document, annotation_of, article_of
from lansir.errors import BadDate
from lansir.record import (
    Argument,
    Article,
    Entity,
    Event,
    Mention,
    Origin,
    Place,
    Record,
    Size,
    Span,
    Statement,
    Time,
)

SENTENCES = [
    "Menteri Ayu Lestari meminta Serikat Tani Barat menunda aksi di Kota Wira pada Senin.",
    'Ia berkata "kami siap" dan serikat tani menjawab lewat @TaniBarat: siap, siap.',
    "Aksi #2 ditunda.",
]
DOCUMENT = Document("id-9000", SENTENCES, "id", "2024-05-06", "Warta Wira", None, "Aksi ditunda")


@dataclass
class Scene:
    """A document with its article; finds spans of the article by their words."""

    document: Document
    article: Article
    sentences: list[Span]

    def span(self, i: int, words: str, occurrence: int = 1) -> Span:
        at = -1
        for _ in range(occurrence):
            at = self.sentences[i].text.index(words, at + 1)
        return self.cut(self.sentences[i].start + at, self.sentences[i].start + at + len(words))

    def cut(self, start: int, end: int) -> Span:
        return Span(start, end, self.article.text[start:end])

    def annotation(self, **parts: Any) -> dict[str, Any]:  # noqa: ANN401 - passed on to the struct
        record = Record(self.article, lansir="0", model="made by hand", **parts)
        return annotation_of(record, self.document, self.sentences)


def scene_of(document: Document) -> Scene:
    return Scene(document, *article_of(document))


@pytest.fixture
def scene() -> Scene:
    return scene_of(DOCUMENT)


def mention(key: str, span: Span, entity: str) -> Mention:
    return Mention(key, span, "ORG", entity, "name", 0.9)


def entity(key: str, name: str | None = None, **fields: Any) -> Entity:  # noqa: ANN401 - passed on to the struct
    return Entity(key, name, "ORG", "by hand", **fields)


def statement(scene: Scene, content: list[Span], **fields: Any) -> Statement:  # noqa: ANN401 - passed on to the struct
    return Statement("st", scene.sentences[0], content, "indirect", 0.8, **fields)


def event(scene: Scene, trigger: Span, **fields: Any) -> Event:  # noqa: ANN401 - passed on to the struct
    return Event("ev", "REQUEST", "actual", trigger, scene.sentences[0], 0.7, "verbal-cooperation", 4.0, **fields)


# ── a document as an article ──


def test_each_sentence_is_a_paragraph_and_the_text_joins_them_by_newlines(scene: Scene) -> None:
    assert scene.article.text == "\n".join(SENTENCES)
    assert [block.span for block in scene.article.blocks] == scene.sentences
    assert {block.kind for block in scene.article.blocks} == {"paragraph"}
    assert [span.text for span in scene.sentences] == SENTENCES


@given(st.lists(st.text(max_size=12), max_size=6))
def test_sentence_spans_are_the_very_words(sentences: list[str]) -> None:
    article, spans = article_of(Document("id-9001", sentences))
    assert [article.text[span.start : span.end] for span in spans] == sentences


def test_the_documents_facts_become_the_articles(scene: Scene) -> None:
    article = scene.article
    assert (article.language, article.outlet, article.title) == ("id", "Warta Wira", "Aksi ditunda")
    assert article.published is not None
    assert (article.published.value, article.published.precision, article.published.source) == (
        "2024-05-06",
        "day",
        "given",
    )


def test_the_same_document_has_the_same_id_and_another_text_another() -> None:
    other = msgspec.structs.replace(DOCUMENT, sentences=[*SENTENCES, "Selesai."])
    assert article_of(DOCUMENT)[0].id == article_of(DOCUMENT)[0].id != article_of(other)[0].id


def test_a_document_without_a_date_has_none_and_a_broken_date_is_said() -> None:
    assert article_of(msgspec.structs.replace(DOCUMENT, published=None))[0].published is None
    with pytest.raises(BadDate, match=r"id-9000: published 'Senin' is no day"):
        article_of(msgspec.structs.replace(DOCUMENT, published="Senin"))


# ── strings ──


@given(data=st.data())
def test_a_mention_string_leads_back_to_its_span(data: st.DataObject) -> None:
    words = st.text(alphabet="aA#@12 ٣", min_size=1, max_size=14)
    scene = scene_of(Document("en-9000", data.draw(st.lists(words, min_size=1, max_size=4))))
    i = data.draw(st.integers(0, len(scene.sentences) - 1))
    sentence = scene.sentences[i]
    start = data.draw(st.integers(sentence.start, sentence.end - 1))
    end = data.draw(st.integers(start + 1, sentence.end))
    rows = scene.annotation(entities=[entity("x")], mentions=[mention("m", scene.cut(start, end), "x")])["sentences"]
    kept = scene.article.text[start:end].lstrip("@")
    if not kept:
        assert rows == []
        return
    (string, key) = rows[0]["mentions"][0]
    assert (rows[0]["i"], key) == (i, "e1")
    assert not string.startswith("@")
    assert locate(string, sentence.text) == (end - len(kept) - sentence.start, end - sentence.start)


def test_a_repeated_word_carries_its_occurrence_counted_with_overlaps() -> None:
    scene = scene_of(Document("en-9001", ["aaaa"]))
    spans = [scene.cut(start, start + 2) for start in range(3)]
    rows = scene.annotation(entities=[entity("x")], mentions=[mention(f"m{s.start}", s, "x") for s in spans])
    assert [string for string, _ in rows["sentences"][0]["mentions"]] == ["aa", "aa#2", "aa#3"]


def test_words_that_end_like_a_count_are_told_apart_from_one(scene: Scene) -> None:
    rows = scene.annotation(entities=[entity("x")], mentions=[mention("m", scene.span(2, "Aksi #2"), "x")])
    assert rows["sentences"][0]["mentions"] == [["Aksi #2#1", "e1"]]


def test_a_handle_loses_its_at_sign_for_that_would_name_an_entity(scene: Scene) -> None:
    rows = scene.annotation(entities=[entity("x")], mentions=[mention("m", scene.span(1, "@TaniBarat"), "x")])
    assert rows["sentences"][0]["mentions"] == [["TaniBarat", "e1"]]


def test_words_over_the_end_of_a_sentence_and_of_no_length_are_left_out(scene: Scene) -> None:
    end = scene.sentences[0].end
    spans = [scene.cut(end - 3, end + 3), scene.cut(5, 5), scene.cut(end, end + 1)]
    rows = scene.annotation(
        entities=[entity("x")], mentions=[mention(f"m{n}", span, "x") for n, span in enumerate(spans)]
    )
    assert rows["sentences"] == []


# ── entities and slots ──


def test_entities_are_numbered_by_first_mention_and_the_unmentioned_come_last(scene: Scene) -> None:
    entities = [entity("never", "Nobody"), entity("late", "Serikat Tani Barat"), entity("early", "Ayu Lestari")]
    mentions = [
        mention("m2", scene.span(0, "Serikat Tani Barat"), "late"),
        mention("m1", scene.span(0, "Menteri Ayu Lestari"), "early"),
    ]
    written = scene.annotation(entities=entities, mentions=mentions)["entities"]
    assert {key: fields["name"] for key, fields in written.items()} == {
        "e1": "Ayu Lestari",
        "e2": "Serikat Tani Barat",
        "e3": "Nobody",
    }


def test_an_entity_keeps_country_sectors_role_and_whether_it_is_anonymous(scene: Scene) -> None:
    someone = entity("x", None, country="IDN", sectors=["GOV"], role="official", anonymous=True)
    assert scene.annotation(entities=[someone])["entities"]["e1"] == {
        "name": None,
        "type": "ORG",
        "country": "IDN",
        "sectors": ["GOV"],
        "role": "official",
        "anonymous": True,
    }
    assert scene.annotation(entities=[entity("y", "Y")])["entities"]["e1"] == {
        "name": "Y",
        "type": "ORG",
        "country": None,
        "sectors": [],
    }


def test_a_slot_is_the_mention_here_and_the_entity_where_it_stands_elsewhere(scene: Scene) -> None:
    mentions = [
        mention("m1", scene.span(0, "Menteri Ayu Lestari"), "ayu"),
        mention("m2", scene.span(1, "serikat tani"), "tani"),
    ]
    said = statement(
        scene,
        [scene.span(1, "kami siap")],
        speaker=Argument("ayu", "m1", 0.9, elided=True),
        cue=scene.span(1, "berkata"),
        addressee=Argument("tani", "m2", 0.9),
    )
    rows = scene.annotation(entities=[entity("ayu"), entity("tani")], mentions=mentions, statements=[said])
    assert rows["sentences"][1]["statements"] == [
        {"speaker": "@e1", "cue": "berkata", "to": "serikat tani", "content": "kami siap", "form": "indirect"}
    ]


def test_a_slot_whose_entity_is_unknown_is_empty(scene: Scene) -> None:
    asked = event(scene, scene.span(0, "meminta"), actors=[Argument("gone", "gone", 0.5)])
    assert scene.annotation(events=[asked])["sentences"][0]["events"][0]["actors"] == []


def test_two_mentions_of_one_span_are_written_once_and_so_is_a_slot_filled_twice(scene: Scene) -> None:
    span = scene.span(0, "Serikat Tani Barat")
    asked = event(scene, scene.span(0, "meminta"), recipients=[Argument("a", "m1", 0.9), Argument("b", "m2", 0.4)])
    rows = scene.annotation(
        entities=[entity("a"), entity("b")],
        mentions=[mention("m1", span, "a"), mention("m2", span, "b")],
        events=[asked],
    )["sentences"][0]
    assert rows["mentions"] == [["Serikat Tani Barat", "e1"]]
    assert rows["events"][0]["recipients"] == ["Serikat Tani Barat"]


# ── times, places, statements, events ──


def test_an_event_keeps_time_and_place_only_of_its_own_sentence(scene: Scene) -> None:
    times = [Time("t", scene.span(0, "pada Senin"), "DATE", "weekday", 0.9, "2024-05-06")]
    places = [Place("p", scene.span(0, "Kota Wira"), "by hand", 0.9, "Wira City", "IDN")]
    near = event(scene, scene.span(0, "meminta"), time="t", place="p", mode="yield", size=Size(killed=0, arrested=4))
    far = event(scene, scene.span(1, "menjawab"), time="t", place="p")
    first, second = scene.annotation(times=times, places=places, events=[near, far])["sentences"]
    assert first["times"] == [["pada Senin", "2024-05-06"]]
    assert first["places"] == [["Kota Wira", "Wira City", "IDN"]]
    assert first["events"] == [
        {
            "type": "REQUEST",
            "mode": "yield",
            "trigger": "meminta",
            "actors": [],
            "recipients": [],
            "status": "actual",
            "time": "pada Senin",
            "place": "Kota Wira",
            "size": {"killed": 0, "arrested": 4},
        }
    ]
    assert (second["events"][0]["time"], second["events"][0]["place"]) == (None, None)


def test_a_duration_counts_as_a_time_only_where_it_is_anchored(scene: Scene) -> None:
    span = scene.span(0, "pada Senin")
    loose = Time("t1", span, "DURATION", "no anchor", 0.9, "P3D")
    fixed = Time("t2", span, "DURATION", "anchored", 0.9, "2024-05-06/2024-05-08")
    asked = event(scene, scene.span(0, "meminta"), time="t1")
    assert "times" not in scene.annotation(times=[loose], events=[asked])["sentences"][0]
    assert scene.annotation(times=[loose], events=[asked])["sentences"][0]["events"][0]["time"] is None
    assert scene.annotation(times=[fixed])["sentences"][0]["times"] == [["pada Senin", "2024-05-06/2024-05-08"]]


def test_content_in_two_pieces_is_a_list_and_a_repeated_piece_counts_its_place(scene: Scene) -> None:
    said = statement(scene, [scene.span(1, "kami siap"), scene.span(1, "siap", 3)])
    row = scene.annotation(statements=[said])["sentences"][0]["statements"][0]
    assert row == {"speaker": None, "content": ["kami siap", "siap#3"], "form": "indirect"}


def test_content_that_runs_on_is_a_statement_in_each_sentence_and_the_cue_stays_in_its_own(scene: Scene) -> None:
    start, end = scene.span(1, "siap, siap.").start, scene.sentences[2].end
    said = statement(
        scene,
        [scene.cut(start, end)],
        speaker=Argument("tani", "m", 0.9),
        cue=scene.span(1, "menjawab"),
    )
    rows = scene.annotation(
        entities=[entity("tani")], mentions=[mention("m", scene.span(1, "serikat tani"), "tani")], statements=[said]
    )["sentences"]
    assert rows[0]["statements"][0] == {
        "speaker": "serikat tani",
        "cue": "menjawab",
        "content": "siap, siap.",
        "form": "indirect",
    }
    assert rows[1]["statements"] == [{"speaker": "@e1", "content": "Aksi #2 ditunda.", "form": "indirect"}]


def test_an_item_told_twice_is_written_once(scene: Scene) -> None:
    asked = event(scene, scene.span(0, "meminta"))
    said = statement(scene, [scene.span(1, "kami siap")])
    rows = scene.annotation(events=[asked, asked], statements=[said, said])["sentences"]
    assert [len(rows[0]["events"]), len(rows[1]["statements"])] == [1, 1]


def test_origins_and_contexts_are_named_once(scene: Scene) -> None:
    origin = Origin("Kabar Timur", scene.span(2, "Aksi"))
    scene.article = msgspec.structs.replace(scene.article, origins=[origin, origin])
    written = scene.annotation(contexts=["military", "military", "diplomatic"])
    assert (written["origin"], written["contexts"]) == (["Kabar Timur"], ["military", "diplomatic"])


# ── the checker that the annotation comes with ──


@pytest.fixture
def checker() -> ModuleType:
    path = Path(__file__).parents[2] / "shared" / "annotation" / "check.py"
    if not path.exists():
        pytest.skip("the annotated articles are not beside this checkout")
    spec = importlib.util.spec_from_file_location("annotation_check", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@given(data=st.data())
def _any_record(data: st.DataObject, checker: ModuleType) -> None:
    scene = scene_of(Document("en-9002", data.draw(st.lists(st.text("ab#1@", max_size=9), min_size=1, max_size=4))))
    size = len(scene.article.text)
    spans = st.tuples(st.integers(0, size), st.integers(0, size)).map(lambda ends: scene.cut(min(ends), max(ends)))
    mentions = [
        mention(f"m{n}", span, who)
        for n, (span, who) in enumerate(data.draw(st.lists(st.tuples(spans, st.sampled_from("xyz")), max_size=6)))
    ]
    slots = st.builds(Argument, st.sampled_from("xyz"), st.sampled_from(["m0", "m1", "m2", "gone"]), st.just(0.5))
    said = statement(
        scene,
        data.draw(st.lists(spans, max_size=3)),
        speaker=data.draw(st.none() | slots),
        addressee=data.draw(st.none() | slots),
        cue=data.draw(st.none() | spans),
    )
    done = event(scene, data.draw(spans), actors=data.draw(st.lists(slots, max_size=3)), time="t", place="p")
    written = scene.annotation(
        entities=[entity("x"), entity("y")],
        mentions=mentions,
        times=[Time("t", data.draw(spans), "DATE", "by hand", 0.9)],
        places=[Place("p", data.draw(spans), "by hand", 0.9)],
        statements=[said],
        events=[done],
    )
    assert list(checker.faults(written, msgspec.to_builtins(scene.document))) == []


def test_whatever_the_record_holds_passes_the_checker(checker: ModuleType) -> None:
    _any_record(checker=checker)
