"""A person is forgotten: no copy of the name is left, what stays is sound, and it is proven."""

import hashlib
from pathlib import Path

import msgspec
import pytest

from lansir.errors import InputError, StoreFull
from lansir.forget import Report, forget_person, plan_person
from lansir.forget import files as files_module
from lansir.forget.erasing import Erased, erase_person
from lansir.forget.proof import proven_person
from lansir.keys import id_of, key_of
from lansir.review.decisions import decide
from lansir.store import Page, Store
from lansir.store.check import check_store
from tests.forget.conftest import every_byte
from tests.story.handmade import Act, Made, made

WHO, WORD = "Dario Velmont", b"velmont"
NAMES = (WHO, "Velmont", "Valmora Dario Velmont")


def rows(store: Store, query: str) -> list[tuple[object, ...]]:
    return [tuple(row) for row in store.connection.execute(query)]


def forgotten(store: Store, *names: str, articles: bool = False) -> Report:
    return forget_person(store, plan_person(store, *names), articles=articles)


def test_no_byte_of_the_name_is_left_in_any_file(store: Store, path: Path) -> None:
    assert WORD in every_byte(path)
    report = forgotten(store, *NAMES)
    assert report.proven
    assert WORD not in every_byte(path)
    assert report.digest_before != report.digest_after == hashlib.sha256(path.read_bytes()).hexdigest()


def test_the_articles_stay_sound_and_everything_else_in_them_stays(store: Store) -> None:
    plan = plan_person(store, *NAMES)
    before = {article: store.record(id_of("ar", article)) for article in plan.articles}
    report = forget_person(store, plan)
    assert list(check_store(store)) == []
    assert report.erased.articles == len(before) > 5
    for article, old in before.items():
        new = store.record(id_of("ar", article))
        gone = {id_of("en", entity) for entity in plan.entities.get(article, ())}
        assert {entity.id for entity in new.entities} == {entity.id for entity in old.entities} - gone
        assert len(new.article.text) == len(old.article.text)
        assert [block.span.start for block in new.article.blocks] == [block.span.start for block in old.article.blocks]
        assert {event.id for event in new.events} <= {event.id for event in old.events}


def test_what_the_person_said_and_did_and_what_was_done_to_them_goes(store: Store) -> None:
    plan = plan_person(store, WHO)
    gone = {id_of("en", entity) for entities in plan.entities.values() for entity in entities}
    records = [store.record(id_of("ar", article)) for article in plan.articles]
    said = {one.id for record in records for one in record.statements if one.speaker and one.speaker.entity in gone}
    told = {one.id for record in records for one in record.events for by in (one.reported_by,) if by in said}
    acted = {
        one.id
        for record in records
        for one in record.events
        if {who.entity for who in (*one.actors, *one.recipients)} & gone
    }
    report = forget_person(store, plan)
    left = [store.record(id_of("ar", article)) for article in plan.articles]
    assert said and told and acted
    assert report.erased.statements >= len(said)
    assert report.erased.events >= len(told | acted)
    assert not {one.id for record in left for one in record.statements} & said
    assert not {one.id for record in left for one in record.events} & (told | acted)
    assert not [one for record in left for one in record.statements if one.addressee and one.addressee.entity in gone]


def test_nothing_is_found_any_more_by_the_words(store: Store) -> None:
    forgotten(store, *NAMES)
    assert rows(store, "SELECT rowid FROM article_text WHERE article_text MATCH 'velmont'") == []
    assert rows(store, "SELECT key FROM actor WHERE key LIKE '%velmont%'") == []
    assert rows(store, "SELECT rowid FROM article_text WHERE article_text MATCH 'lumar'") != []


def test_a_plan_changes_nothing(store: Store, path: Path) -> None:
    before = path.read_bytes()
    plan = plan_person(store, WHO)
    assert plan.excerpts
    assert all(WHO in excerpt for excerpt in plan.excerpts)
    assert {"Velmont", "Valmora Dario Velmont"} <= set(plan.person.like)
    assert path.read_bytes() == before


def test_with_articles_whole_articles_go(store: Store, path: Path) -> None:
    plan = plan_person(store, *NAMES)
    before = len(store)
    report = forget_person(store, plan, articles=True)
    assert report.proven
    assert WORD not in every_byte(path)
    assert len(store) == before - len(plan.articles)
    assert list(check_store(store)) == []


