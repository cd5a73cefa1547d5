"""GDELT's two tables: columns in order, values in range and in the code lists, and one number for a row in both."""

import re
from datetime import date, datetime

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lansir.codebook.mappings import cameo_codes
from lansir.export.coded_tables import country_codes, sector_codes
from lansir.export.format import Exporter
from lansir.export.gdelt_events import GdeltEvents
from lansir.export.gdelt_mentions import GdeltMentions
from lansir.query.entries import Entry, Occurred
from lansir.record import Review, StatedTime
from tests.export.coded_made import Act, made_entry, person
from tests.export.coded_read import COLUMNS, Row, lost, read_back
from tests.export.nasty import nasty_entries

EVENTS, MENTIONS = COLUMNS["gdelt-events"], COLUMNS["gdelt-mentions"]
GEO = [name.removeprefix("ActionGeo_") for name in EVENTS if name.startswith("ActionGeo_")]
TYPES = {codes.type for codes in sector_codes().values()} | {""}
COUNTRIES = {codes.cameo for codes in country_codes().values()} | {""}
FIPS = {codes.fips for codes in country_codes().values()} | {"GZ"}
EMPTY = [name for name in EVENTS if re.search(r"Ethnic|Religion|ADM2|^Actor\dGeo_(?!Type)", name)]


def events(*entries: Entry) -> list[Row]:
    return read_back(GdeltEvents(), *entries, header=False)[0]


def mentions(*entries: Entry) -> list[Row]:
    return read_back(GdeltMentions(), *entries, header=False)[0]


def event(act: Act, **given: object) -> Row:
    (row,) = events(made_entry(act, **given))  # type: ignore[arg-type]
    return row


def assert_event(row: Row) -> None:
    """The row keeps to GDELT's codebook."""
    assert 0 < int(row["GLOBALEVENTID"]) < 2**53
    day = date(int(row["SQLDATE"][:4]), int(row["SQLDATE"][4:6]), int(row["SQLDATE"][6:]))
    assert (row["MonthYear"], row["Year"]) == (f"{day.year:04}{day:%m}", f"{day.year:04}")
    assert day.year <= float(row["FractionDate"]) < day.year + 1
    for number in "12":
        assert row[f"Actor{number}CountryCode"] in COUNTRIES
        assert row[f"Actor{number}KnownGroupCode"] in ("", "UNO", "EEC")
        assert {row[f"Actor{number}Type{place}Code"] for place in "123"} <= TYPES
        assert re.fullmatch(r"([A-Z]{3})*", row[f"Actor{number}Code"])
    assert row["EventCode"].ljust(3, "0") == row["EventCode"]
    assert {row["EventCode"], row["EventCode"].rstrip("0")} & cameo_codes().keys()
    assert row["EventCode"].startswith(row["EventBaseCode"])
    assert row["EventBaseCode"].startswith(row["EventRootCode"])
    assert (len(row["EventBaseCode"]), len(row["EventRootCode"])) == (3, 2)
    assert row["QuadClass"] in "1234"
    assert row["IsRootEvent"] in "01"
    assert -10 <= float(row["GoldsteinScale"]) <= 10
    assert min(int(row[name]) for name in ("NumMentions", "NumSources", "NumArticles")) >= 1
    assert not any(row[name] for name in EMPTY)
    datetime.strptime(row["DATEADDED"], "%Y%m%d%H%M%S")
    assert_place(row)


def assert_place(row: Row) -> None:
    type_, name, country, adm1, _, lat, long, _ = (row[f"ActionGeo_{part}"] for part in GEO)
    assert type_ in "012345"
    if type_ == "0":
        assert not any((name, country, adm1, lat, long))
        return
    assert name
    assert country in FIPS
    assert adm1.startswith(country)
    assert len(adm1) == (2 if type_ == "1" else 4)
    assert (country == "US") == (type_ in "23") or type_ == "1"
    assert lat == "" or -90 <= float(lat) <= 90
    assert long == "" or -180 <= float(long) <= 180


def assert_mention(row: Row, entry: Entry) -> None:
    datetime.strptime(row["EventTimeDate"], "%Y%m%d%H%M%S")
    assert row["MentionTimeDate"] >= row["EventTimeDate"]
    assert row["MentionType"] in "12"
    assert row["MentionIdentifier"]
    assert int(row["SentenceID"]) >= 1
    length = len(entry.record.article.text)
    assert int(row["MentionDocLen"]) == length
    assert all(-1 <= int(row[f"{name}CharOffset"]) <= length for name in ("Actor1", "Actor2", "Action"))
    assert (row["InRawText"], row["MentionDocTone"]) == ("1", "0")
    assert 0 <= int(row["Confidence"]) <= 100


