"""All that is fuzzed, by name."""

from bench.fuzz.files import FILES
from bench.fuzz.lists import LISTS
from bench.fuzz.pages import PAGES
from bench.fuzz.queries import QUERIES
from bench.fuzz.site import SITE
from bench.fuzz.target import Target
from bench.fuzz.tools import TOOLS
from bench.fuzz.words_of_time import TIMES

__all__ = ["TARGETS"]

TARGETS: dict[str, Target] = {one.name: one for one in (*PAGES, *LISTS, *FILES, *TIMES, *QUERIES, *SITE, *TOOLS)}
