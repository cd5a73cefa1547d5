"""What can be wrong with what is asked: a code for each fault, by which programs tell it in other words than ours."""

from typing import Literal, get_args

from lansir.errors import QueryError

__all__ = ["CODES", "FaultCode", "Unfit", "check_seconds", "refusal", "sql_late"]

FaultCode = Literal[
    "query_long", "query_conditions", "query_values", "field_unknown", "field_misspelt", "field_once",
    "words_missing", "quote_open", "value_missing", "value_misspelt", "value_unlisted", "value_language",
    "value_country", "value_flag", "value_id", "value_wordless", "value_number", "value_day", "value_point",
    "value_period", "value_bounds", "value_range", "value_order", "cursor_none", "cursor_foreign", "page_size",
    "kind_unknown", "facet_unknown", "facet_misspelt", "column_unknown", "sql_fault", "sql_late", "sql_reads",
]  # fmt: skip
"""Those that end in `misspelt` or `order` suggest what to write for the word itself."""
CODES: tuple[FaultCode, ...] = get_args(FaultCode)
LONGEST = 80
"""Characters of a word that are told."""


class Unfit(ValueError):
    """A value that the field cannot have: the message says what it takes."""

    def __init__(self, code: FaultCode, message: str, suggestion: str = "") -> None:
        """What is wrong; `suggestion` as in a QueryError."""
        super().__init__(message)
        self.code, self.suggestion = code, suggestion


def refusal(
    code: FaultCode, message: str, *, place: int | None = None, word: object = "", suggestion: object = ""
) -> QueryError:
    """The error for a fault; `place` counts characters from 0, the error and its message from 1."""
    first = None if place is None else place + 1
    told = message if first is None else f"character {first}: {message}"
    return QueryError(told, code=code, place=first, word=str(word)[:LONGEST], suggestion=str(suggestion))


def sql_late(seconds: float) -> QueryError:
    """The error for SQL that takes longer than it may."""
    message = f"sql: no answer within {seconds:g} seconds; ask for less, or for longer"
    return refusal("sql_late", message, suggestion=f"{seconds:g}")


def check_seconds(seconds: float) -> None:
    """QueryError where SQL is given a time that never is up, or always: no number, or none above 0."""
    if not seconds > 0:
        message = f"sql: {seconds:g} seconds are no time that it may take; give a number above 0, or inf for no end"
        raise refusal("sql_late", message, suggestion=f"{seconds:g}")
