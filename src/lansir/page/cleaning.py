"""Takes out of a text what no reader sees, before any offset into it is counted."""

import re
import unicodedata

__all__ = ["clean", "squeeze"]

_BREAKS = re.compile(r"\r\n|[\r\v\f\x1c-\x1e\x85\u2028\u2029]")
# Controls, lone surrogates, zero-width and bidirectional marks, soft hyphens, byte order marks, noncharacters.
_UNSEEN = re.compile(
    "[\x00-\x08\x0e-\x1b\x1f\x7f-\x84\x86-\x9f\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff"
    "\ufdd0-\ufdef\ufff9-\ufffb\ufffe\uffff\ud800-\udfff\U000e0000-\U000e007f]"
)
_BLANKS = re.compile(r"\s+")
# A sentence's end and the next one's start with the tag between them lost: "ke Gaza.Menurut dia".
_GLUED = re.compile(r"(?<=[a-z]{3}[.!?])(?=[\"“]?[A-Z](?!om |o |rg |et )[a-z]+[ ,])")
# The same behind a comma; figures and initials ("2,5", "a,b") stay.
_GLUED_COMMA = re.compile(r"(?<=[A-Za-z]{2},)(?=[A-Za-z]{2,40}[ ,.])")
_GLUED_QUOTE = re.compile(r"(?<=[a-z][.!?,]”)(?=[A-Za-z])")


def clean(text: str) -> str:
    """The text in NFC, with line breaks as newlines and without control characters, surrogates and invisible marks."""
    return unicodedata.normalize("NFC", _UNSEEN.sub("", _BREAKS.sub("\n", text)))


def squeeze(text: str) -> str:
    """One line: white space made single blanks, and a blank put where two sentences or clauses are glued."""
    line = _BLANKS.sub(" ", text).strip()
    return _GLUED_COMMA.sub(" ", _GLUED_QUOTE.sub(" ", _GLUED.sub(" ", line)))