def test_decisions_on_what_goes_go_with_their_notes(store: Store, path: Path) -> None:
    plan = plan_person(store, *NAMES)
    said = rows(
        store,
        f"SELECT id FROM statement WHERE speaker IN ({','.join(str(e) for es in plan.entities.values() for e in es)})",
    )
    decide(
        store, id_of("st", key_of(id_of("st", int(str(said[0][0]))))), "confirmed", "Ani", note="asked Velmont himself"
    )
    other = rows(store, f"SELECT id FROM event WHERE article NOT IN ({','.join(map(str, plan.articles))})")[0][0]
    decide(store, id_of("ev", int(str(other))), "rejected", "Ani", note="Dario Velmont says no")
    report = forget_person(store, plan_person(store, *NAMES))
    assert report.erased.decisions == 1
    (note,) = rows(store, "SELECT note FROM review")[0]
    assert str(note).endswith(" says no")
    assert WORD not in every_byte(path)
    assert list(check_store(store)) == []


def test_notes_of_ingests_and_addresses_with_the_name_go(store: Store, path: Path) -> None:
    slug = "https://kabarnusa.example/dunia/dario-velmont-pidato"
    record, vectors = made(Made("Pidato", url=slug, paragraphs=("Presiden berpidato lama sekali di depan istana.",)))
    page = Page(b"<html><a href='/x'>Dario Velmont</a> \x3cp>Presiden</p>", "text/html")
    store.add(record, page, vectors)
    at = "2031-03-05T00:00:00+00:00"
    with store.writing():
        store.connection.execute("INSERT INTO item VALUES (?, NULL, ?, NULL, ?)", (slug, key_of(record.article.id), at))
        store.connection.execute("INSERT INTO address VALUES (?, NULL, NULL, NULL, ?)", (slug, at))
        values = ("x", "fetch", "FetchError", "dario-velmont: no answer", "{}", at)
        store.connection.execute("INSERT INTO failure VALUES (?, ?, ?, ?, ?, 1, NULL, ?)", values)
        run = (at, '["https://kabarnusa.example/cari?q=Dario%20Velmont"]', "test")
        store.connection.execute("INSERT INTO run(started, sources, lansir) VALUES (?, ?, ?)", run)
    report = forgotten(store, *NAMES)
    assert report.proven
    assert report.erased.notes == 3
    assert WORD not in every_byte(path)
    assert store.page(record.article.id) is None
    assert (store.record(record.article.id).article.url or "").startswith("https://kabarnusa.example/#")
    assert not store.add(
        msgspec.structs.replace(record, article=msgspec.structs.replace(record.article, id="ar-" + "0" * 16))
    )


def test_a_name_that_another_has_too_is_blanked_only_where_the_person_is(store: Store) -> None:
    first, _ = made(Made("Satu", names=("Lira Damsa",), paragraphs=("Lira Damsa menang.",)))
    store.add(first)
    other, _ = made(Made("Dua", names=("Lira Damsa",), paragraphs=("Lira Damsa kalah.",)))
    entity = msgspec.structs.replace(other.entities[0], type="ORG")
    store.add(msgspec.structs.replace(other, entities=[entity]))
    plan = plan_person(store, "name/PER/lira damsa")
    assert plan.person.shared.given == {"Lira Damsa"}
    report = forget_person(store, plan)
    assert report.shared == 1
    assert "Lira" not in store.record(first.article.id).article.text
    assert "Lira Damsa kalah." in store.record(other.article.id).article.text


def test_somebody_of_the_actor_table_is_forgotten_under_every_name(store: Store) -> None:
    text = (
        "Joe Biden spoke. Mr Biden left. Joseph R. Biden Jr. came back; President Biden stayed. Hunter Biden did not."
    )
    record, _ = made(Made("Visit", names=("Joe Biden",), paragraphs=(text,)))
    known = msgspec.structs.replace(record.entities[0], knowledge_id="person/joe-biden")
    store.add(msgspec.structs.replace(record, entities=[known]))
    by_key, by_name = (plan_person(store, asked).person for asked in ("person/joe-biden", "Joe Biden"))
    assert by_key.actors == by_name.actors
    assert "Joe Biden" in by_key.names.given
    assert "Biden" not in by_key.names.given
    report = forgotten(store, "person/joe-biden")
    assert report.proven
    assert "Biden" not in store.record(record.article.id).article.text
    assert "Hunter" in store.record(record.article.id).article.text


