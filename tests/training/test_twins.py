"""What ships in numpy computes what was trained in torch."""

import numpy as np
import pytest

torch = pytest.importorskip("torch", reason="training needs torch; the package does not")
pytest.importorskip("transformers")

WIDTH = 48
SPOTS = [(0, 2), (3, 4), (5, 9), (12, 14)]
SENTENCE = [0] * 10 + [1] * 10


@pytest.fixture(scope="module")
def twins():  # type: ignore[no-untyped-def]  # noqa: ANN201
    from lansir.encoder.heads import ROLES, Heads
    from training.labels import labels
    from training.network import Heads as Trained

    torch.manual_seed(7)
    trained = Trained(labels(), WIDTH).eval()
    for fresh in (trained.interplay.out, trained.interplay.narrow, *(trained.links[role].between for role in ROLES)):
        torch.nn.init.normal_(fresh.weight, std=0.1)  # they begin with nothing, of which all say the same
    weights = {name: value.numpy() for name, value in trained.state_dict().items()}
    return trained, Heads(weights, len(labels().layers))


def states() -> "np.ndarray[tuple[int, ...], np.dtype[np.float32]]":
    return np.random.default_rng(3).normal(size=(20, WIDTH)).astype(np.float32)


def test_emissions(twins) -> None:  # type: ignore[no-untyped-def]  # noqa: ANN001
    trained, shipped = twins
    assert np.allclose(trained.emit(torch.tensor(states())).detach().numpy(), shipped.emissions(states()), atol=1e-4)


def test_spans_and_links(twins) -> None:  # type: ignore[no-untyped-def]  # noqa: ANN001
    trained, shipped = twins
    slow = trained.spans["mention"](torch.tensor(states()), SPOTS)
    fast = shipped.spans("mention", states(), SPOTS)
    assert np.allclose(slow.detach().numpy(), fast, atol=1e-4)
    one = trained.link("time", slow, slow, (SPOTS, SPOTS, SENTENCE)).detach().numpy()
    assert np.allclose(one, shipped.link("time", fast, fast, (SPOTS, SPOTS), SENTENCE), atol=1e-4)


def test_roles(twins) -> None:  # type: ignore[no-untyped-def]  # noqa: ANN001
    trained, shipped = twins
    acts = [(2, 3), (9, 10), (15, 17)]
    slow = [
        (trained.spans[kind](torch.tensor(states()), spots), spots)
        for kind, spots in (("trigger", acts), ("mention", SPOTS))
    ]
    fast = [(shipped.spans(kind, states(), spots), spots) for kind, spots in (("trigger", acts), ("mention", SPOTS))]
    one, other = trained.roles(torch.tensor(states()), *slow, SENTENCE), shipped.roles(states(), *fast, SENTENCE)
    assert one.keys() == other.keys()
    for name, scores in one.items():
        assert np.allclose(scores.detach().numpy(), other[name], atol=1e-4)
        assert scores.std() > 0.01


def test_the_crf_scores_its_own_best_path_above_others(twins) -> None:  # type: ignore[no-untyped-def]  # noqa: ANN001
    trained, shipped = twins
    emissions = shipped.emissions(states())[:6]
    spans = shipped.chain.spans([emissions])[0]
    tags = torch.full((1, 6, len(spans)), 2)
    for layer, found in enumerate(spans):
        for span in found:
            tags[0, span.start, layer] = 0
            tags[0, span.start + 1 : span.end, layer] = 1
    mask = torch.ones((1, 6), dtype=torch.bool)

    def loss(path: "torch.Tensor") -> float:  # type: ignore[name-defined]
        return float(trained.crf.loss(torch.tensor(emissions)[None], path, mask).detach())

    worse = tags.clone()
    worse[0, 0, 0] = 2 if worse[0, 0, 0] == 0 else 0
    worse[0, 1, 0] = 2
    assert loss(tags) <= loss(worse)
