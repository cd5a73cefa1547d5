"""Mistakes that anybody makes: one line that says what to do, in both languages, and the right exit code."""

import os
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from lansir.cli import main
from tests.first_hour.terminal import Said, Terminal, window

Run = Callable[..., Said]
LANGUAGES = ("en", "id")
BROKEN = {
    "empty.html": b"",
    "report.pdf": b"%PDF-1.4\n1 0 obj\n",
    "photo.png": b"\x89PNG\r\n\x1a\n" + bytes(20),
    "links.html": b"<html><body><ul><li><a href=/a>a</a></ul></body></html>",
    "notes.db": b"these are no rows and no pages of a database, only words" * 40,
    "mine.csv": b"name;colour\nSari Mandala;red\n",
}
MISTAKES = [
    ("red page.html", "no such command 'red'. Did you mean 'read'?", "tidak ada perintah 'red'"),
    ("read", "missing argument 'SOURCE'", "'SOURCE' belum diberikan"),
    ("read nothing.html", "nothing.html: no such file or directory; give the path", "nothing.html: tidak ada berkas"),
    ("read kabar.example/dunia", "write it with https:// before it", "tulislah https:// di depannya"),
    ("read folder", "folder: is a folder; .*: lansir ingest folder", "folder: itu folder; .*: lansir ingest folder"),
    ("read empty.html", "empty.html: the input is empty", "empty.html: kosong: berikan halaman"),
    ("read report.pdf", "report.pdf: the input is a PDF", "report.pdf: ini PDF, bukan halaman"),
    ("read photo.png", "photo.png: the input is a PNG image", "photo.png: ini PNG image, bukan halaman"),
    ("read links.html", "links.html: no article on", "links.html: tidak ada artikel di"),
    ("read empty.html --published 28/04/2024", "'28/04/2024' is no date: write it as", "'28/04/2024' bukan tanggal"),
    ("read empty.html --langg id", "no such option: --langg", "tidak ada opsi --langg"),
    ("read empty.html --format xml", "'xml' is none of terminal, json", "'xml' bukan salah satu dari"),
    ("read empty.html --actors nobody.csv", "nobody.csv: no such file", "nobody.csv: tidak ada berkas"),
    ("read empty.html --actors mine.csv", "mine.csv: .*unknown column 'colour'", "mine.csv: .*colour"),
    ("ingest", "give a source, or --retry-failed", "berikan sumber, atau --retry-failed"),
    ("ingest pagse", "pagse: no such file or folder; check", "pagse: tidak ada berkas atau folder itu; periksa"),
    ("ingest folder --store notes.db", "notes.db: not a store", "notes.db: bukan simpanan"),
    ("ingest folder --workers 0", "invalid value for '--workers'", "nilai '--workers' keliru: paling kecil 1"),
    ("find", "lansir.db: no such store; `lansir ingest", "lansir.db: simpanan itu belum ada; `lansir ingest"),
    ("find --limit some", "invalid value for '--limit'", "nilai '--limit' keliru: harus bilangan bulat"),
    ("find typ:ASSAULT --store world.db", "no field typ; did you mean", "tidak ada bidang typ; maksud Anda"),
    ("find type:ASAULT --store world.db", "did you mean ASSAULT?", "maksud Anda ASSAULT?"),
    ("find from:monday --store world.db", "write a day, month or year such as", "tulislah hari, bulan, atau tahun"),
    ("find last:week --store world.db", "such as 7d, 2w, 3m, 1y", "seperti 7d, 2w, 3m, 1y"),
    ("find --facets colour --store world.db", "there is no facet colour", "tidak ada rincian colour"),
    ("export excel --to a.xlsx --store world.db", "no exporter is called", "tidak ada pengekspor bernama"),
    ("export xlsx --store world.db", "say where to: a folder", "sebutkan tujuannya: folder"),
    ("export xlsx --to a.csv --store world.db", "a.csv: xlsx is written as .xlsx", "a.csv: xlsx ditulis sebagai .xlsx"),
    ("export parquet --to a.pq --store world.db", "give a folder", "berikan folder"),
    ("review confirm ev-0000000000000000 --store world.db", "the store holds no such event", "tidak ada event"),
    ("serve --store none.db", "none.db: no such store", "none.db: simpanan itu belum ada"),
    ("serve --store world.db --host 0.0.0.0", "give --token too", "berikan juga --token"),
    ("watch feeds.opml --every often", "'often' is no time such as 90s", "'often' bukan jangka waktu"),
    ("watch feeds.opml", "feeds.opml: cannot be read", "feeds.opml: tidak dapat dibaca"),
    ("alert nothing.yaml --store world.db", "nothing.yaml: .*check the path", "nothing.yaml: .*periksa jalurnya"),
    ("sql DELETE --store world.db", "sql: ", "sql: "),
    ("codebook ASAULT", "did you mean ASSAULT", "maksud Anda ASSAULT"),
    ("actors Nobody Known", "nobody is known as", "tak ada yang dikenal sebagai"),
]  # fmt: skip


