"""What a site asks of programs (robots.txt, RFC 9309), remembered for a day."""

import time
from collections import OrderedDict
from collections.abc import Callable
from typing import NamedTuple
from urllib.parse import urlsplit

from protego import Protego

from lansir.errors import FetchError
from lansir.ingest.fetch import Answer
from lansir.page.decoding import decode

__all__ = ["AGENT", "Robots", "Rules"]

AGENT = "lansir"
DAY = 24 * 3600.0
SOON = 600.0
"""Seconds after which a site is asked again that could not say."""
MAX_SITES = 2_000
MAX_DELAY = 300.0
TOO_MANY = 429


class Rules(NamedTuple):
    """What one site allows; `told` is None where everything is, `unknown` says why nothing is."""

    told: Protego | None
    unknown: str | None
    until: float

    def refusal(self, url: str) -> FetchError | None:
        """Why the page is not to be fetched; None where it may be."""
        if self.unknown:
            return FetchError(f"cannot fetch {url[:200]}: {self.unknown}")
        if self.told is None or self.told.can_fetch(url, AGENT):
            return None
        return FetchError(
            f"cannot fetch {url[:200]}: the site's robots.txt asks programs not to; save the page in a browser and "
            "give the file"
        )

    @property
    def delay(self) -> float:
        """Seconds between two requests that the site asks for, five minutes at most."""
        asked = self.told.crawl_delay(AGENT) if self.told else None
        return min(max(float(asked or 0), 0.0), MAX_DELAY)


class Robots:
    """The rules of sites; `get` fetches an address and raises FetchError where there is no answer.

    A site that cannot be reached is not asked again for ten minutes: else each of its pages would wait for the same.
    """

    def __init__(self, get: Callable[[str], Answer]) -> None:
        """Nothing is known yet."""
        self._get = get
        self._sites: OrderedDict[str, Rules] = OrderedDict()

    def rules(self, url: str) -> Rules:
        """The rules for the site of an address."""
        parts = urlsplit(url)
        site = f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}"
        known = self._sites.get(site)
        if known is None or known.until < time.monotonic():
            known = self._sites[site] = self._asked(f"{site}/robots.txt")
            while len(self._sites) > MAX_SITES:
                self._sites.popitem(last=False)
        return known

    def _asked(self, url: str) -> Rules:
        try:
            answer = self._get(url)
        except FetchError as error:
            why = str(error).partition("/robots.txt: ")[2] or str(error)
            return Rules(None, f"its site cannot be reached: {why}", time.monotonic() + SOON)
        now = time.monotonic()
        if answer.is_success:
            return Rules(Protego.parse(decode(answer.data[:500_000])), None, now + DAY)
        if answer.status >= 500 or answer.status == TOO_MANY:
            why = f"the site's robots.txt cannot be had (HTTP {answer.status}), so nothing is fetched there; try later"
            return Rules(None, why, now + SOON)
        return Rules(None, None, now + DAY)
