"""What each race is about: the things that all entrants do, and how good what they answer is."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple, TypeVar

from bench.accuracy.corpus import Sample, Scorer, samples
from bench.pages import compare, scores
from bench.peers.compare import Bench, predicted
from bench.peers.exchange import Annotated, Lesson, Page, Pair, Text, Word
from bench.peers.exchange import Found as FoundThings
from bench.peers.figures import of_documents
from bench.peers.lessons import lesson, own_samples, pairs_of, text_of
from bench.race.catalogue import Race
from bench.race.copies import judged, planted
from bench.race.exchange import Answer, Asked, Same
from lansir.errors import InputError
from lansir.lang import read_with
from lansir.page import read_page

__all__ = ["Course", "Courses", "Judge"]

Judge = Callable[[Sequence[Answer]], dict[str, float]]
Thing = TypeVar("Thing")


class Course(NamedTuple):
    """The things, how many they count as, and the measures of the answers."""

    asked: list[Asked]
    things: int
    judge: Judge


class Courses:
    """The courses over an annotation folder and a folder of saved pages, as `bench.peers` takes them."""

    def __init__(self, annotation_dir: Path, pages_dir: Path) -> None:
        """Read both; InputError where one is missing."""
        self._bench = Bench(annotation_dir, pages_dir)
        self._folder = annotation_dir
        if not self._bench.pages:
            raise InputError(f"{pages_dir}: no pages there; give a folder with ground-truth.json and html/*.html.gz")

    def of(self, race: Race) -> Course:
        """The course of a race."""
        made: dict[str, Callable[[int], Course]] = {
            "pages": self._pages,
            "copies": self._copies,
            "times": lambda most: self._documents(spread(self._bench.samples, most), "times value"),
            "statements": lambda most: self._documents(spread(self._english(), most), "statements whole"),
            "types": self._types,
            "whole": self._whole,
        }
        return made[race.race](race.most)

    def lessons(self) -> list[Lesson]:
        """The training part and the annotated news of our own wording."""
        return [lesson(sample) for sample in (*samples(self._folder, "train"), *own_samples())]

    def _english(self) -> list[Sample]:
        return [sample for sample in self._bench.samples if sample.language == "en"]

    def _pages(self, most: int) -> Course:
        taken = spread(self._bench.pages, most)

        def judge(answers: Sequence[Answer]) -> dict[str, float]:
            texts = zip(taken, _words(answers), strict=True)
            return {"F1": scores([compare(wanted, text) for (_, wanted), text in texts]).f1}

        return Course([page for page, _ in taken], len(taken), judge)

    def _copies(self, most: int) -> Course:
        right = planted(most)

        def judge(answers: Sequence[Answer]) -> dict[str, float]:
            pairs = [pair for answer in answers if isinstance(answer, Same) for pair in answer.pairs]
            found = judged(pairs, right)
            return {"P": found.precision, "R": found.recall, **{f"R, {how}": r for how, r in found.by_kind.items()}}

        return Course([right.corpus], len(right.corpus.texts), judge)

    def _documents(self, taken: Sequence[Sample], measure: str) -> Course:
        texts: list[Text] = [text_of(sample) for sample in taken]

        def judge(answers: Sequence[Answer]) -> dict[str, float]:
            done = [
                replace(sample, predicted=predicted(text, answer))
                for sample, text, answer in zip(taken, texts, answers, strict=True)
                if isinstance(answer, FoundThings | Annotated)
            ]
            return {f"{measure}, F1": of_documents(done, Scorer(self._folder), [measure])[measure].value}

        return Course([*texts], len(texts), judge)

    def _types(self, most: int) -> Course:
        right = spread(pairs_of(self._bench.samples, asked=False), most)
        asked: list[Pair] = spread(pairs_of(self._bench.samples, asked=True), most)

        def judge(answers: Sequence[Answer]) -> dict[str, float]:
            verdicts = [said in pair.types for pair, said in zip(right, _words(answers), strict=True)]
            return {"right": sum(verdicts) / len(verdicts)}

        return Course([*asked], len(asked), judge)

    def _whole(self, most: int) -> Course:
        taken: list[Page] = spread([page for page, _ in self._bench.pages if _is_read(page)], most)
        return Course([*taken], len(taken), lambda answers: {})


def spread(things: Sequence[Thing], most: int) -> list[Thing]:
    """So many of the things, evenly spread."""
    count = min(most, len(things))
    return [things[place * len(things) // count] for place in range(count)]


def _words(answers: Sequence[Answer]) -> list[str]:
    return [answer.value for answer in answers if isinstance(answer, Word)]


def _is_read(page: Page) -> bool:
    """Whether it is a page in a language that Lansir reads."""
    try:
        return read_page(page.html.encode(), media_type="text/html", url=page.url).language in read_with()
    except InputError:
        return False
