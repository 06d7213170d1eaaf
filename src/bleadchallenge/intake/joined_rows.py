"""Rows kept as one text each: a national file's cells would fill the memory twice over."""

from collections.abc import Iterable, Iterator, Sequence
from typing import overload

from bleadchallenge.domain.text import SEPARATOR


class JoinedRows(Sequence[list[str]]):
    """Rows of cells, each held as its cells joined by the unit separator.

    No cell holds that separator, since control characters become spaces when a
    file is read. Cells are parted anew each time a row is looked at.
    """

    __slots__ = ("texts",)

    def __init__(self, texts: list[str]) -> None:
        self.texts = texts

    @classmethod
    def of(cls, rows: Iterable[Sequence[str]]) -> "JoinedRows":
        """Rows of cells, joined; a blank line is a row without a cell."""
        return cls(list(map(SEPARATOR.join, rows)))

    @overload
    def __getitem__(self, place: int) -> list[str]: ...
    @overload
    def __getitem__(self, place: slice) -> list[list[str]]: ...
    def __getitem__(self, place: int | slice) -> list[str] | list[list[str]]:
        """A row's cells, or those of several rows."""
        if isinstance(place, slice):
            return [split_rows(text) for text in self.texts[place]]
        return split_rows(self.texts[place])

    def __len__(self) -> int:
        return len(self.texts)

    def __iter__(self) -> Iterator[list[str]]:
        return map(split_rows, self.texts)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and list(self) == list(other)

    __hash__ = None  # type: ignore[assignment]  # rows may be dropped at the end

    def __repr__(self) -> str:
        return f"JoinedRows({list(self)!r})"


class NumberedRows(Sequence[tuple[int, list[str]]]):
    """Rows with their numbers in the file, each still held as one text."""

    __slots__ = ("numbers", "texts")

    def __init__(self, numbers: list[int], texts: list[str]) -> None:
        self.numbers = numbers
        self.texts = texts

    @overload
    def __getitem__(self, place: int) -> tuple[int, list[str]]: ...
    @overload
    def __getitem__(self, place: slice) -> list[tuple[int, list[str]]]: ...
    def __getitem__(
        self, place: int | slice
    ) -> tuple[int, list[str]] | list[tuple[int, list[str]]]:
        """A row's number and cells, or those of several rows."""
        if isinstance(place, slice):
            return list(zip(self.numbers[place], map(split_rows, self.texts[place]), strict=True))
        return self.numbers[place], split_rows(self.texts[place])

    def __len__(self) -> int:
        return len(self.numbers)

    def __iter__(self) -> Iterator[tuple[int, list[str]]]:
        return zip(self.numbers, map(split_rows, self.texts), strict=True)


def texts_and_cells(
    rows: Sequence[tuple[int, list[str]]],
) -> Iterator[tuple[int, str, list[str]]]:
    """Each row's number, its cells joined, and its cells."""
    if isinstance(rows, NumberedRows):
        return zip(rows.numbers, rows.texts, map(split_rows, rows.texts), strict=True)
    return ((number, SEPARATOR.join(cells), cells) for number, cells in rows)


def numbers_of(rows: Sequence[tuple[int, list[str]]], cells: Sequence[str]) -> list[int]:
    """The numbers of the rows that hold exactly these cells."""
    if not isinstance(rows, NumberedRows):
        return [number for number, row in rows if row == cells]
    text = SEPARATOR.join(cells)
    if text not in rows.texts:
        return []
    return [number for number, each in zip(rows.numbers, rows.texts, strict=True) if each == text]


def split_rows(text: str) -> list[str]:
    """The cells of a joined row; an empty text is a row without a cell."""
    return text.split(SEPARATOR) if text else []


def fill_rows(rows: Sequence[list[str]], first: int) -> NumberedRows:
    """The rows from a number on that hold anything, as texts; numbers count from 1."""
    if isinstance(rows, JoinedRows):
        texts = rows.texts[first - 1 :]
    else:
        texts = list(map(SEPARATOR.join, rows[first - 1 :]))
    numbers = [
        number
        for number, text in enumerate(texts, start=first)
        if text[:1].isalnum() or text.replace(SEPARATOR, " ").strip()
    ]
    if len(numbers) < len(texts):
        texts = [texts[number - first] for number in numbers]
    return NumberedRows(numbers, texts)
