"""onnxruntime, without what it would tell its makers.

From 1.29 its builds for Linux, macOS and Windows keep an identifier of the device in the user's cache and send what is
run to a server, unless they are told not to before they are loaded (its Privacy.md). Whoever runs a model has to import
it from here.
"""

import os

os.environ["ORT_DISABLE_TELEMETRY"] = "1"

import onnxruntime  # it reads the environment as it is loaded

onnxruntime.disable_telemetry_events()  # older builds for Windows know this alone

__all__ = ["onnxruntime"]