def test_a_part_of_the_name_stays_where_it_is_somebody_elses(store: Store) -> None:
    text = "Bram Sutarja datang. Sutarja pergi. Nyai Sutarja menunggu."
    record, _ = made(Made("Tamu", names=("Bram Sutarja", "Nyai Sutarja"), paragraphs=(text,)))
    alone, _ = made(Made("Tamu lagi", names=("Bram Sutarja",), paragraphs=("Bram Sutarja datang. Kata Sutarja, ya.",)))
    store.add(record)
    store.add(alone)
    forgotten(store, "Bram Sutarja")
    assert "Nyai Sutarja menunggu." in store.record(record.article.id).article.text
    assert "Bram" not in store.record(record.article.id).article.text
    assert "Sutarja" not in store.record(alone.article.id).article.text


def test_longer_names_with_the_same_letters_stay_and_do_not_spoil_the_proof(store: Store) -> None:
    record, _ = made(Made("Rapat", names=("Sari Wijaya",), paragraphs=("Sari Wijaya bertemu Sari Wijayanto.",)))
    store.add(record)
    report = forgotten(store, "Sari Wijaya")
    assert report.proven
    assert report.other_words == 1
    assert "Sari Wijayanto" in store.record(record.article.id).article.text


def test_a_report_holds_no_name(store: Store) -> None:
    report = forgotten(store, *NAMES)
    assert WORD not in msgspec.json.encode(report).lower()
    assert hashlib.sha256(b"dario velmont").hexdigest() in report.sought


def test_the_proof_finds_what_is_left(store: Store, path: Path) -> None:
    plan = plan_person(store, *NAMES)
    untouched = proven_person(store, plan, erased=Erased(), states=0, before="", emptied=True)
    assert not untouched.proven
    assert untouched.found > 10
    assert next(file for file in untouched.files if file.name == path.name).found > 10


def test_the_proof_finds_what_is_left_in_freed_pages_alone(store: Store, path: Path) -> None:
    plan = plan_person(store, *NAMES)
    store.connection.execute("PRAGMA secure_delete = OFF")
    erase_person(store, plan)
    store.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    report = proven_person(store, plan, erased=Erased(), states=0, before="", emptied=True)
    assert report.found == 0
    assert sum(file.found for file in report.files) > 0
    assert not report.proven


def test_a_store_without_the_name_is_proven_to_be_so(store: Store) -> None:
    report = forgotten(store, "Lira Damsa")
    assert report.proven
    assert report.erased.articles == 0
    assert report.searched_texts > 1000
    assert report.searched_pages == 25


def test_the_proof_fails_while_another_program_reads_the_old_store(
    store: Store, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store.connection.execute("PRAGMA busy_timeout = 50")
    with Store(path) as reader:
        reader.connection.execute("BEGIN")
        reader.connection.execute("SELECT count(*) FROM article").fetchone()
        report = forgotten(store, *NAMES)
        assert not report.log_emptied
        assert not report.proven
        assert WORD in every_byte(path)
        reader.connection.execute("COMMIT")
    again = forgotten(store, *NAMES)
    assert again.proven
    assert WORD not in every_byte(path)


def test_a_fault_in_between_changes_nothing(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    before = {identity: store.record(identity) for identity in store.articles()}
    monkeypatch.setattr("lansir.forget.erasing._settle", lambda store: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        forgotten(store, *NAMES)
    assert {identity: store.record(identity) for identity in store.articles()} == before


def test_without_room_nothing_is_begun(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files_module, "free_bytes", lambda path: 1)
    before = len(plan_person(store, WHO).articles)
    with pytest.raises(StoreFull, match="free some"):
        forgotten(store, WHO)
    assert len(plan_person(store, WHO).articles) == before


@pytest.mark.parametrize("asked", ["", "?!", "person/nobody", "en-0000000000000001", "en-zzz"])
def test_what_is_no_name_and_no_key_is_refused(store: Store, asked: str) -> None:
    with pytest.raises(InputError):
        plan_person(store, asked)


def test_the_words_of_an_act_stay_but_whose_it_was_does_not(store: Store) -> None:
    act = Act("Tentara menembaki kapal itu, kata Bram Sutarja.", "menembaki", said_by="Bram Sutarja")
    record, vectors = made(Made("Kapal", names=("Bram Sutarja",), acts=(act,)))
    store.add(record, vectors=vectors)
    forgotten(store, "Bram Sutarja")
    left = store.record(record.article.id)
    assert (left.statements, left.events, left.entities) == ([], [], [])
    assert "Tentara menembaki kapal itu, kata ████████████." in left.article.text
