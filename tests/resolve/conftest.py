"""A model card as small as the assembly needs, and the assembly itself."""

from collections.abc import Callable

import pytest

from lansir.encoder.model import FORMAT, ModelCard
from lansir.record import Record
from lansir.resolve.assembly import assemble
from tests.resolve.found import Finder

CARD = ModelCard(FORMAT, "test", [], [], [], [], [], [], [], {"context": 0.5})


@pytest.fixture
def record_of() -> Callable[[Finder], Record]:
    """The record that a finder's findings become."""

    def assembled(finder: Finder) -> Record:
        return assemble(finder.article, finder.sentences, finder.reading, CARD, finder.language)

    return assembled
