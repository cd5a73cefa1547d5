"""What is held because it is asked for again stays what it was, whatever is done with an answer."""

from lansir.knowledge import Knowledge
from lansir.resolve.number_words import spelled_number
from lansir.resolve.quantities import find_quantities


def test_quantities_of_a_sentence_are_the_same_the_second_time() -> None:
    text = "About 120 people fled, and at least three of the 14 boats sank on March 5."
    first = find_quantities(text, "en")
    told = [*first]
    first.clear()
    assert find_quantities(text, "en") == told
    assert [one.stated for one in told] == [120.0, 3.0, 14.0]


def test_countries_and_names_are_the_same_the_second_time() -> None:
    known = Knowledge.load()
    for _ in range(2):
        assert known.country_of("the Indonesian foreign ministry", "en") == "IDN"
        assert known.country_of("Indonesia", "id") == "IDN"
        assert known.country_of("the ministry" * 100, "en") is None
        found = known.find_within("Presiden Joko Widodo", "id", None, "PER")
        assert [match.name for match in found] == ["Joko Widodo"]
        found.clear()


def test_words_that_only_carry_a_number_on_begin_none() -> None:
    assert spelled_number(["puluh", "lima"], "id") is None
    assert spelled_number(["hundred"], "en") is None
    assert spelled_number([], "en") is None
    assert spelled_number(["a", "hundred", "boats"], "en") == (100, 2)
