"""An invented world of linked articles with gold: `world()` reads it, `pages()` renders it as the pages of its outlets.

A conflict, its talks and what happened around them, told by twelve outlets in two languages: wire reports, copies,
abridgements, rewrites, translations, updates and corrections. States, people and outlets are invented.
"""

from lansir.examples.world.render import WorldPage, pages
from lansir.examples.world.texts import Told, WorldText, world

__all__ = ["Told", "WorldPage", "WorldText", "pages", "world"]