def test_the_columns_are_gdelts_in_its_order() -> None:
    exporters: list[Exporter] = [GdeltEvents(), GdeltMentions()]
    assert [[column.name for column in one.tables[0].columns] for one in exporters] == [EVENTS, MENTIONS]
    assert [len(one.tables[0].columns) for one in exporters] == [61, 16]


def test_the_world_keeps_to_the_codebook(world_entries: list[Entry]) -> None:
    rows, told = events(*world_entries), mentions(*world_entries)
    assert len(rows) > 100
    assert [row["GLOBALEVENTID"] for row in rows] == [row["GLOBALEVENTID"] for row in told]
    assert len({row["GLOBALEVENTID"] for row in rows}) == len(rows)
    for row in rows:
        assert_event(row)


def test_the_offsets_point_at_the_words(world_entries: list[Entry]) -> None:
    for entry in world_entries:
        text = entry.record.article.text
        triggers = {one.trigger.start for one in entry.events}
        starts = {mention.span.start for mention in entry.record.mentions} | {-1}
        for row in mentions(entry):
            assert_mention(row, entry)
            assert int(row["ActionCharOffset"]) in triggers
            assert {int(row["Actor1CharOffset"]), int(row["Actor2CharOffset"])} <= starts
            assert int(row["ActionCharOffset"]) < len(text)


@settings(max_examples=40, deadline=None)
@given(found=st.lists(nasty_entries(), max_size=3))
def test_any_record_keeps_to_the_codebook(found: list[Entry]) -> None:
    for entry in found:
        rows, told = events(entry), mentions(entry)
        assert [row["GLOBALEVENTID"] for row in rows] == [row["GLOBALEVENTID"] for row in told]
        for row, mention in zip(rows, told, strict=True):
            assert_event(row)
            assert_mention(mention, entry)
            assert not re.match(r"[=+\-@]", row["Actor1Name"] + row["Actor2Name"])


def test_an_event_tells_who_did_what_to_whom_when() -> None:
    known = {"Rana": person("Rana", "IDN", "MIL"), "Tovan": person("Tovan", "PHL", "REB", "UAF")}
    row = event(
        Act("ASSAULT", ("Rana",), ("Tovan",), "aerial", day="2031-03-01"), known=known, occurred=Occurred("o", 4, 2)
    )
    assert (row["SQLDATE"], row["FractionDate"]) == ("20310301", "2031.1671")
    assert (row["Actor1Code"], row["Actor1Name"], row["Actor1Type1Code"]) == ("IDNMIL", "RANA", "MIL")
    assert (row["Actor2Code"], row["Actor2CountryCode"], row["Actor2Type2Code"]) == ("PHLREBUAF", "PHL", "UAF")
    assert (row["EventCode"], row["EventBaseCode"], row["EventRootCode"]) == ("195", "195", "19")
    assert (row["QuadClass"], row["GoldsteinScale"], row["AvgTone"]) == ("4", "-10", "0")
    assert (row["NumMentions"], row["NumSources"], row["NumArticles"]) == ("4", "4", "4")
    assert row["DATEADDED"] == "20310307204000"
    assert row["SOURCEURL"] == "https://www.pos.example/berita/1"


@pytest.mark.parametrize(
    ("entity", "code", "types"),
    [
        (person("Rana"), "", ("", "", "")),
        (person("Rana", "IDN"), "IDN", ("", "", "")),
        (person("Rana", "ROU", "GOV", "MIL"), "ROMGOVMIL", ("GOV", "MIL", "")),
        (person("Rana", "IDN", "JRN", "MED", "COP", "GOV"), "IDNMEDHLHCOP", ("MED", "HLH", "COP")),
        (person("Rana", "IGO", "IGO"), "IGO", ("IGO", "", "")),
        (person("Rana", None, "UNO", "MIL"), "IGOUNOMIL", ("IGO", "MIL", "")),
        (person("Rana", "NGO", "NGO", "MED"), "NGOHLH", ("NGO", "HLH", "")),
        (person("Rana", "IDN", "PTY", "UNK"), "IDN", ("", "", "")),
    ],
)
def test_the_code_of_an_actor_is_put_together_as_cameo_does(
    entity: object, code: str, types: tuple[str, str, str]
) -> None:
    row = event(Act("ASSAULT", ("Rana",)), known={"Rana": entity})
    assert row["Actor1Code"] == code
    assert (row["Actor1Type1Code"], row["Actor1Type2Code"], row["Actor1Type3Code"]) == types


