"""Reasons and roles of a record in the language of the labels, in English where that has no words for them."""

from rich.text import Text

from lansir.cli.view_text import DIM, shown
from lansir.knowledge.wording import reason_in, role_in
from lansir.words.catalogue import Messages
from lansir.words.terminal import clean

__all__ = ["reason", "reason_text", "role"]


def reason(how: str, messages: Messages) -> str:
    """How something was found, or why not, safe for a terminal."""
    return clean(reason_in(messages.iso, how).words)


def reason_text(how: str | None, messages: Messages) -> Text:
    """The same as text in the view; a dash where nothing is said."""
    return shown(reason_in(messages.iso, how).words if how else how, DIM)


def role(held: str | None, messages: Messages, key: str | None = None) -> str | None:
    """A role; `key` is the actor's in the actor table."""
    return role_in(messages.iso, held, key).words if held else held
