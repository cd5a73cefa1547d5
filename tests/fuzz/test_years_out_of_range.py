"""Years that no calendar or no page has: 0000, 0025, 9999 and what lies beyond are read as nothing or refused."""

import datetime
from pathlib import Path

import pytest

from bench.fuzz.site import Site
from lansir.annotate import Document, article_of
from lansir.errors import BadDate, LansirError
from lansir.ingest.dates import iso_date
from lansir.page import read_page
from lansir.page.stamps import find_stamp, given_time, machine_time
from lansir.query.selection import Selection
from lansir.resolve.times import Expression, resolve_times
from lansir.store import Store

YEARS = ("0000", "0025", "9999", "10000", "99999999999999999999")
DAYS = [f"{year}-{day}" for year in YEARS for day in ("01-01", "12-31", "02-30", "00-00")]
SAID = "<p>Wali kota menolak usul itu dan meminta dewan membahasnya lagi pada pekan depan di balai kota.</p>" * 3
PUBLISHED = datetime.date(2031, 3, 5)


@pytest.mark.parametrize("day", DAYS)
def test_no_page_is_of_such_a_day(day: str) -> None:
    meta = f'<meta property="article:published_time" content="{day}T10:00:00Z"><time datetime="{day}">{day}</time>'
    read = read_page(f"<html><head>{meta}</head><body><h1>Usul ditolak</h1><p>{day} 10:00</p>{SAID}".encode())
    assert read.published is None
    for found in (find_stamp(day), machine_time(day), machine_time(f"{day}T23:59:60Z"), iso_date(day)):
        assert found is None
    with pytest.raises(BadDate):
        given_time(day)
    with pytest.raises(BadDate):
        article_of(Document("d", ["Ia pergi."], published=day))


@pytest.mark.parametrize("language", ["id", "en"])
@pytest.mark.parametrize("year", YEARS)
def test_times_in_a_sentence_have_a_day_of_the_calendar_or_a_reason(language: str, year: str) -> None:
    month = {"id": ("Februari", "Desember"), "en": ("February", "December")}[language]
    told = [
        f"30 {month[0]} {year}",
        f"31 {month[1]} {year}",
        f"31/2/{year}",
        f"{year}-12-31",
        f"tahun {year}",
        f"{year}s",
    ]
    found = resolve_times([Expression(one, one, 0, at) for at, one in enumerate(told)], language, PUBLISHED)
    assert len(found) == len(told)
    assert all(one.resolved for one in found)
    assert {found[0].value, found[2].value} <= {None, year}


def test_digits_of_other_scripts_become_plain_ones() -> None:
    assert given_time("２０２４-04-29").value == "2024-04-29"
    assert iso_date("٢٠٢٤-٠٤-٢٩T١٠:١٥") == "2024-04-29T10:15"


@pytest.mark.parametrize("published", [datetime.date(1900, 1, 1), PUBLISHED, datetime.date(2100, 12, 31)])
def test_a_day_that_its_month_lacks_fails_no_article(published: datetime.date) -> None:
    told = ["30 Februari 2024", "Senin (31/2)", "31/2/20", "31 April", "kemarin"]
    assert resolve_times([Expression(one, one) for one in told], "id", published)[0].value is None


def test_queries_for_such_days_are_answered_or_refused(world_path: Path, world_store: Store) -> None:
    site = Site(world_path)
    for day in DAYS:
        try:
            assert Selection(world_store, f"from:{day}", "events").page(5).rows is not None
        except LansirError as error:
            assert "\n" not in str(error)
        assert site.client.get("/api/v1/events", params={"q": f"from:{day} to:{day}"}).status_code in (200, 400)
        assert site.client.get("/explore", params={"q": f"from:{day}"}).status_code in (200, 400)
