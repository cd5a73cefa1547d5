"""How often a repeated time comes round, in TIMEX3's notation: "every Friday" is XXXX-WXX-5, "every year" P1Y."""

from lansir.resolve.time_durations import length_of
from lansir.resolve.time_tokens import Tokens

__all__ = ["frequency"]


def frequency(tokens: Tokens) -> str:
    """ "every P2W", "2 times every P1W", "every XXXX-WXX-5"; empty where the words do not say how often."""
    times = tokens.number("N") if "Nc" in tokens.codes else None
    rest = Tokens([token for token in tokens.tokens if token.code in "N1U"][1 if times else 0 :])
    every = _unit(tokens, rest)
    return f"{f'{times} times ' if times else ''}every {every}" if every else ""


def _unit(tokens: Tokens, rest: Tokens) -> str:
    days = [f"XXXX-WXX-{token.value}" for token in tokens.tokens if token.code == "W"]
    if days:
        return " and ".join(days)
    if tokens.has("M") and tokens.has("NO"):
        return f"XXXX-{tokens.number('M') or 0:02d}-{tokens.number('NO') or 0:02d}"
    if tokens.has("M"):
        return f"XXXX-{tokens.number('M') or 0:02d}"
    return (length_of(rest)[0] or "") if rest.has("U") else tokens.text("v")
