"""PLOVER 2.0, the code in which events are told: types, modes, contexts, sectors, quads and scores.

The tables are YAML files beside this module, written in our own words after the manual (draft 2.0, 2024-02-04).
Where the manual contradicts itself a type carries a `decision`, with its reason. `codebook()` loads them once.
"""

from lansir.codebook.tables import Code, Codebook, Context, Mode, Quad, Sector, codebook

__all__ = ["Code", "Codebook", "Context", "Mode", "Quad", "Sector", "codebook"]
