"""Numbers that choose the form of the word beside them."""

from typing import Self

__all__ = ["Count"]


class Count(int):
    """A number for a text of a catalogue: `{n}` shows it as 1,234, `{n:article|articles}` chooses a word by it.

    The first word goes with one, the second with all else. What only English tells apart needs no such choice in
    another language: `{n} artikel`. `told` is shown in place of the number ("at least 1,000").
    """

    told: str

    def __new__(cls, number: int, told: str = "") -> Self:
        """A count of `number`."""
        made = super().__new__(cls, number)
        made.told = told
        return made

    def __format__(self, forms: str) -> str:
        """The number where no `forms` are given, else the one of them that fits it."""
        if not forms:
            return self.told or f"{int(self):,}"
        one, _, many = forms.partition("|")
        return one if self == 1 and not self.told else many
