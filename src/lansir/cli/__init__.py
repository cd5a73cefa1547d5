"""The command line: one file a command, each a thin wrapper of a plain function; `main` is the entry."""

import os
import sys

from lansir.errors import LansirError

__all__ = ["main"]


def main() -> int:
    """Run `lansir` with the arguments of the process and return its exit code.

    What the user can mend is told in one line on stderr with exit code 2; Ctrl-C ends with 130; a reader of the output
    that goes away (`lansir read ... | head`) ends it quietly.
    """
    from lansir.cli.app import app  # noqa: PLC0415  # an interrupt while it loads is caught below
    from lansir.words.terminal import complain  # noqa: PLC0415

    try:
        app(prog_name="lansir")
    except LansirError as error:
        complain(str(error))
        return 2
    except BrokenPipeError:
        return 1
    except OSError as error:
        complain(f"{error.filename or 'input or output'}: {error.strerror or error}")
        return 2
    except KeyboardInterrupt:
        return 130
    finally:
        _flush_quietly()
    return 0


def _flush_quietly() -> None:
    """Flush now: at the interpreter's end a closed pipe would still print a complaint."""
    try:
        sys.stdout.flush()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
