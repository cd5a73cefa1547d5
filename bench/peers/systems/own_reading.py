"""Lansir's reading of a document."""

from collections.abc import Sequence

from bench.peers.exchange import Annotated, Answerer, Lesson, Settings, Text
from lansir.annotate import Document, annotation_of, article_of
from lansir.encoder import load_model
from lansir.reader import read_article

__all__ = ["prepare"]


def prepare(settings: Settings, lessons: Sequence[Lesson]) -> Answerer:
    """Takes the shipped model, whatever the lessons are."""

    model = load_model(threads=1)

    def answer(text: Text) -> Annotated:
        document = Document(text.doc, text.sentences, text.lang, text.published)
        article, sentences = article_of(document)
        return Annotated(annotation_of(read_article(article, sentences, model=model), document, sentences))

    return answer
