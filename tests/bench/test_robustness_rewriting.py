"""Where the letters of a text stand after it was changed."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from bench.robustness.rewriting import Edit, Piece, Rewriting, carried, edited, rewriting

WORDS = st.text(alphabet="abc ,.\n", min_size=1, max_size=40)


@st.composite
def texts_and_edits(draw: st.DrawFn) -> tuple[str, list[Edit]]:
    text = draw(WORDS)
    ends = st.integers(0, len(text))
    spots = draw(st.lists(st.tuples(ends, ends).map(sorted), max_size=6))
    return text, [Edit(start, end, draw(st.text(alphabet="xyz", max_size=4))) for start, end in spots]


@st.composite
def shuffled_texts(draw: st.DrawFn) -> tuple[str, list[Piece]]:
    """A text cut into pieces that stand in any order."""
    text = draw(WORDS)
    cuts = sorted({0, len(text), *draw(st.lists(st.integers(0, len(text)), max_size=5))})
    return text, draw(st.permutations([Piece(*spot) for spot in pairwise(cuts)]))


@given(texts_and_edits())
def test_the_new_text_is_the_kept_letters_and_the_edits_in_order(made: tuple[str, list[Edit]]) -> None:
    text, edits = made
    one = edited(text, edits)
    assert one.text == "".join(text[p.start : p.end] if p.text is None else p.text for p in one.pieces)
    assert [p.start for p in one.pieces] == sorted(p.start for p in one.pieces)
    kept = sum(p.end - p.start for p in one.pieces if p.text is None)
    replaced = sum(p.end - p.start for p in one.pieces if p.text is not None)
    assert kept + replaced == len(text)


@given(texts_and_edits(), st.data())
def test_words_that_no_edit_touches_are_carried_letter_by_letter(
    made: tuple[str, list[Edit]], data: st.DataObject
) -> None:
    text, edits = made
    one = edited(text, edits)
    kept = [piece for piece in one.pieces if piece.text is None]
    if kept:
        piece = data.draw(st.sampled_from(kept))
        start = data.draw(st.integers(piece.start, piece.end - 1))
        end = data.draw(st.integers(start + 1, piece.end))
        spots = one.carry(start, end)
        assert spots is not None and len(spots) == 1
        assert one.text[slice(*spots[0])] == text[start:end]


@given(texts_and_edits())
def test_the_whole_text_is_carried_to_the_whole_text(made: tuple[str, list[Edit]]) -> None:
    text, edits = made
    one = edited(text, [edit for edit in edits if edit.start < edit.end])
    assert one.carry(0, len(text)) == ([(0, len(one.text))] if one.text else [])


@given(shuffled_texts(), st.data())
def test_moved_letters_are_found_where_they_stand_now(made: tuple[str, list[Piece]], data: st.DataObject) -> None:
    text, pieces = made
    one = Rewriting(text, pieces)
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    spots = one.carry(start, end)
    assert spots is not None
    assert sorted("".join(one.text[a:b] for a, b in spots)) == sorted(text[start:end])
    assert all(before[1] < after[0] for before, after in pairwise(spots))


@given(texts_and_edits(), st.data())
def test_carrying_never_leaves_the_text(made: tuple[str, list[Edit]], data: st.DataObject) -> None:
    text, edits = made
    one = edited(text, edits)
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    for spot in one.carry(start, end) or []:
        assert 0 <= spot[0] < spot[1] <= len(one.text)


def test_words_put_in_belong_to_what_stands_on_both_sides_of_them() -> None:
    one = edited("ab cd", [Edit(2, 2, " x")])
    assert one.text == "ab x cd"
    assert one.carry(0, 2) == [(0, 2)]
    assert one.carry(0, 5) == [(0, 7)]


def test_part_of_a_stretch_of_another_length_has_no_known_place() -> None:
    one = edited("Ayu Lestari hadir", [Edit(0, 11, "Noor")])
    assert one.carry(4, 11) is None
    assert one.carry(0, 17) == [(0, 10)]


def test_part_of_a_stretch_of_the_same_length_stands_where_it_stood() -> None:
    one = edited("mentri hadir", [Edit(0, 12, "MENTRI HADIR")])
    assert one.carry(7, 12) == [(7, 12)]


def test_letters_that_are_gone_have_no_place_at_all() -> None:
    assert edited("satu, dua", [Edit(4, 5, "")]).carry(4, 5) == []


def test_overlapping_edits_do_not_both_happen() -> None:
    assert edited("abcdef", [Edit(0, 3, "x"), Edit(2, 5, "y")]).text == "xdef"


def test_a_part_of_a_text_can_be_written_in_another_order() -> None:
    one = rewriting("A pergi kemarin. B", [((0, 16), [Piece(8, 15), Piece(15, 15, ", "), Piece(0, 7), Piece(15, 16)])])
    assert one.text == "kemarin, A pergi. B"
    assert one.carry(0, 15) == [(0, 7), (9, 16)]
    assert one.changes == 2


def test_one_rewriting_after_another_is_carried_through_both() -> None:
    first = edited("satu dua", [Edit(4, 5, "")])
    second = edited(first.text, [Edit(4, 4, "-")])
    assert second.text == "satu-dua"
    assert carried([first, second], 5, 8) == [(5, 8)]
    assert carried([edited("ab", [Edit(0, 2, "xyz")])], 0, 1) is None
