"""A Ray cluster to work on: one that is connected, one at an address, or one that is started on this machine."""

import logging
import os
import re
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from secrets import token_hex
from typing import Any

from lansir.errors import LansirError
from lansir.ingest.workers import default_workers
from lansir.scale.extras import needed

__all__ = ["WHAT", "cluster", "gave_up", "loaded"]

WHAT = "--engine ray"
REACHED_SECONDS = 10.0
OWN = re.compile(r"^lansir\.errors\.\w+: (.+)$", re.MULTILINE)
"""An error of ours in the text of one of Ray's: it comes from another machine, as text alone."""
LONGEST = 300
"""Characters of an error of Ray that are told."""


def loaded(address: str | None) -> Any:  # noqa: ANN401  # the module
    """Ray's module; InputError where it is missing.

    A cluster that Lansir starts itself tells nobody of its use, and nobody else can use it: that is settled before Ray
    is loaded.
    """
    os.environ.setdefault("RAY_USAGE_STATS_ENABLED", "0")
    if address is None and "RAY_AUTH_MODE" not in os.environ:
        os.environ["RAY_AUTH_MODE"] = "token"
        os.environ.setdefault("RAY_AUTH_TOKEN", token_hex(32))
    ray = needed("ray", WHAT)
    needed("ray.data", WHAT)
    return ray


@contextmanager
def cluster(ray: Any, address: str | None) -> Iterator[int]:  # noqa: ANN401  # the module
    """Be connected to a cluster; gives its cores. LansirError where there is none, or none can be started."""
    for name in ("ray", "ray.data"):
        logging.getLogger(name).setLevel(logging.CRITICAL)
    own = not ray.is_initialized()
    if own:
        _connect(ray, address)
    try:
        yield max(1, int(ray.cluster_resources().get("CPU", 1)))
    finally:
        if own:
            ray.shutdown()


def gave_up(error: Exception) -> LansirError:
    """The error of a run that Ray gave up, in one line: that of Lansir where its text holds one."""
    own = OWN.search(str(error))
    if own:
        return LansirError(own[1][:LONGEST])
    told = f"Ray gave up ({_last_line(error)}); what was written is kept: the same command goes on from there"
    return LansirError(told)


def _connect(ray: Any, address: str | None) -> None:  # noqa: ANN401
    quiet = {"log_to_driver": False, "logging_level": logging.ERROR}
    if address is None:
        try:
            ray.init(num_cpus=default_workers(), include_dashboard=False, **quiet)
        except Exception as error:  # Ray raises bare ones where a cluster does not come up
            told = f"Ray cannot be started here ({_last_line(error)}); is the machine too busy, or its memory short?"
            raise LansirError(told) from None
        return
    try:
        _reach(address)
        ray.init(address=address, **quiet)
    except Exception as error:
        told = f"--address {address}: no Ray cluster there that lets us in ({_last_line(error)}); look at `ray status`"
        raise LansirError(told) from None


def _reach(address: str) -> None:
    """OSError where nobody answers at an address of host and port: Ray itself would try for many minutes."""
    host, _, port = address.removeprefix("ray://").rpartition(":")
    if host and port.isascii() and port.isdigit():
        socket.create_connection((host, int(port)), timeout=REACHED_SECONDS).close()


def _last_line(error: BaseException) -> str:
    """The last line of an error that says something."""
    lines = [line.strip() for line in str(error).splitlines() if line.strip()]
    return lines[-1][:LONGEST] if lines else type(error).__name__
