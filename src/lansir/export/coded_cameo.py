"""The act in CAMEO's digits, for GDELT and ICEWS."""

from typing import NamedTuple

from lansir.codebook.mappings import cameo_codes, cameo_of_plover
from lansir.export.coded_event import Coded
from lansir.export.coded_tables import goldstein, is_scored

__all__ = ["CameoAct", "cameo_act"]

ROOT, BASE = 2, 3


class CameoAct(NamedTuple):
    """Code of three or four digits, base of three, root of two, what the code says, and its Goldstein score."""

    code: str
    base: str
    root: str
    text: str
    score: float


def cameo_act(coded: Coded) -> CameoAct:
    """The CAMEO code nearest to the type and mode, a zero behind a root; the root of one that is too new."""
    code = cameo_of_plover(coded.type, coded.mode).code
    known = code if is_scored(code) else code[:ROOT]
    whole = known.ljust(BASE, "0")
    return CameoAct(whole, whole[:BASE], whole[:ROOT], cameo_codes()[known].label, goldstein(whole))
