"""How a process of ours ended, told to whoever waited for it."""

__all__ = ["how_it_ended"]


def how_it_ended(status: int | None) -> str:
    """`signal 9` or `exit code 1`: the exit code of a process as `multiprocessing` has it, less than 0 for a signal."""
    return f"signal {-status}" if status is not None and status < 0 else f"exit code {status}"