def test_a_state_is_its_country_alone_by_its_english_name() -> None:
    known = {"Norwegia": person("Norwegia", "NOR", "GOV", knowledge_id="country/NOR", type="GPE")}
    row = event(Act("CONSULT", ("Norwegia",)), known=known)
    assert (row["Actor1Code"], row["Actor1Name"], row["Actor1Type1Code"]) == ("NOR", "NORWAY", "")


def test_sectors_without_a_code_are_told() -> None:
    known = {"Rana": person("Rana", "IDN", "PTY", "REL", "GOV")}
    _, losses = read_back(GdeltEvents(), made_entry(Act("ASSAULT", ("Rana",)), known=known), header=False)
    assert lost(losses, "sectors") == 2


def test_several_actors_and_recipients_are_a_row_for_each_pair() -> None:
    entry = made_entry(Act("ACCUSE", ("Rana", "Sela"), ("Tovan", "Umar")))
    rows, losses = read_back(GdeltEvents(), entry, header=False)
    assert [(row["Actor1Name"], row["Actor2Name"]) for row in rows] == [
        ("RANA", "TOVAN"), ("RANA", "UMAR"), ("SELA", "TOVAN"), ("SELA", "UMAR"),
    ]  # fmt: skip
    assert len({row["GLOBALEVENTID"] for row in rows}) == 4
    assert lost(losses, "several actors or recipients") == 1


def test_those_who_meet_are_paired_both_ways() -> None:
    rows = events(made_entry(Act("CONSULT", ("Rana", "Sela"))))
    assert [(row["Actor1Name"], row["Actor2Name"]) for row in rows] == [("RANA", "SELA"), ("SELA", "RANA")]


def test_what_did_not_take_place_is_left_out_and_told() -> None:
    acts = [
        Act("ASSAULT", ("Rana",), status="negated"),
        Act("PROTEST", ("Rana",), status="hypothetical", said_by="Sela"),
    ]
    rows, losses = read_back(GdeltEvents(), made_entry(*acts), header=False)
    assert rows == []
    assert lost(losses, "events that did not take place") == 2
    assert lost(losses, "confidence") == 0


def test_what_a_person_has_rejected_is_left_out_and_told() -> None:
    entry = made_entry(Act("ASSAULT", ("Rana",), review=Review("rejected", "ani", "2031-03-10T08:00:00+00:00")))
    rows, losses = read_back(GdeltEvents(), entry, header=False)
    assert rows == []
    assert lost(losses, "rejected events") == 1


def test_words_that_announce_an_act_are_coded_as_words() -> None:
    rows, losses = read_back(
        GdeltEvents(), made_entry(Act("AID", ("Rana",), status="planned", day="2031-05-01")), header=False
    )
    assert [(row["EventRootCode"], row["SQLDATE"]) for row in rows] == [("03", "20310308")]
    assert lost(losses, "status") == 1


def test_numbers_do_not_depend_on_what_else_is_exported() -> None:
    first, second = Act("ASSAULT", ("Rana",)), Act("ACCUSE", ("Sela",))
    entry = made_entry(first, second)
    whole = [row["GLOBALEVENTID"] for row in events(entry)]
    alone = msgspec.structs.replace(entry, selected_events=frozenset([entry.record.events[1].id]))
    assert [row["GLOBALEVENTID"] for row in events(alone)] == whole[1:]


