"""The terminal view: what a reader sees of a record, wide or narrow, with colours or without."""

import io
import re
from collections.abc import Callable

import msgspec
import pytest
from rich.cells import cell_len

from lansir.cli.view import View, console_for, print_plain
from lansir.record import Argument, Article, Event, Record, Span
from lansir.words.catalogue import messages

Draw = Callable[..., str]
ANSI = re.compile(r"\x1b\[[\d;]*m")


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.fixture
def draw(record: Record) -> Draw:
    def drawn(
        shown: Record = record, width: int = 140, language: str = "en", colours: bool = False, **how: bool
    ) -> str:
        stream = Terminal() if colours else io.StringIO()
        print_plain(console_for(stream, width), View(messages(language), **how).render(shown))
        return stream.getvalue()

    return drawn


def flat(text: str) -> str:
    """The text as it reads over line ends."""
    return " ".join(text.replace("│", " ").split())


class TestArticleCard:
    def test_it_tells_what_the_page_is(self, draw: Draw) -> None:
        card = draw().split("Who said what")[0]
        for told in (
            "Arunika Desak Valmora Hentikan Serangan ke Pelabuhan Teluk Sare",
            "Kabar Nusa ← Pos Samudra",
            "Tuesday, 18 March 2031, 09:15 WIB (UTC+07:00) · read from JSON-LD",
            "Sekar Wulan, Bima Tirta",
            "Indonesian",
            "7 blocks of news · 2 of furniture (read also 1, sign-off 1)",
            "military, diplomacy",
            "https://kabarnusa.example/dunia/arunika-desak-valmora",
        ):
            assert told in card

    def test_what_the_page_does_not_state_is_said_to_be_missing(self, draw: Draw) -> None:
        bare = Record(Article("ar-1", "", [], ""), "0", "0")
        text = draw(bare)
        assert "(no title)" in text
        assert re.search(r"Outlet +not stated", text)
        assert re.search(r"Published +not stated", text)
        assert "No statement was read." in text
        assert "No event was read." in text


class TestStatements:
    def test_each_has_speaker_form_cue_and_words(self, draw: Draw) -> None:
        text = draw()
        assert "S1 Kementerian Luar Negeri Arunika · government, ARK · in other words · “mengatakan” · 96%" in text
        assert "│ Ratih Prameswari telah menelepon Presiden Valmora Tomas Ardell" in text

    def test_a_direct_quotation_stands_in_quotation_marks(self, draw: Draw) -> None:
        assert "│ “Kami meminta Valmora segera menghentikan serangan”" in draw()

    def test_the_addressee_follows_the_speaker(self, draw: Draw) -> None:
        assert "S2 Ratih Prameswari → Valmora?" in draw()

    def test_an_anonymous_source_carries_a_badge(self, draw: Draw) -> None:
        assert "S3 Seorang pejabat Valmora [anonymous]" in draw()

    def test_a_pronoun_is_told_by_the_words_it_stands_for(self, draw: Draw) -> None:
        assert "S4 Seorang pejabat Valmora? [anonymous]" in draw()

    def test_a_statement_of_nobody_says_so(self, draw: Draw) -> None:
        assert "S5 somebody not named" in draw()

    def test_a_humans_decision_is_shown(self, draw: Draw) -> None:
        assert "✓ confirmed by dewi" in draw()


class TestEvents:
    def test_a_row_tells_who_did_what_to_whom_when_where_and_according_to_whom(self, draw: Draw) -> None:
        rows = draw(width=160).splitlines()
        row = next(number for number, line in enumerate(rows) if line.lstrip().startswith("E6"))
        assert re.search(
            r"E6 CONSULT +Tomas Ardell → Ratih Prameswari\? +◷ planned +2031-W13 +Lontar City, ARK +somebody",
            rows[row],
        )
        assert re.search(r"visit +88% +pekan depan", rows[row + 1])

    def test_every_status_has_its_own_sign_and_colour(self, draw: Draw) -> None:
        signs = ("● actual", "◷ planned", "◇ requested", "◌ hypothetical", "✗ negated")
        assert all(sign in draw() for sign in signs)
        coloured = draw(colours=True)
        colours = {re.search(rf"\x1b\[([\d;]+)m{re.escape(sign)}", coloured).group(1) for sign in signs}  # type: ignore[union-attr]
        assert len(colours) == 5

    def test_the_evidence_stands_below_with_its_trigger_in_stars(self, draw: Draw) -> None:
        assert "│ “Kami *meminta* Valmora segera menghentikan serangan,” kata Ratih" in draw()

    def test_colours_underline_trigger_actor_and_recipient(self, draw: Draw) -> None:
        text = draw(width=200, colours=True)
        assert "\x1b[4;36mRatih Prameswari\x1b[0m telah \x1b[1;4;33mmenelepon\x1b[0m" in text
        assert "\x1b[4;35mPresiden Valmora Tomas Ardell\x1b[0m" in text
        assert "*menelepon*" not in text

    def test_colours_change_nothing_but_the_stars_and_the_legend(self, draw: Draw) -> None:
        coloured, starred = flat(ANSI.sub("", draw(colours=True))), flat(draw())
        assert coloured.rpartition("•")[0] == starred.replace("*", "").rpartition("•")[0]

    def test_the_number_of_people_touched_is_told(self, draw: Draw) -> None:
        assert "12 killed" in draw()

    def test_an_event_of_the_outlets_own_voice_names_the_outlet(self, draw: Draw, record: Record) -> None:
        own = msgspec.structs.replace(record.events[0], reported_by=None)
        text = draw(msgspec.structs.replace(record, events=[own]))
        assert re.search(r"E1 CONSULT .* Kabar Nusa", text)

    def test_nested_reports_name_every_speaker(self, draw: Draw, record: Record) -> None:
        outer, inner = record.statements[0], msgspec.structs.replace(record.statements[1], inside="st-call")
        told = msgspec.structs.replace(record, statements=[outer, inner], events=record.events[1:2])
        assert re.search(r"Ratih Prameswari ← *\n +yield .* Kementerian Luar Negeri *\n +Arunika \(S2\)", draw(told))

    def test_statements_that_report_each_other_end(self, draw: Draw, record: Record) -> None:
        one = msgspec.structs.replace(record.statements[0], inside="st-urge")
        two = msgspec.structs.replace(record.statements[1], inside="st-call")
        assert "S1" in draw(msgspec.structs.replace(record, statements=[one, two]))

    def test_an_id_that_leads_nowhere_is_shown_as_it_is(self, draw: Draw, record: Record) -> None:
        stray: Event = msgspec.structs.replace(
            record.events[0], actors=[Argument("en-gone", "me-gone", 0.9)], time="ti-gone", reported_by="st-gone"
        )
        assert "en-gone" in draw(msgspec.structs.replace(record, events=[stray]), explain=True)


