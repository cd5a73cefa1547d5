"""onnxruntime, without what it would tell its makers.

From 1.29 its builds for Linux, macOS and Windows keep an identifier of the device in the user's cache and send what is
run to a server, unless they are told not to before they are loaded (its Privacy.md). Whoever runs a model has to import
it from here.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager

os.environ["ORT_DISABLE_TELEMETRY"] = "1"

import onnxruntime  # it reads the environment as it is loaded
from onnxruntime.capi.onnxruntime_pybind11_state import Fail, RuntimeException

onnxruntime.disable_telemetry_events()  # older builds for Windows know this alone

__all__ = ["memory_errors", "onnxruntime"]

WITHOUT_MEMORY = ("Failed to allocate memory", "bad_alloc", "bad allocation")
"""What its errors say where the system gave it no memory: its arena, and C++ of each compiler."""


@contextmanager
def memory_errors() -> Iterator[None]:
    """MemoryError where onnxruntime is given no memory, for which it has no error of its own; its others stay."""
    try:
        yield
    except (Fail, RuntimeException) as error:
        if any(words in str(error) for words in WITHOUT_MEMORY):
            raise MemoryError("the model is given no memory") from error
        raise
