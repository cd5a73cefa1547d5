"""All systems on the same things, in one run."""

import gzip
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import cached_property
from pathlib import Path

import msgspec

import lansir
from bench.accuracy.corpus import Sample, Scorer, samples
from bench.machine import Machine, machine
from bench.peers.annotating import annotation
from bench.peers.catalogue import System, TaskName, systems
from bench.peers.exchange import Annotated, Answer, Asked, Found, Lesson, Page, Reply, Task, Text, Word
from bench.peers.figures import MEASURES, Figure, of_documents, of_pages, of_pairs
from bench.peers.lessons import acting_mentions, lesson, own_samples, pairs_of, text_of
from bench.peers.processes import Run, run
from lansir.encoder import load_model
from lansir.errors import InputError

__all__ = ["Bench", "Results", "Row", "compare_all", "predicted"]

READING = "own_reading"


class Row(msgspec.Struct, frozen=True, kw_only=True):
    """A system's figures over the things of some languages; `each_second`: how many it does on one core."""

    system: str
    versions: dict[str, str]
    taught: str
    languages: str
    asked: int
    each_second: float
    figures: dict[str, Figure]


class Results(msgspec.Struct, frozen=True, kw_only=True):
    """Task -> its rows; `left_out` are lines that say which system could not run, and why."""

    machine: Machine
    model: str
    lansir: str
    tables: dict[TaskName, list[Row]]
    left_out: list[str]


class Bench:
    """The data of the comparison: what is asked, what is right, what may be learned from."""

    def __init__(self, annotation_dir: Path, pages_dir: Path | None, start: Run = run) -> None:
        self.scorer = Scorer(annotation_dir)
        self.samples = samples(annotation_dir, "development")
        self.taught = [*samples(annotation_dir, "train"), *own_samples()]
        self.pages = _pages(pages_dir) if pages_dir else []
        self.start = start
        self.replies: dict[str, Reply] = {}

    @cached_property
    def lessons(self) -> list[Lesson]:
        """The training part and the annotated news of our own wording."""
        return [lesson(sample) for sample in self.taught]

    def rows(self, system: System) -> list[Row]:
        """The system's rows; raises InputError where its process fails."""
        if system.task == "pages":
            return self._pages(system) if self.pages else []
        return self._types(system) if system.task == "types" else self._documents(system)

    def reading(self) -> dict[str, Annotated]:
        """Lansir's own annotation of every document."""
        own = next(system for system in systems() if system.module == READING)
        answers = self._reply(own, [text_of(sample) for sample in self.samples]).answers
        found = zip(self.samples, answers, strict=True)
        return {sample.document.doc: answer for sample, answer in found if isinstance(answer, Annotated)}

    def _documents(self, system: System) -> list[Row]:
        asked = [sample for sample in self.samples if sample.language in system.languages]
        texts = [self._text(system, sample) for sample in asked]
        reply = self._reply(system, texts)
        if reply.missing:
            return []
        given = self.reading() if system.mentions else {}
        found = [
            replace(sample, predicted=predicted(text, answer, given.get(text.doc)))
            for sample, text, answer in zip(asked, texts, reply.answers, strict=True)
        ]
        groups = {language: [one for one in found if one.language == language] for language in system.languages}
        measures = MEASURES[system.task]
        return [
            self._row(system, reply, language, len(asked), of_documents(group, self.scorer, measures))
            for language, group in groups.items()
            if group
        ]

    def _types(self, system: System) -> list[Row]:
        right = [pair.types for pair in pairs_of(self.samples, asked=False)]
        asked = pairs_of(self.samples, asked=True)
        reply = self._reply(system, asked)
        if reply.missing:
            return []
        figures = of_pairs(right, _words(reply.answers), asked)
        return [self._row(system, reply, ", ".join(system.languages), len(asked), figures)]

    def _pages(self, system: System) -> list[Row]:
        reply = self._reply(system, [page for page, _ in self.pages])
        if reply.missing:
            return []
        figures = of_pages([wanted for _, wanted in self.pages], _words(reply.answers))
        return [self._row(system, reply, ", ".join(system.languages), len(self.pages), figures)]

    def _text(self, system: System, sample: Sample) -> Text:
        if not system.mentions:
            return text_of(sample)
        told = self.reading()[sample.document.doc].annotation
        return text_of(sample, acting_mentions(told, sample.document))

    def _reply(self, system: System, asked: Sequence[Asked]) -> Reply:
        """Each module runs once for the same settings."""
        settings = system.all_settings()
        key = f"{system.module} {msgspec.json.encode(settings).decode()}"
        if key not in self.replies:
            lessons = self.lessons if system.lessons else []
            known = [one for one in lessons if one.text.lang in system.languages]
            self.replies[key] = self.start(system, Task(settings, system.packages, known, list(asked)))
        return self.replies[key]

    def _row(self, system: System, reply: Reply, languages: str, asked: int, figures: dict[str, Figure]) -> Row:
        return Row(
            system=system.name,
            versions=reply.versions,
            taught=system.taught,
            languages=languages,
            asked=asked,
            each_second=len(reply.answers) / max(reply.seconds, 1e-9),
            figures=figures,
        )


def compare_all(
    annotation_dir: Path,
    pages_dir: Path | None = None,
    start: Run = run,
    progress: Callable[[str], None] | None = None,
) -> Results:
    """Every system of the catalogue; InputError where data is missing or a process fails."""
    bench = Bench(annotation_dir, pages_dir, start)
    tables: dict[TaskName, list[Row]] = {}
    left_out: list[str] = []
    for system in systems():
        if progress:
            progress(f"{system.task}: {system.name}")
        before = set(bench.replies)
        tables.setdefault(system.task, []).extend(bench.rows(system))
        missing = [bench.replies[key].missing for key in bench.replies if key not in before]
        left_out += [f"{system.name}: {why}" for why in missing if why]
    return Results(
        machine=machine(),
        model=load_model().card.version,
        lansir=lansir.__version__,
        tables={task: rows for task, rows in tables.items() if rows},
        left_out=left_out,
    )


def predicted(text: Text, answer: Answer, given: Annotated | None = None) -> dict[str, object]:
    """The annotation that an answer amounts to."""
    if isinstance(answer, Annotated):
        return answer.annotation
    if not isinstance(answer, Found):
        raise InputError(f"{text.doc}: {type(answer).__name__} answered; a document is answered with what is found")
    return annotation(text, answer, given.annotation if given else None)


def _words(answers: Sequence[Answer]) -> list[str]:
    return [answer.value for answer in answers if isinstance(answer, Word)]


def _pages(folder: Path) -> list[tuple[Page, str]]:
    """Pages with the body that is right, of a folder as `bench.pages` takes it."""
    try:
        truth = msgspec.json.decode((folder / "ground-truth.json").read_bytes(), type=dict[str, dict[str, object]])
        return [(_page(folder, key, str(row["url"])), str(row["articleBody"])) for key, row in sorted(truth.items())]
    except (OSError, KeyError, msgspec.DecodeError) as error:
        raise InputError(f"{folder}: {error}; give a folder with ground-truth.json and html/*.html.gz") from None


def _page(folder: Path, key: str, url: str) -> Page:
    return Page(gzip.decompress((folder / "html" / f"{key}.html.gz").read_bytes()).decode("utf-8"), url)