@pytest.fixture
def run(world_path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Calls `lansir` in this process, in a folder with a store and files that are no pages."""
    for name, data in BROKEN.items():
        (tmp_path / name).write_bytes(data)
    (tmp_path / "folder").mkdir()
    shutil.copyfile(world_path, tmp_path / "world.db")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "200")

    def run(*arguments: str, lang: str = "en") -> Said:
        monkeypatch.setenv("LANSIR_LANG", lang)
        monkeypatch.setattr(sys, "argv", ["lansir", *arguments])
        code = main()
        return Said(code, *capsys.readouterr())

    return run


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize(("line", "english", "indonesian"), MISTAKES, ids=[one[0] for one in MISTAKES])
def test_one_line_says_what_to_do(run: Run, line: str, english: str, indonesian: str, lang: str) -> None:
    said = run(*line.split(), lang=lang)
    wanted = {"en": english, "id": indonesian}[lang]
    assert (said.code, said.out) == (2, "")
    assert re.fullmatch(r"lansir: [^\n]+\n", said.err), said.err
    assert re.search(re.sub(r"[?()]", r"\\\g<0>", wanted), said.err), said.err


def test_the_option_for_the_language_counts_for_what_goes_wrong_too(run: Run) -> None:
    assert "tidak ada berkas" in run("read", "nothing.html", "--lang", "id").err
    assert "tidak ada berkas" in run("read", "nothing.html", "--lang=id").err
    assert "no such file" in run("read", "nothing.html", "--lang", "en", lang="id").err


def test_a_mistyped_folder_makes_no_store(run: Run, tmp_path: Path) -> None:
    run("ingest", "pagse", "--store", "new.db")
    assert not (tmp_path / "new.db").exists()


def test_a_folder_without_pages_is_said_to_be_one(run: Run) -> None:
    assert "No page was found there" in run("ingest", "folder", "--store", "new.db").out
    assert "Tidak ada halaman di sana" in run("ingest", "folder", "--store", "new.db", lang="id").out


def test_a_find_without_finds_names_the_command_for_this_store(run: Run) -> None:
    said = run("find", "actor:Nobodyatall", "--store", "world.db")
    assert (said.code, said.err) == (0, "")
    assert "lansir find --store world.db --facets type,actor,outlet,month" in said.out
    assert "actor:Nobodyatall" in said.out


def test_nothing_to_forget_asks_for_no_confirmation(run: Run) -> None:
    assert "--yes" not in run("forget", "person", "Nobody Known", "--store", "world.db").out


def test_a_fault_of_lansir_itself_is_one_line_too(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> None:
        raise ZeroDivisionError("division by zero")

    monkeypatch.setattr("lansir.cli.schema.schema_text", fail)
    said = run("schema")
    assert (said.code, said.out) == (2, "")
    assert said.err.startswith("lansir: a fault of Lansir (ZeroDivisionError: division by zero); LANSIR_DEBUG=1 shows")
    monkeypatch.setenv("LANSIR_DEBUG", "1")
    with pytest.raises(ZeroDivisionError):
        run("schema")


@pytest.fixture
def terminal(tmp_path: Path, world_path: Path) -> Terminal:
    """A window beside a store."""
    shutil.copyfile(world_path, tmp_path / "lansir.db")
    return window(tmp_path, tmp_path, Path(sys.executable).parent)


@pytest.mark.slow
@pytest.mark.parametrize(
    "line",
    ["lansir find --format jsonl", "lansir codebook --format json", "lansir sql 'SELECT * FROM events' --format csv"],
)
def test_whoever_reads_only_the_beginning_gets_no_complaint(terminal: Terminal, line: str) -> None:
    said = terminal.type(f"{line} | head -n 1")
    assert said.out.count("\n") == 1
    assert said.err == ""


@pytest.mark.slow
def test_ctrl_c_ends_quietly() -> None:
    program = Path(sys.executable).with_name("lansir")
    with subprocess.Popen(
        [program, "read", "-"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        with pytest.raises(subprocess.TimeoutExpired):
            process.wait(3)
        os.kill(process.pid, signal.SIGINT)
        out, err = process.communicate(timeout=20)
    assert (process.returncode, out, err) == (130, b"", b"")
