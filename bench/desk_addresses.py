"""The pages of the desk, each with an address that shows what it is for: picked from the store, not by hand."""

from typing import Final
from urllib.parse import quote, urlencode

from lansir.keys import id_of
from lansir.store import Store

__all__ = ["PAGES", "addresses"]

FIXED: Final = {
    "front": "/",
    "explore": "/explore",
    "explore statements": "/explore?kind=statements",
    "explore filtered": "/explore?" + urlencode({"q": "type:ASSAULT,COERCE -status:planned sort:-confidence"}),
    "explore chart": "/explore?view=chart",
    "explore network": "/explore?view=network",
    "explore fault": "/explore?q=type:ASAULT",
    "explore nothing": "/explore?" + urlencode({"q": 'type:ASSAULT outlet:"No such paper"'}),
    "explore help": "/explore/help",
    "explore values": "/explore/values?name=type",
    "download": "/download?q=type:ASSAULT",
    "map": "/map",
    "map nothing": "/map?" + urlencode({"q": 'outlet:"No such paper"'}),
    "stories": "/stories",
    "actors": "/actors",
    "actors named": "/actors?name=Arunika",
    "review": "/review",
    "review statements": "/review?kind=statements",
    "review nothing": "/review?" + urlencode({"q": 'outlet:"No such paper"'}),
    "sources": "/sources",
    "codebook": "/codebook",
    "about": "/about",
    "api": "/api",
    "drop": "/drop",
    "missing": "/article/ar-0000000000000000",
}
PICKED: Final = (
    "article",
    "event",
    "statement",
    "story",
    "occurrence",
    "actor",
    "actor saying",
    "actor unnamed",
    "review one",
)
PAGES: Final = (*FIXED, *PICKED)
ARTICLE: Final = """
SELECT article FROM event WHERE article IN (SELECT article FROM origin) AND article IN (SELECT article FROM statement)
GROUP BY article ORDER BY count(*) DESC, article LIMIT 1
"""
OCCURRENCE: Final = """
SELECT t.occurrence, t.event FROM occurrence_event t JOIN event e ON e.id = t.event WHERE t.occurrence =
 (SELECT o.occurrence FROM occurrence_event o JOIN event e ON e.id = o.event GROUP BY 1
  ORDER BY count(DISTINCT e.killed) DESC, count(*) DESC, 1 LIMIT 1)
ORDER BY e.sized DESC, t.event LIMIT 1
"""
STATEMENT: Final = """
SELECT s.id FROM statement s JOIN event e ON e.reported_by = s.id
WHERE s.speaker IS NOT NULL AND s.cue_start IS NOT NULL GROUP BY s.id ORDER BY count(*) DESC, s.id LIMIT 1
"""
ACTOR: Final = """
SELECT c.key FROM event_actor a JOIN actor c ON c.id = a.actor GROUP BY a.actor
ORDER BY count(DISTINCT a.slot) DESC, count(*) DESC, c.key LIMIT 1
"""
UNNAMED: Final = """
SELECT n.id FROM entity n JOIN event_actor a ON a.entity = n.id WHERE n.actor IS NULL
GROUP BY n.id ORDER BY count(*) DESC, n.id LIMIT 1
"""


def addresses(store: Store) -> dict[str, str]:
    """The address of each of PAGES in that store."""
    one = store.connection.execute
    article = id_of("ar", one(ARTICLE).fetchone()[0])
    occurrence, event = one(OCCURRENCE).fetchone()
    story = id_of("sy", one("SELECT id FROM story ORDER BY articles DESC, id LIMIT 1").fetchone()[0])
    actor = quote(one(ACTOR).fetchone()[0], safe="")
    picked = {
        "article": f"/article/{article}",
        "event": f"/event/{id_of('ev', event)}",
        "statement": f"/statement/{id_of('st', one(STATEMENT).fetchone()[0])}",
        "story": f"/story/{story}",
        "occurrence": f"/occurrence/{id_of('oc', occurrence)}",
        "actor": f"/actor/{actor}",
        "actor saying": f"/actor/{actor}?show=saying",
        "actor unnamed": f"/actor/entity:{id_of('en', one(UNNAMED).fetchone()[0])}",
        "review one": f"/review/{id_of('ev', event)}",
    }
    return FIXED | picked
