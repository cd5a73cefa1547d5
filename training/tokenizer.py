"""The tokenizer of a base encoder."""

from pathlib import Path

from tokenizers import Tokenizer
from transformers import AutoTokenizer

from lansir.errors import ModelError

__all__ = ["tokenizer_of"]

PIECES = {"<s>": 0, "<pad>": 1, "</s>": 2}
"""Special pieces that windows are built from (`lansir.encoder.windows`), as XLM-R numbers them."""


def tokenizer_of(encoder: str) -> Tokenizer:
    """The fast tokenizer of a folder or of a name that transformers can load.

    ModelError where its special pieces are not those of XLM-R, whose vocabulary the windows are made for.
    """
    path = Path(encoder) / "tokenizer.json"
    tokenizer: Tokenizer = (
        Tokenizer.from_file(str(path)) if path.exists() else AutoTokenizer.from_pretrained(encoder).backend_tokenizer
    )
    tokenizer.no_truncation()
    wrong = [piece for piece, number in PIECES.items() if tokenizer.token_to_id(piece) != number]
    if wrong or tokenizer.token_to_id("<mask>") is None:
        raise ModelError(f"{encoder}: special pieces are not those of XLM-R ({', '.join(wrong) or '<mask>'}); take one")
    return tokenizer
