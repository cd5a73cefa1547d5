"""Content ids as numbers: "ev-1f0c5a9be2d4770b" is the 64 bits 0x1f0c5a9be2d4770b, read as a signed integer."""

__all__ = ["id_of", "key_of"]

BITS = 64
LIMIT = 1 << (BITS - 1)


def key_of(identity: str) -> int:
    """The number of a content id; ValueError where it is none."""
    _, hyphen, digits = identity.rpartition("-")
    if not hyphen or len(digits) != BITS // 4 or not digits.isalnum():
        raise ValueError(f"{identity!r} is no content id such as ev-1f0c5a9be2d4770b")
    number = int(digits, 16)
    return number - (1 << BITS) if number >= LIMIT else number


def id_of(kind: str, key: int) -> str:
    """The content id of a number, e.g. `id_of("ev", 5)` is "ev-0000000000000005"."""
    return f"{kind}-{key & ((1 << BITS) - 1):016x}"