@pytest.mark.parametrize(
    ("place", "told"),
    [
        ({"name": "Indonesia", "country": "IDN", "precision": "country", "lat": -5.0, "lon": 120.0},
         ["1", "Indonesia", "ID", "ID", "", "-5", "120", "ID"]),
        ({"name": "West Java", "country": "IDN", "precision": "admin1", "lat": -6.75, "lon": 107.5},
         ["5", "West Java, Indonesia", "ID", "ID30", "", "-6.75", "107.5", "ID30"]),
        ({"name": "Bandung", "country": "IDN", "admin1": "West Java", "precision": "city", "lat": -6.92222,
          "lon": 107.6},
         ["4", "Bandung, West Java, Indonesia", "ID", "ID30", "", "-6.9222", "107.6", ""]),
        ({"name": "Sorong", "country": "IDN", "admin1": "Southwest Papua", "precision": "city"},
         ["4", "Sorong, Southwest Papua, Indonesia", "ID", "ID00", "", "", "", ""]),
        ({"name": "Jakarta", "country": "IDN", "admin1": "Jakarta", "precision": "city"},
         ["4", "Jakarta, Indonesia", "ID", "ID04", "", "", "", ""]),
        ({"name": "Texas", "country": "USA", "precision": "admin1"},
         ["2", "Texas, United States", "US", "USTX", "", "", "", "USTX"]),
        ({"name": "Austin", "country": "USA", "admin1": "Texas", "precision": "point"},
         ["3", "Austin, Texas, United States", "US", "USTX", "", "", "", ""]),
        ({"name": "Rafah", "country": "PSE", "admin1": "Gaza Strip", "precision": "city"},
         ["4", "Rafah, Gaza Strip, Palestine", "GZ", "GZ00", "", "", "", ""]),
        ({"name": "Baghdad", "country": "IRQ", "admin1": "Baghdad", "precision": "city"},
         ["4", "Baghdad, Iraq", "IZ", "IZ07", "", "", "", ""]),
        ({"name": "Middle East", "country": None, "precision": "region", "lat": 29.0, "lon": 41.0}, ["0", *[""] * 7]),
        ({"name": "Petra", "country": "IDN"}, ["0", *[""] * 7]),
    ],
)  # fmt: skip
def test_a_place_is_told_in_fips(place: dict[str, object], told: list[str]) -> None:
    row = event(Act("PROTEST", ("Rana",), place=place))
    assert [row[f"ActionGeo_{name}"] for name in GEO] == told


def test_the_lead_is_marked() -> None:
    rows = events(made_entry(Act("ASSAULT", ("Rana",)), Act("ACCUSE", ("Sela",))))
    assert [row["IsRootEvent"] for row in rows] == ["1", "0"]


@pytest.mark.parametrize(
    ("published", "added", "day"),
    [
        (StatedTime("2031-03-08", "day", "url"), "20310308000000", "20310308"),
        (StatedTime("2031-03-08T10:00", "minute", "meta"), "20310308100000", "20310308"),
        (StatedTime("2031-03", "month", "text"), "20310309080000", "20310309"),
        (None, "20310309080000", "20310309"),
    ],
)
def test_a_day_that_nobody_states_is_that_of_storing(published: StatedTime | None, added: str, day: str) -> None:
    row = event(Act("ASSAULT", ("Rana",)), published=published)
    assert (row["DATEADDED"], row["SQLDATE"]) == (added, day)


def test_a_mention_has_its_sentence_offsets_and_confidence_in_percent() -> None:
    entry = made_entry(Act("ACCUSE", ("Rana",)), Act("ASSAULT", ("Sela",), ("Tovan",), confidence=0.614))
    row = mentions(entry)[1]
    text = entry.record.article.text
    assert row["SentenceID"] == "3"
    assert (row["Confidence"], row["MentionType"], row["MentionSourceName"]) == ("61", "1", "pos.example")
    assert int(row["Actor1CharOffset"]) == text.index("Sela")
    assert int(row["Actor2CharOffset"]) == text.index("Tovan")
    assert int(row["ActionCharOffset"]) == text.index("acts", text.index("Sela"))


def test_a_page_without_an_address_is_cited() -> None:
    (row,) = mentions(made_entry(Act("ACCUSE", ("Rana",)), url=None))
    assert (row["MentionType"], row["MentionSourceName"]) == ("2", "Pos Samudra")
    assert row["MentionIdentifier"] == "Pos Samudra, A headline, 2031-03-08T03:40:00+07:00"


def test_text_cannot_leave_its_cell_or_be_computed() -> None:
    known = {"Rana": person('=cmd\t"Rana"\n')}
    rows, losses = read_back(GdeltEvents(), made_entry(Act("ACCUSE", ("Rana",)), known=known), header=False)
    assert rows[0]["Actor1Name"] == "CMD 'RANA'"
    assert lost(losses, "characters") == 1
