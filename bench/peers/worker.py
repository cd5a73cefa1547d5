"""One system answers: `python -m bench.peers.worker SYSTEM`, a Task in JSON on stdin, a Reply on stdout.

The process keeps to one thread and counts its own processor time, so that what else the machine does weighs little.
Preparing (loading, learning) is not counted, nor is a first answer that is thrown away.
"""

import os
import sys
import time
from importlib import import_module
from importlib.metadata import PackageNotFoundError, version

import msgspec

from bench.peers.exchange import Reply, Task

__all__ = ["main", "reply"]

THREADS = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")


def reply(system: str, task: Task) -> Reply:
    """What a system answers; what it needs and is not installed is told in `missing`."""
    try:
        answer = import_module(f"bench.peers.systems.{system}").prepare(task.settings, task.lessons)
    except (ModuleNotFoundError, OSError) as error:
        return Reply(missing=str(error).splitlines()[0])
    answer(task.asked[0])
    start = time.process_time()
    answers = [answer(asked) for asked in task.asked]
    return Reply(answers, time.process_time() - start, {name: _version(name) for name in task.packages})


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return "not installed"


def main() -> int:
    """Read the task, write the reply; whatever the system itself prints goes to stderr."""
    os.environ.update(dict.fromkeys(THREADS, "1"))  # before anything is imported that would start threads
    out, sys.stdout = sys.stdout.buffer, sys.stderr
    task = msgspec.json.decode(sys.stdin.buffer.read(), type=Task)
    out.write(msgspec.json.encode(reply(sys.argv[1], task)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
