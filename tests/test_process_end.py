"""How a process ended, in the words of a message."""

import pytest

from lansir.process_end import how_it_ended


@pytest.mark.parametrize(("status", "told"), [(-9, "signal 9"), (0, "exit code 0"), (3, "exit code 3")])
def test_a_signal_is_told_from_an_exit_code(status: int, told: str) -> None:
    assert how_it_ended(status) == told
