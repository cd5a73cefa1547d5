"""Running the reader over documents, with the time each takes and the memory that the process takes at its peak."""

import resource
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, replace

import msgspec
import numpy as np

from bench.accuracy.corpus import Sample
from lansir.annotate import annotation_of, article_of
from lansir.record import Article, Record, Span

__all__ = ["Read", "Speed", "peak_mib", "read_all"]

Reader = Callable[[Article, list[Span] | None], Record]


class Speed(msgspec.Struct, frozen=True):
    """Seconds an article, the model being loaded; `first` is that of the first one with loading. Memory in MiB."""

    articles: int
    first: float
    median: float
    p95: float
    longest: float
    sentences_per_second: float
    peak_mib: float


@dataclass(frozen=True)
class Read:
    """What the reader made of the documents."""

    samples: list[Sample]
    records: list[Record]
    speed: Speed


def read_all(samples: list[Sample], progress: Callable[[int, int], None] | None = None) -> Read:
    """Read every document; the first one twice, so that loading the model does not count as reading."""
    start = time.perf_counter()
    from lansir.reader import read_article  # noqa: PLC0415 - importing it is part of what is timed

    _read(samples[0], read_article)
    first = time.perf_counter() - start
    done, records, seconds = [], [], []
    for n, sample in enumerate(samples, 1):
        start = time.perf_counter()
        record, predicted = _read(sample, read_article)
        seconds.append(time.perf_counter() - start)
        done.append(predicted)
        records.append(record)
        if progress:
            progress(n, len(samples))
    return Read(done, records, _speed(first, seconds, samples))


def peak_mib() -> float:
    """The most memory that this process has held so far."""
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / (1024 * 1024 if sys.platform == "darwin" else 1024)


def _read(sample: Sample, read_article: Reader) -> tuple[Record, Sample]:
    article, sentences = article_of(sample.document)
    record = read_article(article, sentences)
    return record, replace(sample, predicted=annotation_of(record, sample.document, sentences))


def _speed(first: float, seconds: list[float], samples: list[Sample]) -> Speed:
    return Speed(
        articles=len(seconds),
        first=first,
        median=float(np.median(seconds)),
        p95=float(np.percentile(seconds, 95)),
        longest=max(seconds),
        sentences_per_second=sum(len(sample.document.sentences) for sample in samples) / sum(seconds),
        peak_mib=peak_mib(),
    )
