"""tf-idf over words and characters of the passage, and a linear classifier (scikit-learn's logistic regression)."""

from collections.abc import Sequence
from importlib import import_module
from typing import Protocol

from bench.peers.exchange import Answerer, Lesson, Pair, Settings, Word
from bench.peers.passages import marked

__all__ = ["prepare"]


class Classifier(Protocol):
    """What of scikit-learn's pipeline is used."""

    def fit(self, passages: Sequence[str], types: Sequence[str]) -> object:
        """Learn."""

    def predict(self, passages: Sequence[str]) -> Sequence[str]:
        """The type of each passage."""


def prepare(settings: Settings, lessons: Sequence[Lesson]) -> Answerer:
    """Learns from the joined pairs; `words` and `characters` are the longest n-grams, `C` how little is smoothed."""
    taught = [pair for lesson in lessons for pair in lesson.pairs if pair.types]
    classifier = _classifier(settings)
    classifier.fit([marked(pair) for pair in taught], [pair.types[0] for pair in taught])

    def answer(pair: Pair) -> Word:
        return Word(str(classifier.predict([marked(pair)])[0]))

    return answer


def _classifier(settings: Settings) -> Classifier:
    tfidf = import_module("sklearn.feature_extraction.text").TfidfVectorizer
    pipeline = import_module("sklearn.pipeline")
    words = tfidf(ngram_range=(1, settings["words"]), min_df=2, sublinear_tf=True)
    characters = tfidf(analyzer="char_wb", ngram_range=(2, settings["characters"]), min_df=3, sublinear_tf=True)
    logistic = import_module("sklearn.linear_model").LogisticRegression
    linear = logistic(C=settings["C"], class_weight="balanced", max_iter=200, tol=1e-3)
    whole: Classifier = pipeline.make_pipeline(pipeline.make_union(words, characters), linear)
    return whole
