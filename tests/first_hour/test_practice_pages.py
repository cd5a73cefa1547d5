"""The pages to practise on: dated to the last days, linked from the feed, and never written over anything."""

import re
import sys
from datetime import date
from pathlib import Path

import pytest

from lansir.cli import main
from lansir.errors import InputError
from lansir.examples.practice import write_practice
from lansir.page import read_page

TODAY = date(2031, 3, 10)


def test_they_came_out_in_the_week_before_and_one_long_before(tmp_path: Path) -> None:
    pages, site = write_practice(tmp_path / "practice", TODAY)
    articles = [read_page(path.read_bytes()) for path in sorted([*pages.glob("*.html"), *site.glob("*.html")])]
    days = sorted(article.published.value[:10] for article in articles if article.published)
    assert days == ["2031-01-29", "2031-03-06", "2031-03-07", "2031-03-08", "2031-03-09"]
    assert {article.language for article in articles} == {"en", "id"}
    assert all(article.title and article.outlet for article in articles)


def test_the_feed_links_to_the_pages_beside_it(tmp_path: Path) -> None:
    _, site = write_practice(tmp_path, TODAY)
    links = re.findall(r"<item>.*?<link>/(.*?)</link>", (site / "feed.xml").read_text(encoding="utf-8"))
    assert sorted(links) == sorted(path.name for path in site.glob("*.html"))


def test_nothing_is_written_over(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine")
    with pytest.raises(InputError, match="is there already"):
        write_practice(tmp_path)


@pytest.mark.parametrize(("lang", "said"), [("en", "Put all of them into a store:"), ("id", "Simpan semuanya:")])
def test_the_command_says_what_to_type_next(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], lang: str, said: str
) -> None:
    monkeypatch.setattr(sys, "argv", ["lansir", "demo", "--pages", str(tmp_path / "practice"), "--lang", lang])
    assert main() == 0
    out = capsys.readouterr().out
    assert said in out.splitlines()[-1]
    assert f"ingest {tmp_path / 'practice' / 'pages'} --store" in out
