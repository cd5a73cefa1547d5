"""The matrices of a reading are summed by one thread, however many readings there are at the same time."""

import multiprocessing
import os
from contextlib import ExitStack
from threading import Event, Thread

import pytest
from threadpoolctl import ThreadpoolController

from lansir.encoder.threads import one_thread

PATIENCE = 20.0


@pytest.fixture
def pools() -> ThreadpoolController:
    return ThreadpoolController()


def threads(pools: ThreadpoolController) -> set[int]:
    return {pool["num_threads"] for pool in pools.info() if pool["user_api"] == "blas"}


def test_inside_there_is_one_and_outside_there_are_as_many_as_before(pools: ThreadpoolController) -> None:
    before = threads(pools)
    with one_thread():
        assert threads(pools) == {1}
        with one_thread():
            assert threads(pools) == {1}
        assert threads(pools) == {1}
    assert threads(pools) == before


def test_one_that_leaves_gives_nothing_back_while_another_is_inside(pools: ThreadpoolController) -> None:
    before, second_in, first_out = threads(pools), Event(), Event()
    seen: list[set[int]] = []

    def second() -> None:
        with one_thread():
            second_in.set()
            assert first_out.wait(PATIENCE)
            seen.append(threads(pools))

    other = Thread(target=second)
    with ExitStack() as first:
        first.enter_context(one_thread())
        other.start()
        assert second_in.wait(PATIENCE)
    first_out.set()
    other.join(PATIENCE)
    assert seen == [{1}]
    assert threads(pools) == before


def test_an_error_inside_gives_the_threads_back(pools: ThreadpoolController) -> None:
    before = threads(pools)
    with pytest.raises(ValueError, match="wrong"), one_thread():
        raise ValueError("wrong")
    assert threads(pools) == before


@pytest.mark.skipif(not hasattr(os, "fork"), reason="no fork here")
def test_a_forked_process_has_it_too(pools: ThreadpoolController) -> None:
    with one_thread():
        assert threads(pools) == {1}
    process = multiprocessing.get_context("fork").Process(target=_enter)
    process.start()
    process.join(PATIENCE)
    assert process.exitcode == 0


def _enter() -> None:
    with one_thread():
        pass
