"""Windows are joined so that each sentence is told once and links survive the seam."""

from lansir.encoder.merge import merge_windows
from lansir.encoder.reading import FoundContent, FoundLink, FoundMention, FoundSpan, FoundTrigger, Reading


def mention(start: int, sentence: int, antecedents: list[FoundLink] | None = None) -> FoundMention:
    return FoundMention(FoundSpan(start, start + 3, sentence, 0.9), "PER", 0.9, 0.1, 0.1, [], antecedents or [])


def first_window() -> Reading:
    return Reading(mentions=[mention(0, 0), mention(10, 1)], contexts=[("military", 0.2)])


def second_window() -> Reading:
    """Sentence 1 is context; its mention is found again at a slightly other place, another one is found only here."""
    return Reading(
        mentions=[mention(11, 1), mention(16, 1), mention(20, 2, [FoundLink(0, 0.9), FoundLink(1, 0.4)])],
        contents=[FoundContent(FoundSpan(24, 40, 2, 0.8), False, None, [FoundLink(0, 0.7), FoundLink(2, 0.2)], 0.1)],
        triggers=[
            FoundTrigger(FoundSpan(24, 30, 2, 0.8), "ASSAULT", 0.9, "actual", 0.9, "", 1.0, [FoundLink(1, 0.6)], [])
        ],
        contexts=[("military", 0.6)],
    )


def test_each_sentence_is_told_by_its_owner() -> None:
    whole = merge_windows([(0, first_window()), (2, second_window())])
    assert [found.span.start for found in whole.mentions] == [0, 10, 20]


def test_links_into_the_context_move_to_what_its_owner_found() -> None:
    whole = merge_windows([(0, first_window()), (2, second_window())])
    assert whole.mentions[2].antecedents == [FoundLink(1, 0.9)]
    assert whole.contents[0].speakers == [FoundLink(1, 0.7), FoundLink(2, 0.2)]


def test_links_to_what_the_owner_did_not_find_are_dropped() -> None:
    whole = merge_windows([(0, first_window()), (2, second_window())])
    assert whole.triggers[0].actors == []


def test_contexts_are_the_mean_over_windows() -> None:
    whole = merge_windows([(0, first_window()), (2, second_window())])
    assert whole.contexts == [("military", 0.4)]


def test_no_window_gives_an_empty_reading() -> None:
    assert merge_windows([]) == Reading()


def test_the_vector_of_the_whole_is_the_mean_over_all_words() -> None:
    parts = [(0, Reading(vector=[1.0, 0.0], words=3)), (4, Reading(vector=[0.0, 2.0], words=1)), (9, Reading())]
    whole = merge_windows(parts)
    assert (whole.vector, whole.words) == ([0.75, 0.5], 4)
