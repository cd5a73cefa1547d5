"""Which settings do best on the training part: `python -m bench.peers.choose ANNOTATION_DIR [MODULE ...]`.

Every combination of a module's candidates is tried. What learns is asked about each third of the documents after
learning from the other two and from the annotated news of our own wording. Nothing is written: the best goes into
`settings.yaml` by hand.
"""

import argparse
import sys
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import product
from pathlib import Path

from bench.accuracy.corpus import Sample, Scorer, samples
from bench.markdown import table
from bench.peers.catalogue import Choice, System, choices, systems
from bench.peers.compare import predicted
from bench.peers.exchange import Annotated, Answer, Lesson, Settings, Task, Word
from bench.peers.figures import of_documents, of_pairs
from bench.peers.lessons import acting_mentions, lesson, own_samples, pairs_of, text_of
from bench.peers.processes import Run, run
from lansir.errors import InputError, LansirError

__all__ = ["Trial", "trials"]

FOLDS = 3
Trial = tuple[Settings, float]


class _Part:
    """A module to be tried on the training documents."""

    def __init__(
        self, system: System, choice: Choice, known: Sequence[Sample], scorer: Scorer, start: Run, folds: int
    ) -> None:
        self.system, self.choice, self.scorer, self.start = system, choice, scorer, start
        self.folds = range(folds)
        self.known = [sample for sample in known if sample.language in system.languages]
        self.own = [lesson(one) for one in own_samples() if one.language in system.languages] if system.lessons else []
        self.taught = [lesson(sample) for sample in self.known] if system.lessons else []

    def value(self, settings: Settings) -> float:
        """What the measure comes to over these folds."""
        if self.choice.measure == "type":
            return self._types(settings)
        found = [one for fold in self.folds for one in self._documents(settings, fold)]
        measure = str(self.choice.measure)
        return of_documents(found, self.scorer, [measure])[measure].value

    def _documents(self, settings: Settings, fold: int) -> list[Sample]:
        asked = self.known[fold::FOLDS]
        texts = [
            text_of(sample, acting_mentions(sample.gold, sample.document) if self.system.mentions else None)
            for sample in asked
        ]
        task = Task(settings, [], self._lessons(fold), list(texts))
        given = [Annotated(sample.gold) if self.system.mentions else None for sample in asked]
        answers = self._answers(task)
        return [
            replace(sample, predicted=predicted(text, answer, names))
            for sample, text, answer, names in zip(asked, texts, answers, given, strict=True)
        ]

    def _types(self, settings: Settings) -> float:
        right, said, pairs = [], [], []
        for fold in self.folds:
            asked = self.known[fold::FOLDS]
            pairs += (here := pairs_of(asked, asked=True))
            right += [pair.types for pair in pairs_of(asked, asked=False)]
            answers = self._answers(Task(settings, [], self._lessons(fold), list(here)))
            said += [answer.value for answer in answers if isinstance(answer, Word)]
        return of_pairs(right, said, pairs)["macro F1"].value

    def _lessons(self, fold: int) -> list[Lesson]:
        return [*self.own, *(one for k, one in enumerate(self.taught) if k % FOLDS != fold)]

    def _answers(self, task: Task) -> list[Answer]:
        reply = self.start(self.system, task)
        if reply.missing:
            raise InputError(f"{self.system.name}: {reply.missing}")
        return reply.answers


def trials(
    module: str, known: Sequence[Sample], scorer: Scorer, start: Run = run, folds: int = FOLDS
) -> Iterator[Trial]:
    """Each combination of a module's candidates with what its measure comes to on so many thirds of the documents."""
    choice = choices()[module]
    part = _Part(next(one for one in systems() if one.module == module), choice, known, scorer, start, folds)
    for values in product(*choice.candidates.values()):
        settings = dict(zip(choice.candidates, values, strict=True))
        yield settings, part.value(settings)


def main(arguments: list[str] | None = None) -> int:
    """Print the trials of each module, best first; 2 and one line where something cannot be read or run."""
    parser = argparse.ArgumentParser(prog="python -m bench.peers.choose", description=__doc__)
    parser.add_argument("annotation_dir", type=Path, help="folder with text/, gold/ and score.py")
    parser.add_argument("modules", nargs="*", help="modules of bench/peers/settings.yaml; all that have candidates")
    parser.add_argument("--once", action="store_true", help="ask about one third of the documents only")
    options = parser.parse_args(arguments)
    folds = 1 if options.once else FOLDS
    modules = options.modules or [name for name, choice in choices().items() if choice.candidates]
    try:
        known, scorer = samples(options.annotation_dir, "train"), Scorer(options.annotation_dir)
        for module in modules:
            best = sorted(trials(module, known, scorer, folds=folds), key=lambda trial: -trial[1])
            print(f"{module}\n{table(['settings', str(choices()[module].measure)], best)}\n", flush=True)
    except LansirError as error:
        print(f"bench.peers.choose: {error}", file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
