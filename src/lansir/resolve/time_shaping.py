"""Time tokens made ready for the rules: fillers left out, dashes told apart, "half", "per" and eras worked in."""

import re
from collections.abc import Callable, Sequence

from lansir.resolve.time_tokens import codes_of
from lansir.resolve.time_words import AHEAD, EACH, ON_DAY, Token

__all__ = ["shaped", "without_fillers"]

_FILLERS = "x~,()."
_RANGED = "NYCMOSRIWA"  # a dash between two of these is a range


def without_fillers(tokens: Sequence[Token]) -> list[Token]:
    """The tokens that mean something, dashes as ranges or left out, and the words that go by their neighbours."""
    solid = [token for token in tokens if token.code not in _FILLERS]
    solid = _dashes(solid)
    kept: list[Token] = []
    for place, token in enumerate(solid):
        after = codes_of(solid[place + 1 : place + 3])
        before = kept[-1].code if kept else ""
        kept += _fitted(token, before, after)
    return kept


def _dashes(tokens: list[Token]) -> list[Token]:
    """A dash between numbers, months or weekdays is a range; in "14-Nov-2023", "III-2024", "five-year" it is none."""
    codes = codes_of(tokens)
    dropped = {k + 1 for m in re.finditer("(?=N-M-[NY])", codes) for k in (m.start(), m.start() + 2)}
    dropped |= {m.end() - 2 for m in re.finditer("UO-Y", codes)}
    kept = []
    for place, token in enumerate(tokens):
        if token.code != "-":
            kept.append(token)
        elif place not in dropped and re.match(f"[{_RANGED}]-[{_RANGED}]", codes[max(0, place - 1) : place + 2]):
            kept.append(token._replace(code="r", value=None))
    return kept


def _fitted(token: Token, before: str, after: str) -> list[Token]:
    """The token as its neighbours make it; nothing where it says nothing there."""
    if token.code == "i":
        return _preposition(token, after)
    if token.code == "U" and token.value == "hour" and not token.many and after[:1] in ("N", "C"):
        return [token._replace(code="k")] if before not in ("N", "1", "2", "q") else [token]
    if token.code == "z":
        return [token] if before == "Y" else []
    return [token]


def _preposition(token: Token, after: str) -> list[Token]:
    """ "in" before a length, "per" before a unit and "tanggal" before a bare number say something; others do not."""
    if token.value == AHEAD and re.match("[N12]", after):
        return [token._replace(code="m")]
    if token.value == EACH and after[:1] == "U":
        return [token._replace(code="v")]
    return [token._replace(code="#")] if token.value == ON_DAY else []


_Rewrite = Callable[[list[Token]], list[Token]]


def _half_of(tokens: list[Token]) -> list[Token]:
    """ "half an hour": half of what follows."""
    return [tokens[0]._replace(code="N", value=0.5, end=tokens[-2].end), tokens[-1]]


def _and_half(tokens: list[Token]) -> list[Token]:
    """ "two and a half years", "a year and a half"."""
    unit = next(token for token in tokens if token.code == "U" and token.value != "half")
    count = tokens[0].value if tokens[0].code == "N" else 1.0
    number = float(count) + 0.5 if isinstance(count, int | float) else 1.5
    return [tokens[0]._replace(code="N", value=number), unit]


def _year_of_era(tokens: list[Token]) -> list[Token]:
    number = next(token for token in tokens if token.code in "NY")
    value = int(number.value) if isinstance(number.value, int | float) else 0
    return [number._replace(code="Y", value=value)] if 1 <= value < 10000 else []


def _islamic(tokens: list[Token]) -> list[Token]:
    return [tokens[0]._replace(code="y")]


def _uncounted(tokens: list[Token]) -> list[Token]:
    """ "weeks ago": a plural without a number counts an untold few."""
    return [*tokens[:-1], tokens[-1]._replace(code="q"), tokens[-1]._replace(many=False)]


def _days_beside(tokens: list[Token]) -> list[Token]:
    """ "tiga hari sebelumnya": not the day before, but three days."""
    side = tokens[-1]
    return [tokens[0], side._replace(code="U", value="day"), side._replace(code="l" if side.code == "j" else "e")]


def _bare_day(tokens: list[Token]) -> list[Token]:
    return [tokens[1]._replace(code="O", value=int(_number(tokens[1])))]


def _number(token: Token) -> float:
    return float(token.value) if isinstance(token.value, int | float) else 0.0


# over the codes, a plural unit as 8 and the unit "half" as 9: what becomes of them; in this order, each over all tokens
_REWRITES: list[tuple[re.Pattern[str], _Rewrite]] = [
    (re.compile("[N1]&1?[29][U8]|[N1][U8]&1?[29]"), _and_half),
    (re.compile("[29]1?[U8]"), _half_of),
    (re.compile("[NY]@|@[NY]"), _year_of_era),
    (re.compile("Yz"), _islamic),
    (re.compile("#N(?![Mr&SC])"), _bare_day),
    (re.compile("N[jJ]"), _days_beside),
    (re.compile("(?<![N12qOEvc&])8"), _uncounted),
]


def shaped(tokens: Sequence[Token]) -> tuple[Token, ...]:
    """Tokens after the clock time is out: halves added up, eras and plurals worked in, marks of the day left out."""
    found = list(tokens)
    for pattern, rewrite in _REWRITES:
        found = _rewritten(found, pattern, rewrite)
    return tuple(token for token in found if token.code not in "#Z%_zA@")


def _rewritten(tokens: list[Token], pattern: re.Pattern[str], rewrite: _Rewrite) -> list[Token]:
    codes = "".join(_finer(token) for token in tokens)
    result, place = [], 0
    for match in pattern.finditer(codes):
        result += tokens[place : match.start()] + rewrite(tokens[match.start() : match.end()])
        place = match.end()
    return result + tokens[place:]


def _finer(token: Token) -> str:
    if token.code == "U":
        return "8" if token.many else "9" if token.value == "half" else "U"
    return token.code
