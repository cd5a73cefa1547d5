"""What is exported of several runs is the mean of their weights."""

import pytest

torch = pytest.importorskip("torch", reason="training needs torch; the package does not")
pytest.importorskip("transformers")


def run(*weights: float, places: int = 4) -> "dict[str, torch.Tensor]":  # type: ignore[name-defined]
    return {"dense.weight": torch.tensor(weights), "place_ids": torch.arange(places)}


def test_the_mean_of_three_runs_is_that_of_each_weight() -> None:
    from training.export import mean_weights

    mean = mean_weights([run(1.0, 2.0), run(3.0, 2.0), run(5.0, -1.0)])
    assert mean["dense.weight"].tolist() == [3.0, 1.0]


def test_what_is_no_weight_is_kept_as_it_is() -> None:
    from training.export import mean_weights

    mean = mean_weights([run(1.0), run(2.0)])
    assert mean["place_ids"].tolist() == [0, 1, 2, 3]


def test_one_run_alone_is_itself() -> None:
    from training.export import mean_weights

    assert mean_weights([run(1.5, 2.5)])["dense.weight"].tolist() == [1.5, 2.5]


@pytest.mark.parametrize("other", [run(1.0), run(1.0, 2.0, places=3), {"dense.weight": torch.tensor([1.0, 2.0])}])
def test_runs_of_other_shapes_are_refused(other: "dict[str, torch.Tensor]") -> None:  # type: ignore[name-defined]
    from training.export import mean_weights

    with pytest.raises(ValueError, match="not the same weights"):
        mean_weights([run(1.0, 2.0), other])
