"""`lansir read`: sources in, records out, and one line for each that could not be read."""

import io
import json
import sys
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import TYPE_CHECKING

import msgspec
import pytest

from lansir.cli.source import STDIN_LIMIT, read_source
from lansir.errors import EmptyInput, FetchError, OversizedInput
from lansir.knowledge import Knowledge
from lansir.record import Record

if TYPE_CHECKING:
    from tests.cli.conftest import FakeReader, Run


MIDDLE = {"point": "balanced"}


def standard_input(data: bytes) -> SimpleNamespace:
    return SimpleNamespace(buffer=io.BytesIO(data))


class TestSources:
    def test_a_file_is_read_by_its_path(self, lansir: "Run", reader: "FakeReader") -> None:
        assert lansir("read", "page.html").code == 0
        assert reader.calls == [("page.html", {"published": None, "url": None, "known": None, **MIDDLE})]

    def test_what_the_page_does_not_say_is_given(self, lansir: "Run", reader: "FakeReader") -> None:
        lansir("read", "page.html", "--published", "2031-03-18", "--url", "https://a.example/x")
        assert reader.calls == [
            ("page.html", {"published": "2031-03-18", "url": "https://a.example/x", "known": None, **MIDDLE})
        ]

    def test_a_dash_is_standard_input(
        self, lansir: "Run", reader: "FakeReader", monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(sys, "stdin", standard_input(b"<p>page</p>"))
        assert lansir("read", "-").code == 0
        assert reader.calls[0][0] == b"<p>page</p>"

    def test_an_endless_standard_input_is_refused(self, reader: "FakeReader", monkeypatch: pytest.MonkeyPatch) -> None:
        asked = []
        endless = SimpleNamespace(read=lambda size: asked.append(size) or b"x" * size)  # type: ignore[func-returns-value]
        monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=endless))
        with pytest.raises(OversizedInput, match="standard input"):
            read_source("-")
        assert asked == [STDIN_LIMIT + 1]

    def test_a_url_is_fetched(self, lansir: "Run", reader: "FakeReader", monkeypatch: pytest.MonkeyPatch) -> None:
        asked: list[tuple[str, bool]] = []

        def fetch(url: str, allow_private: bool) -> SimpleNamespace:
            asked.append((url, allow_private))
            return SimpleNamespace(data=b"<p>", media_type="text/html", url="https://a.example/moved", status=200)

        module = ModuleType("lansir.ingest.fetch")
        module.fetch = fetch  # type: ignore[attr-defined]
        monkeypatch.setitem(sys.modules, "lansir.ingest.fetch", module)
        assert lansir("read", "https://a.example/x").code == 0
        assert asked == [("https://a.example/x", False)]
        options = {
            "published": None,
            "url": "https://a.example/moved",
            "media_type": "text/html",
            "known": None,
            **MIDDLE,
        }
        assert reader.calls == [(b"<p>", options | MIDDLE)]

    def test_a_url_that_fails_says_why(
        self, lansir: "Run", reader: "FakeReader", monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def fetch(url: str, allow_private: bool) -> None:
            raise FetchError(f"cannot fetch {url}: the server said 404 (private: {allow_private})")

        module = ModuleType("lansir.ingest.fetch")
        module.fetch = fetch  # type: ignore[attr-defined]
        monkeypatch.setitem(sys.modules, "lansir.ingest.fetch", module)
        ran = lansir("read", "https://a.example/x", "--allow-private")
        assert (ran.code, ran.out) == (2, "")
        assert ran.err == "lansir: cannot fetch https://a.example/x: the server said 404 (private: True)\n"

    def test_own_actors_go_to_the_reader(self, lansir: "Run", reader: "FakeReader", tmp_path: Path) -> None:
        own = tmp_path / "mine.csv"
        own.write_text("name,type\nForum Lindur,ORG\n", encoding="utf-8")
        assert lansir("read", "page.html", "--actors", own).code == 0
        ((_, options),) = reader.calls
        known = options["known"]
        assert isinstance(known, Knowledge)
        assert [match.id for match in known.find("Forum Lindur", "id")] == ["own/forum-lindur"]

    def test_own_actors_that_cannot_be_read_stop_before_anything_is_written(
        self, lansir: "Run", reader: "FakeReader", tmp_path: Path
    ) -> None:
        ran = lansir("read", "page.html", "--actors", tmp_path / "none.csv", "--output", tmp_path / "out.json")
        assert (ran.code, ran.out) == (2, "")
        assert ran.err == f"lansir: {tmp_path}/none.csv: no such file or directory\n"
        assert not list(tmp_path.iterdir())
        assert reader.calls == []

    def test_url_option_goes_with_one_source_only(self, lansir: "Run", reader: "FakeReader") -> None:
        ran = lansir("read", "a", "b", "--url", "https://a.example")
        assert ran.code == 2
        assert "--url" in ran.err
        assert reader.calls == []


class TestFormats:
    def test_json_of_one_source_is_the_record(self, lansir: "Run", reader: "FakeReader", record: Record) -> None:
        ran = lansir("read", "a", "--format", "json")
        assert msgspec.json.decode(ran.out, type=Record) == record
        assert ran.out.startswith('{\n  "article"')
        assert ran.out.endswith("}\n")

    def test_json_of_several_sources_is_an_array(self, lansir: "Run", reader: "FakeReader", record: Record) -> None:
        ran = lansir("read", "a", "b", "-f", "json")
        assert msgspec.json.decode(ran.out, type=list[Record]) == [record, record]

    def test_json_lines_are_one_record_a_line(self, lansir: "Run", reader: "FakeReader", record: Record) -> None:
        lines = lansir("read", "a", "b", "--format", "jsonl").out.splitlines()
        assert [msgspec.json.decode(line, type=Record) for line in lines] == [record, record]

    def test_the_view_is_shown_unless_json_is_asked_for(
        self, lansir: "Run", reader: "FakeReader", record: Record
    ) -> None:
        ran = lansir("read", "a")
        assert str(record.article.title) in ran.out
        assert "\x1b" not in ran.out

    def test_labels_speak_indonesian_where_asked(self, lansir: "Run", reader: "FakeReader") -> None:
        assert "Siapa mengatakan apa" in lansir("read", "a", "--lang", "id").out
        assert "Who said what" in lansir("read", "a", "--lang", "en").out

    def test_an_unknown_language_is_refused(self, lansir: "Run", reader: "FakeReader") -> None:
        ran = lansir("read", "a", "--lang", "xx")
        assert (ran.code, ran.err) == (2, "lansir: --lang xx: there are labels in en and id only\n")

    def test_an_unknown_format_is_refused(self, lansir: "Run", reader: "FakeReader") -> None:
        ran = lansir("read", "a", "--format", "xml")
        assert ran.code == 2
        assert "jsonl" in ran.err

    def test_explain_tells_how_values_were_resolved(self, lansir: "Run", reader: "FakeReader") -> None:
        assert "actor table: leader/tomas-ardell" in lansir("read", "a", "--explain").out
        assert "actor table: leader/tomas-ardell" not in lansir("read", "a").out


class TestBadItems:
    def test_one_bad_source_never_stops_the_rest(self, lansir: "Run", reader: "FakeReader", record: Record) -> None:
        reader.failures["b"] = EmptyInput("the file is empty")
        ran = lansir("read", "a", "b", "c", "--format", "jsonl")
        assert ran.code == 2
        assert len(ran.out.splitlines()) == 2
        assert ran.err == "lansir: b: the file is empty\n"

    def test_a_message_that_names_the_source_is_not_named_twice(self, lansir: "Run", reader: "FakeReader") -> None:
        reader.failures["b.html"] = EmptyInput("b.html: nothing in it")
        assert lansir("read", "b.html").err == "lansir: b.html: nothing in it\n"

    def test_a_file_that_is_not_there(self, lansir: "Run", reader: "FakeReader") -> None:
        reader.failures["b"] = FileNotFoundError(2, "No such file or directory", "b")
        ran = lansir("read", "b")
        assert (ran.code, ran.err) == (2, "lansir: b: cannot be read: No such file or directory\n")

    def test_an_array_without_a_record_is_empty(self, lansir: "Run", reader: "FakeReader") -> None:
        reader.failures |= {"a": EmptyInput("empty"), "b": EmptyInput("empty")}
        assert json.loads(lansir("read", "a", "b", "--format", "json").out) == []

    def test_a_fault_of_lansir_is_one_line_too(self, lansir: "Run", reader: "FakeReader") -> None:
        reader.failures["b"] = ZeroDivisionError("division by zero")
        ran = lansir("read", "b")
        assert ran.code == 2
        assert ran.err.startswith("lansir: b: a fault of Lansir (ZeroDivisionError: division by zero)")
        assert ran.err.count("\n") == 1

    def test_a_fault_of_lansir_is_shown_in_full_where_asked(
        self, lansir: "Run", reader: "FakeReader", monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("LANSIR_DEBUG", "1")
        reader.failures["b"] = ZeroDivisionError("division by zero")
        with pytest.raises(ZeroDivisionError):
            lansir("read", "b")

    def test_a_hostile_name_never_reaches_the_terminal(self, lansir: "Run", reader: "FakeReader") -> None:
        name = "a\x1b[31m\nlansir: all is well\u202e"
        reader.failures[name] = EmptyInput("empty")
        assert lansir("read", name).err == "lansir: a[31m lansir: all is well: empty\n"

    def test_interrupting_ends_with_130(self, lansir: "Run", reader: "FakeReader") -> None:
        reader.failures["a"] = KeyboardInterrupt()
        assert lansir("read", "a", "b").code == 130
        assert len(reader.calls) == 1


class TestOutputFile:
    def test_the_file_holds_what_would_be_printed(
        self, lansir: "Run", reader: "FakeReader", record: Record, tmp_path: Path
    ) -> None:
        ran = lansir("read", "a", "--format", "json", "--output", tmp_path / "out.json")
        assert (ran.code, ran.out) == (0, "")
        assert msgspec.json.decode((tmp_path / "out.json").read_bytes(), type=Record) == record
        assert [path.name for path in tmp_path.iterdir()] == ["out.json"]

    def test_a_view_in_a_file_is_utf8_without_colours(
        self, lansir: "Run", reader: "FakeReader", tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        lansir("read", "a", "-o", tmp_path / "out.txt")
        text = (tmp_path / "out.txt").read_text(encoding="utf-8")
        assert "“Kami *meminta* Valmora" in text
        assert "\x1b" not in text

    def test_an_older_file_stays_where_nothing_was_read(
        self, lansir: "Run", reader: "FakeReader", tmp_path: Path
    ) -> None:
        (tmp_path / "out.json").write_text("older")
        reader.failures["a"] = EmptyInput("empty")
        assert lansir("read", "a", "--format", "json", "--output", tmp_path / "out.json").code == 2
        assert (tmp_path / "out.json").read_text() == "older"
        assert len(list(tmp_path.iterdir())) == 1

    def test_a_folder_that_is_not_there(self, lansir: "Run", reader: "FakeReader", tmp_path: Path) -> None:
        ran = lansir("read", "a", "--output", tmp_path / "none" / "out.json")
        assert ran.code == 2
        assert "cannot be written: No such file or directory" in ran.err
        assert ran.err.count("\n") == 1
        assert reader.calls == []

    def test_a_device_is_written_to_and_not_replaced(self, lansir: "Run", reader: "FakeReader") -> None:
        assert lansir("read", "a", "--output", "/dev/null").code == 0
        assert Path("/dev/null").is_char_device()
