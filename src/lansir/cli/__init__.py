"""The command line: one file a command, each a thin wrapper of a plain function; `main` is the entry."""

import os
import sys

from lansir.errors import LansirError

__all__ = ["main"]


def main() -> int:
    """Run `lansir` with the arguments of the process and return its exit code.

    What the user can mend is told in one line on stderr with exit code 2, as is a fault of Lansir itself, unless
    LANSIR_DEBUG is set; Ctrl-C ends with 130; a reader of the output that goes away (`lansir read ... | head`) ends it
    quietly.
    """
    try:
        from lansir.cli.app import app  # noqa: PLC0415  # an interrupt while it loads is caught below

        ended = app(prog_name="lansir", standalone_mode=False)
    except KeyboardInterrupt:
        return 130
    except Exception as error:
        return _tell(error)
    finally:
        _flush_quietly()
    return ended if isinstance(ended, int) else 0


def _tell(error: Exception) -> int:
    """Say what is wrong in one line; the exit code that says the same."""
    from lansir.cli.usage import UsageError, tell_usage  # noqa: PLC0415
    from lansir.words.terminal import complain  # noqa: PLC0415

    if isinstance(error, BrokenPipeError):
        return 1
    if isinstance(error, UsageError):
        return tell_usage(error)
    if isinstance(error, LansirError):
        complain(str(error))
    elif isinstance(error, OSError):
        complain(f"{error.filename or 'input or output'}: {error.strerror or error}")
    elif os.environ.get("LANSIR_DEBUG"):
        raise error
    else:
        fault = f"{type(error).__name__}: {error}"
        complain(f"a fault of Lansir ({fault}); LANSIR_DEBUG=1 shows where, please report it")
    return 2


def _flush_quietly() -> None:
    """Flush now: at the interpreter's end a closed pipe would still print a complaint."""
    try:
        sys.stdout.flush()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
