"""Takes the pictures of the desk that README and docs show: `python -m tests.browser.take_screenshots docs/images`.

They are of the example world, in both languages; `--store FILE` takes those of another store. Needs Chromium.
"""

import argparse
import io
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from PIL import Image
from playwright.sync_api import Browser

from bench.chromium import launched
from bench.desk_addresses import addresses
from lansir.cli.demo import show_world
from lansir.serve.labels import languages
from lansir.store import Store
from lansir.words.catalogue import messages
from tests.browser.chromium import PHONE, Scheme, Tab
from tests.browser.serving import served

WIDTH, HEIGHT = 1280, 800
COLOURS = 200
LARGEST = 150_000
"""Bytes of a picture; one that is larger is a fault of its height or colours."""


class Shot(NamedTuple):
    """A picture: of which page of `addresses`, and what is done there first."""

    name: str
    page: str
    width: int = WIDTH
    height: int = HEIGHT
    scheme: Scheme = "light"
    hover: str | None = None
    click: str | None = None
    scroll: str | None = None


SHOTS = (
    Shot("front", "front"),
    Shot("article", "article", hover=".card.event h3"),
    Shot("event", "event"),
    Shot("explore", "explore filtered"),
    Shot("chart", "explore chart"),
    Shot("network", "explore network"),
    Shot("map", "map"),
    Shot("actor", "actor"),
    Shot("story", "story"),
    Shot("review", "review", scheme="dark"),
    Shot("drop", "drop", height=700),
    Shot("phone", "article", width=PHONE, height=780),
)


def main() -> None:
    """Take them all."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("out", type=Path, help="the folder that they are written to")
    asked.add_argument("--store", type=Path, help="the store to be shown; else one of the example world is made")
    asked.add_argument("--only", nargs="*", default=[], help="names of pictures, where not all are wanted")
    given = asked.parse_args()
    given.out.mkdir(parents=True, exist_ok=True)
    wanted = [shot for shot in SHOTS if not given.only or shot.name in given.only]
    with _store(given.store) as path, served(path) as home, launched() as browser:
        with Store(path) as store:
            where = addresses(store)
        for shot in wanted:
            for language in languages():
                _taken(browser, home, shot, where[shot.page], language, given.out)


@contextmanager
def _store(given: Path | None) -> Iterator[Path]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "lansir.db"
        if given:
            shutil.copyfile(given, path)
        else:
            show_world(path, messages("en"), "en")
        yield path


def _taken(browser: Browser, home: str, shot: Shot, address: str, language: str, out: Path) -> None:
    tab = Tab(browser, home, width=shot.width, language=language, scheme=shot.scheme)
    tab.page.set_viewport_size({"width": shot.width, "height": shot.height})
    tab.go(address)
    if shot.scroll:
        tab.page.locator(shot.scroll).first.scroll_into_view_if_needed()
    if shot.click:
        tab.page.locator(shot.click).first.click()
        tab.settle()
    if shot.hover:
        tab.page.locator(shot.hover).first.hover()
    name = f"desk-{shot.name}{'' if language == 'en' else f'-{language}'}.png"
    (out / name).write_bytes(_small(tab.page.screenshot()))
    if faults := tab.faults():
        raise SystemExit(f"{name}: {'; '.join(faults)}")
    tab.close()


def _small(picture: bytes) -> bytes:
    """The picture with a palette, which is enough for a page and a fifth of the size."""
    with Image.open(io.BytesIO(picture)) as whole, io.BytesIO() as found:
        whole.convert("RGB").quantize(COLOURS, kmeans=2, dither=Image.Dither.NONE).save(found, "PNG", optimize=True)
        if found.tell() > LARGEST:
            raise SystemExit(f"a picture of {found.tell()} bytes is too large")
        return found.getvalue()


if __name__ == "__main__":
    main()
