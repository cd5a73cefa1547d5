"""Which of the model's spans are times of a passage."""

from collections.abc import Callable

from lansir.encoder.reading import FoundLink
from lansir.record import Record
from tests.resolve.found import Finder


def test_a_stop_that_the_model_takes_for_a_time_is_none(record_of: Callable[[Finder], Record]) -> None:
    page = Finder("Semua partai ingin maju dalam Pemilu 2019.", "Rapat digelar kemarin.", language="id")
    page.reading.times += [page.span("."), page.span("kemarin", sentence=1)]
    page.trigger("Rapat", "CONSULT", sentence=1).time = FoundLink(1, 0.9)
    record = record_of(page)
    told = {time.id: time.span.text for time in record.times}
    assert "." not in told.values()
    assert told[record.events[0].time or ""] == "kemarin"
