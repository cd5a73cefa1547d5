"""Running a system in a process of its own."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import msgspec

from bench.peers.catalogue import System
from bench.peers.exchange import Reply, Task
from lansir.errors import InputError

__all__ = ["PEERS_PYTHON", "Run", "run"]

ROOT = Path(__file__).parents[2]
PEERS_PYTHON = "PEERS_PYTHON"
"""Names the interpreter of the environment with the outside systems; where it is not set, this one is taken."""
LIMIT = 1800
Run = Callable[[System, Task], Reply]


def run(system: System, task: Task) -> Reply:
    """What the system answers; InputError where its process fails or takes longer than half an hour."""
    python = os.environ.get(PEERS_PYTHON, sys.executable) if system.outside else sys.executable
    command = [python, "-m", "bench.peers.worker", system.module]
    try:
        done = subprocess.run(
            command, input=msgspec.json.encode(task), capture_output=True, check=False, cwd=ROOT, timeout=LIMIT
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise InputError(f"{system.name}: {error}; {PEERS_PYTHON} should name the peers' interpreter") from None
    if done.returncode:
        last = done.stderr.decode(errors="replace").strip().splitlines()[-1:] or ["it said nothing"]
        raise InputError(f"{system.name}: its process failed ({last[0]})")
    return msgspec.json.decode(done.stdout, type=Reply)
