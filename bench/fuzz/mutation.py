"""Damage to inputs: seeded, so that the same seed makes the same inputs."""

import random
from collections.abc import Callable, Sequence

__all__ = ["LARGEST", "VAST", "Mutator"]

LARGEST = 60_000
"""Bytes of an input that is made; one in `OUTSIZE` may have more."""
OUTSIZE, VAST = 200, 2_000_000
REPEATS = (2, 3, 10, 100, 1_000, 10_000)
NUMBERS = (
    b"0",
    b"-1",
    b"00",
    b"25",
    b"0000",
    b"0025",
    b"9999",
    b"10000",
    b"1e999",
    b"4294967296",
    b"9" * 25,
    b"9" * 5000,
)

Change = Callable[[bytearray], None]


class Mutator:
    """Makes inputs of seeds and of words that matter to the format, at least one of each."""

    def __init__(self, seeds: Sequence[bytes], words: Sequence[bytes], seed: int) -> None:
        """Inputs are made of `seeds`, and later of what `learn` was told."""
        self.pool = list(seeds)
        self._own = len(self.pool)
        self._words = list(words)
        self._random = random.Random(seed)
        self._changes: tuple[Change, ...] = (
            self._flip, self._put, self._put, self._put, self._drop, self._drop, self._double, self._repeat, self._move,
            self._cut, self._splice, self._number,
        )  # fmt: skip

    def learn(self, data: bytes) -> None:
        """Make further inputs of this one, which came out in a new way; the pool is bounded."""
        if len(self.pool) >= self._own + 2_000:
            del self.pool[self._own + self._random.randrange(2_000)]
        self.pool.append(data)

    def make(self) -> bytes:
        """The next input."""
        # Half of the inputs are made of the seeds: what was learned moves ever further away from them.
        among = self.pool[: self._own] if self._random.random() < 0.5 else self.pool
        data = bytearray(self._random.choice(among))
        for _ in range(self._random.choice((1, 1, 2, 3, 5, 8))):
            self._random.choice(self._changes)(data)
        return bytes(data[: VAST if self._random.randrange(OUTSIZE) == 0 else LARGEST])

    def _at(self, data: bytearray) -> int:
        return self._random.randint(0, len(data))

    def _range(self, data: bytearray) -> slice:
        start = self._at(data)
        return slice(start, start + self._random.choice((1, 2, 4, 16, 64, 256, 4_096)))

    def _flip(self, data: bytearray) -> None:
        if data:
            data[self._random.randrange(len(data))] ^= 1 << self._random.randrange(8)

    def _put(self, data: bytearray) -> None:
        at = self._at(data)
        data[at:at] = self._random.choice(self._words)

    def _drop(self, data: bytearray) -> None:
        del data[self._range(data)]

    def _double(self, data: bytearray) -> None:
        at = self._at(data)
        data[at:at] = data[self._range(data)]

    def _repeat(self, data: bytearray) -> None:
        part = bytes(data[self._range(data)]) if self._random.random() < 0.5 else self._random.choice(self._words)
        times = min(self._random.choice(REPEATS), VAST // max(len(part), 1))
        at = self._at(data)
        data[at:at] = part * times

    def _move(self, data: bytearray) -> None:
        chosen = self._range(data)
        part = data[chosen]
        del data[chosen]
        at = self._at(data)
        data[at:at] = part

    def _cut(self, data: bytearray) -> None:
        del data[self._at(data) :]

    def _splice(self, data: bytearray) -> None:
        other = self._random.choice(self.pool)
        data[self._at(data) :] = other[self._random.randint(0, len(other)) :]

    def _number(self, data: bytearray) -> None:
        """Another number in place of one that stands there."""
        at = next((k for k in range(self._at(data), len(data)) if data[k : k + 1].isdigit()), None)
        if at is not None:
            end = next((k for k in range(at, len(data)) if not data[k : k + 1].isdigit()), len(data))
            data[at:end] = self._random.choice(NUMBERS)
