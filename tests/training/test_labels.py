"""The model's labels are those of the record, the codebook and the annotation."""

from typing import get_args

from lansir.codebook import codebook
from lansir.record import EntityType, EventType, Status
from training.labels import labels


def test_types_and_statuses_are_the_record_s() -> None:
    known = labels()
    assert set(known.entity_types) == set(get_args(EntityType))
    assert set(known.event_types) == {*get_args(EventType), "NONE"}
    assert set(known.statuses) == set(get_args(Status))


def test_every_mode_is_the_codebook_s() -> None:
    book = codebook()
    assert all(book.is_mode(kind, mode) for kind in get_args(EventType) for mode in labels().modes.get(kind, []))


def test_modes_are_named_with_their_type() -> None:
    names = labels().mode_names()
    assert len(names) == len(set(names))
    assert {"CONSULT/", "CONSULT/phone", "AGREE/"} <= set(names)
