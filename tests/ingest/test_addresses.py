"""One page, one key: addresses in canonical form, and dates as the web writes them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lansir.errors import InputError
from lansir.ingest.address import absolute, canonical, tracking
from lansir.ingest.dates import iso_date


@pytest.mark.parametrize(
    ("url", "key"),
    [
        ("https://News.Example/a", "https://news.example/a"),
        ("HTTPS://news.example:443/a#komentar", "https://news.example/a"),
        ("http://news.example:80", "http://news.example/"),
        ("http://news.example:8080/a", "http://news.example:8080/a"),
        ("https://news.example/a?utm_source=x&id=7&fbclid=y", "https://news.example/a?id=7"),
        ("https://news.example/a?UTM_Medium=x", "https://news.example/a"),
        ("https://news.example/a?b=2&a=1", "https://news.example/a?b=2&a=1"),
        ("https://news.example./a", "https://news.example/a"),
        ("https://[2001:DB8::1]:443/a", "https://[2001:db8::1]/a"),
        ("  https://news.example/a\n", "https://news.example/a"),
    ],
)
def test_an_address_is_canonical(url: str, key: str) -> None:
    assert canonical(url) == key


@pytest.mark.parametrize(
    "url", ["", "news.example/a", "ftp://a/", "javascript:x", "http://", "http://[::1", "http://a:x/"]
)
def test_what_is_no_address_is_refused(url: str) -> None:
    with pytest.raises(InputError, match="not an address"):
        canonical(url)


@given(
    st.from_regex(
        r"https?://[a-z.]{1,12}(:\d{1,4})?(/[a-z%0-9]{0,5}){0,3}(\?[a-z_=&]{0,20})?(#[a-z]{0,4})?", fullmatch=True
    )
)
def test_the_canonical_form_is_its_own_canonical_form(url: str) -> None:
    try:
        key = canonical(url)
    except InputError:
        return
    assert canonical(key) == key
    assert "#" not in key


def test_tracking_parameters_are_in_small_letters_and_each_once() -> None:
    names, beginnings = tracking()
    assert all(name == name.lower() for name in (*names, *beginnings))
    assert not [name for name in names if name.startswith(beginnings)]


@pytest.mark.parametrize(
    ("link", "found"),
    [
        ("/b", "https://news.example/b"),
        ("b", "https://news.example/x/b"),
        ("//c.example/d", "https://c.example/d"),
        ("mailto:a@b.example", None),
        ("javascript:alert(1)", None),
        ("https://[", None),
        ("https://a.example/" + "x" * 9000, None),
    ],
)
def test_links_are_made_absolute_or_lead_nowhere(link: str, found: str | None) -> None:
    assert absolute(link, "https://news.example/x/a") == found


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("Wed, 05 Mar 2031 10:00:00 +0700", "2031-03-05T10:00:00+07:00"),
        ("Rab, 05 Mar 2031 10:00:00 WIB", "2031-03-05T10:00:00+07:00"),
        ("2031-03-05T03:00:00Z", "2031-03-05T03:00:00+00:00"),
        ("2031-03-05", "2031-03-05"),
        ("20310305", "2031-03-05"),
        ("2031-03", None),
        ("2031-02-30", None),
        ("besok", None),
        ("", None),
        (None, None),
    ],
)
def test_dates_as_the_web_writes_them(written: str | None, value: str | None) -> None:
    assert iso_date(written) == value
