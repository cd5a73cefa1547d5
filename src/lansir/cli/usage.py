"""A command, an option or a value that `lansir` does not take, told in one line."""

import re
from typing import Any

import typer

from lansir.words.terminal import complain

__all__ = ["UsageError", "tell_usage"]

UsageError: Any = typer.BadParameter.__bases__[0]
"""What Typer raises of a wrong call; it does not export the class itself."""


def tell_usage(error: Any) -> int:  # noqa: ANN401
    """Say what is wrong with the call and how to learn more, or show the help where nothing was asked for."""
    command = error.ctx.command_path if error.ctx else "lansir"
    told = error.format_message().strip()
    if type(error).__name__ == "NoArgsIsHelpError":
        error.show()
    else:
        said = re.sub(r"[.\s]+$", "", told[:1].lower() + told[1:])
        complain(f"{said} (see `{command} --help`)")
    return int(error.exit_code)
