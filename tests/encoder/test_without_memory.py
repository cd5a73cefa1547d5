"""A model that is given no memory says so as everything else does, so that its page is told from a fault of Lansir."""

import multiprocessing
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from lansir.encoder.model import _states_of, load_model
from lansir.encoder.runtime import onnxruntime
from lansir.ingest.items import Content
from lansir.ingest.reading import OUT_OF_MEMORY, Failed, read_content
from lansir.memory_limit import can_limit, limit_memory
from lansir.record import Article, Record
from lansir.vectors import Vectors
from tests.ingest.press import page

BINDING = onnxruntime.capi.onnxruntime_pybind11_state
Fail, InvalidArgument, RuntimeException = BINDING.Fail, BINDING.InvalidArgument, BINDING.RuntimeException
NO_MEMORY = [
    Fail(
        "[ONNXRuntimeError] : 1 : FAIL : Non-zero status code returned while running Gelu node. Name:'Gelu' Status "
        "Message: bfc_arena.cc:360 Failed to allocate memory for requested buffer of size 3145728\n"
    ),
    Fail("[ONNXRuntimeError] : 1 : FAIL : std::bad_alloc"),
    RuntimeException("[ONNXRuntimeError] : 6 : RUNTIME_EXCEPTION : std::bad_alloc"),
    RuntimeException("[ONNXRuntimeError] : 6 : RUNTIME_EXCEPTION : bad allocation"),
    MemoryError(),
]
ELSE = [
    Fail("[ONNXRuntimeError] : 1 : FAIL : Non-zero status code returned while running Gather node"),
    InvalidArgument("[ONNXRuntimeError] : 2 : INVALID_ARGUMENT : invalid expand shape"),
]


class Session:
    """Runs what it is given."""

    def __init__(self, run: Callable[[], Any]) -> None:
        self._run = run

    def get_inputs(self) -> list[SimpleNamespace]:
        return [SimpleNamespace(name="ids")]

    def run(self, _outputs: None, given: dict[str, Any]) -> Any:  # noqa: ANN401
        assert given["ids"].tolist() == [[1, 2]]
        return self._run()


def raising(error: Exception) -> Session:
    def run() -> None:
        raise error

    return Session(run)


@pytest.mark.parametrize("error", NO_MEMORY, ids=str)
def test_no_memory_is_a_memory_error_however_it_is_told(error: Exception) -> None:
    with pytest.raises(MemoryError):
        _states_of(raising(error))([1, 2])


@pytest.mark.parametrize("error", ELSE, ids=str)
def test_what_else_goes_wrong_stays_what_it_is(error: Exception) -> None:
    with pytest.raises(type(error)) as raised:
        _states_of(raising(error))([1, 2])
    assert raised.value is error


def test_states_are_those_of_the_window() -> None:
    states = _states_of(Session(lambda: [np.ones((1, 2, 3), np.float32)]))([1, 2])
    assert states.shape == (2, 3)


@pytest.mark.parametrize(("error", "told"), [(NO_MEMORY[1], OUT_OF_MEMORY), (ELSE[0], "Fail")])
def test_a_page_without_memory_is_told_from_a_fault(error: Exception, told: str) -> None:
    def read(article: Article) -> tuple[Record, Vectors]:
        _states_of(raising(error))([1, 2])
        return Record(article, "0", "fake"), Vectors()

    outcome = read_content(Content(page()), read)
    assert isinstance(outcome, Failed)
    assert (outcome.stage, outcome.error) == ("read", told)


@pytest.mark.slow
@pytest.mark.skipif(not can_limit(), reason="this system holds no process to so much memory")
def test_the_model_itself_says_so_where_a_process_has_used_up_its_memory(
    capfd: pytest.CaptureFixture[str],
) -> None:
    process = multiprocessing.get_context("spawn").Process(target=_read_without_memory)
    process.start()
    process.join()
    assert (process.exitcode, capfd.readouterr().err) == (0, "")


def _read_without_memory() -> None:
    """Ends without an error where the model raises MemoryError."""
    states = load_model(threads=1).states
    limit_memory(0)
    held = []
    with pytest.raises(MemoryError):
        while True:
            held.append(bytearray(1 << 18))
    with pytest.raises(MemoryError):
        states([5] * 480)
