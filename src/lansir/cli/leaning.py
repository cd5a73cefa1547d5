"""`--precision`, `--balanced`, `--recall`: what reading leans to where the model is in doubt."""

from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from lansir.encoder import Point

__all__ = ["BalancedOption", "PrecisionOption", "RecallOption", "chosen_point"]

PrecisionOption = Annotated[bool, typer.Option("--precision", help="Leave out what is doubtful: fewer errors.")]
BalancedOption = Annotated[bool, typer.Option("--balanced", help="The best of both; the default.")]
RecallOption = Annotated[bool, typer.Option("--recall", help="Take in what is doubtful: less is missed.")]


def chosen_point(precision: bool, balanced: bool, recall: bool) -> "Point":
    """The operating point; a BadParameter where two are asked for."""
    if precision + balanced + recall > 1:
        raise typer.BadParameter("give one of the three", param_hint="--precision, --balanced, --recall")
    return "precision" if precision else "recall" if recall else "balanced"
