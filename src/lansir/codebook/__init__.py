"""PLOVER 2.0, the code in which events are told: types, modes, contexts, sectors, quads and scores.

The tables are data files beside this module, written in our own words after the manual (draft 2.0, 2024-02-04). Where
the manual contradicts itself a type carries a `decision`, with its reason. `codebook()` has what reading a page needs;
words and examples (`pages`), codes of other schemes (`mappings`) and the way into a PLOVER record (`projection`) are
read only by whoever asks for them.
"""

from lansir.codebook.tables import Code, Codebook, Context, Quad, Sector, Wording, codebook

__all__ = ["Code", "Codebook", "Context", "Quad", "Sector", "Wording", "codebook"]