class TestEntitiesAndReasons:
    def test_entities_have_kind_country_sector_and_role(self, draw: Draw) -> None:
        assert re.search(r"Tomas Ardell +person +VAL +government +president +2", draw())

    def test_the_most_mentioned_come_first(self, draw: Draw) -> None:
        section = draw().split("People, organisations and places")[1]
        assert section.index("Ratih Prameswari") < section.index("Tomas Ardell") < section.index("Kota Lontar")

    def test_what_could_not_be_read_is_told(self, draw: Draw) -> None:
        assert "• the page states no zone: WIB was taken from its outlet" in draw()


class TestExplain:
    def test_every_value_tells_how_it_was_resolved(self, draw: Draw) -> None:
        text = draw(explain=True)
        for told in (
            "actor: “Kami” 80% = Ratih Prameswari: title words",
            "recipient: “Ratih” (from another sentence) 40% = Ratih Prameswari: title words",
            "time: publication date, by default",
            "addressee: none is named",
            "verbal conflict, intensity -1.5",
            "last Monday on or before (2031-03-18)",
            "gazetteer: largest of 2 by that name; passed over: Lontar (VAL)",
        ):
            assert told in text

    def test_without_it_none_of_that_is_shown(self, draw: Draw) -> None:
        assert not any(told in draw() for told in ("title words", "by default", "passed over"))


class TestLayout:
    @pytest.mark.parametrize("width", [60, 80, 100, 140, 200])
    @pytest.mark.parametrize("how", [{}, {"explain": True}, {"compact": True}])
    @pytest.mark.parametrize("language", ["en", "id"])
    def test_no_line_is_wider_than_the_terminal(
        self, draw: Draw, width: int, how: dict[str, bool], language: str
    ) -> None:
        lines = draw(width=width, language=language, **how).splitlines()
        assert max(map(cell_len, lines)) <= width
        assert not any(line.endswith(" ") for line in lines)

    @pytest.mark.parametrize("width", [80, 140])
    def test_nothing_is_lost_in_a_narrow_terminal(self, draw: Draw, record: Record, width: int) -> None:
        text = flat(draw(width=width))
        for statement in record.statements:
            assert all(span.text in text for span in statement.content)
        for event in record.events:
            assert f"*{event.trigger.text}*" in text

    def test_the_compact_view_shows_the_beginnings_only(self, draw: Draw) -> None:
        text = draw(compact=True)
        assert "S2" in text and "S3 " not in text
        assert "E3" in text and "E4 " not in text
        assert "People" not in text


class TestHostilePages:
    def test_no_page_speaks_to_the_terminal(self, draw: Draw, record: Record) -> None:
        built = msgspec.to_builtins(record)
        evil = "\x1b]0;x\x07[bold]\u202e\x9b"
        built["article"] |= {"title": evil, "outlet": evil, "authors": [evil], "language": evil, "url": evil}
        built["article"] |= {"canonical_url": None, "published": {"precision": "day", "source": "text", "value": evil}}
        for entity in built["entities"]:
            entity |= {"name": evil, "country": evil, "role": evil, "resolved": evil, "sectors": [evil]}
        for event in built["events"]:
            event |= {"mode": evil, "contexts": [evil], "reasons": {evil: evil}}
        for place in built["places"]:
            place |= {"name": evil, "resolved": evil}
        for time in built["times"]:
            time |= {"value": evil, "resolved": evil}
        built["statements"][3]["review"] |= {"by": evil}
        built["reasons"] = [{"code": evil, "message": evil}]
        text = draw(msgspec.convert(built, Record), explain=True)
        assert "[bold]" in text
        assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", text)

    def test_a_page_that_is_one_sentence_is_still_shown_fast(self, draw: Draw, record: Record) -> None:
        words = "kata " * 200_000
        sentence = Span(0, len(words), words)
        event = msgspec.structs.replace(record.events[0], sentence=sentence, trigger=Span(500_000, 500_004, "kata"))
        statement = msgspec.structs.replace(record.statements[0], sentence=sentence, content=[sentence])
        text = draw(msgspec.structs.replace(record, events=[event], statements=[statement]), width=80)
        assert len(text) < 10_000
