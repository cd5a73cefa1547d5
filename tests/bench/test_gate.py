"""The reader does not get worse: floors on the documents that are held back from training."""

from pathlib import Path

import msgspec
import pytest

from bench.accuracy.results import Results, evaluate

ANNOTATED = Path(__file__).parents[2] / "shared" / "annotation"
MODEL = Path(__file__).parents[1] / "src" / "lansir" / "model" / "model.json"


class Bounds(msgspec.Struct, forbid_unknown_fields=True):
    """Measure -> value that it must not fall below, or rise above."""

    floors: dict[str, float]
    ceilings: dict[str, float]


def bounds() -> Bounds:
    return msgspec.yaml.decode(Path(__file__).with_name("quality_floors.yaml").read_bytes(), type=Bounds)


def test_every_bound_is_a_share() -> None:
    found = bounds()
    assert found.floors
    assert found.ceilings
    assert all(0 <= bound <= 1 for bound in [*found.floors.values(), *found.ceilings.values()])


@pytest.fixture(scope="module")
def results() -> Results:
    return evaluate(ANNOTATED)


@pytest.mark.model
@pytest.mark.skipif(not ANNOTATED.exists(), reason="the annotated articles are not beside this checkout")
@pytest.mark.skipif(not MODEL.exists(), reason="the model file is not there")
class TestTheReader:
    @pytest.mark.parametrize("measure", bounds().floors)
    def test_reaches_the_floor(self, measure: str, results: Results) -> None:
        assert results.measures[measure].value >= bounds().floors[measure]

    @pytest.mark.parametrize("measure", bounds().ceilings)
    def test_keeps_below_the_ceiling(self, measure: str, results: Results) -> None:
        assert results.measures[measure].value <= bounds().ceilings[measure]
