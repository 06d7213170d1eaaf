"""The cells of published rows, kept in compressed blocks: a nation's would fill a store."""

import zlib
from collections.abc import Sequence

from bleadchallenge.domain.errors import NotOursError
from bleadchallenge.domain.text import SEPARATOR
from bleadchallenge.store.facts.damage import damaged, reading_kept

ROWS_IN_BLOCK = 16
"""More are hardly smaller, and whoever looks for one row unpacks all of its block."""

_ROWS = "the rows of a published file"
_END_OF_ROW = "\x1e"
_QUICKEST = 1


def pack(rows: Sequence[tuple[int, str]]) -> bytes:
    """Compress rows, each with its number and its joined cells."""
    text = _END_OF_ROW.join([f"{number}{SEPARATOR}{cells}" for number, cells in rows])
    if text.count(_END_OF_ROW) >= len(rows):
        raise ValueError("no cell may hold the sign that ends a row")
    return zlib.compress(text.encode(), _QUICKEST)


def unpack(packed: bytes) -> dict[int, str]:
    """The joined cells of a block's rows by their numbers.

    Raises ``NotOursError`` where the block is damaged.
    """
    with reading_kept(_ROWS):
        rows = zlib.decompress(packed).decode().split(_END_OF_ROW)
        parts = [row.partition(SEPARATOR) for row in rows]
        return {int(number): cells for number, _sign, cells in parts}


def damaged_rows(why: str) -> NotOursError:
    """The refusal of rows that cannot be read."""
    return damaged(_ROWS, why)
