"""Rows of cells out of delimited text, at the speed of the csv module."""

import csv
from collections import Counter
from collections.abc import Iterable
from io import BytesIO, TextIOWrapper

from bleadchallenge.domain.problems import ProblemKind
from bleadchallenge.domain.text import SEPARATOR
from bleadchallenge.intake.joined_rows import JoinedRows
from bleadchallenge.intake.refusals import RefusedFileError

DELIMITERS = ("\t", "|", ";", ",")  # of two that fit alike, the one less likely met inside a cell
SAMPLE_BYTES = 65_536
SAMPLE_ROWS = 50
MOST_CELLS = 30_000_000
MOST_COLUMNS = 16_384
MOST_CHARACTERS = 1_000_000  # in one cell; a spreadsheet program takes 32,767


def delimiter_of(data: bytes) -> str:
    """Decide between comma, semicolon, tab and upright bar from the first rows of UTF-8 text.

    The delimiter under which most rows have one common width wins; of two that
    agree, the one that gives more columns.
    """
    sample = data[:SAMPLE_BYTES].decode("utf-8", "replace")
    whole = len(data) <= SAMPLE_BYTES
    fits = {mark: _fit(_sample_widths(sample, mark, whole=whole)) for mark in DELIMITERS}
    best = max(DELIMITERS, key=lambda mark: fits[mark])
    return best if fits[best] > (0, 0) else ","


def _sample_widths(sample: str, delimiter: str, *, whole: bool) -> list[int]:
    """Count the cells of the first rows, without a last row that was cut off."""
    lines = sample.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    reader = csv.reader((f"{line}\n" for line in lines), delimiter=delimiter)
    try:
        widths = [len(row) for row, _ in zip(reader, range(SAMPLE_ROWS + 1), strict=False) if row]
    except csv.Error:
        return []
    return widths if whole and len(widths) <= SAMPLE_ROWS else widths[:-1]


def _fit(widths: list[int]) -> tuple[float, int]:
    """Say what share of the rows have the commonest width above one, and that width."""
    wide = Counter(width for width in widths if width > 1)
    if not wide:
        return (0, 0)
    width, rows = max(wide.items(), key=lambda item: (item[1], item[0]))
    return (rows / len(widths), width)


def rows_of(data: bytes, delimiter: str) -> tuple[JoinedRows, int | None]:
    """Read UTF-8 text into rows of cells.

    The second value is the row, counted from 1, at which quotation marks stop
    making sense, if they do; from there on they are read as a spreadsheet
    program reads them. A quotation mark that is never closed would swallow the
    rows that follow and is refused.
    """
    _refuse_too_many(data, delimiter)
    quickly = _quickly(data, delimiter)
    if quickly is not None:
        _refuse_too_wide(quickly)
        return JoinedRows(quickly), None
    limit = csv.field_size_limit(MOST_CHARACTERS)
    try:
        texts, odd_row = _strictly(data, delimiter)
        if odd_row is not None:
            texts = _leniently(data, delimiter)
            _refuse_swallowed(texts, odd_row)
    finally:
        csv.field_size_limit(limit)
    _refuse_too_wide(texts)
    return JoinedRows(texts), odd_row


def _quickly(data: bytes, delimiter: str) -> list[str] | None:
    """Read lines that each hold a whole row; ``None`` where quotation marks say otherwise.

    A line without a quotation mark is parted by its delimiters alone. Those with
    one must each give one row under the strict reading. Lines are taken one by one, so
    that a large file does not stand in memory once more.
    """
    mark, join, longest = delimiter.encode(), SEPARATOR.encode(), csv.field_size_limit()
    texts: list[str] = []
    quoted: dict[int, str] = {}
    for line in _each_line(data):
        if len(line) > longest:
            return None
        if b'"' in line:
            quoted[len(texts)] = line.decode()
        texts.append(line.replace(mark, join).decode())
    try:
        reader = csv.reader(quoted.values(), delimiter=delimiter, strict=True)
        rows = list(map(SEPARATOR.join, reader))
    except csv.Error:
        return None
    if len(rows) != len(quoted):
        return None
    for place, text in zip(quoted, rows, strict=True):
        texts[place] = text
    return texts


def _each_line(data: bytes) -> Iterable[bytes]:
    """The lines of a text without their line ends."""
    if data.count(b"\r") > data.count(b"\r\n"):
        return data.splitlines()
    return (line.rstrip(b"\r\n") for line in BytesIO(data))


def _strictly(data: bytes, delimiter: str) -> tuple[list[str], int | None]:
    """Read as long as the quotation marks make sense; say where they stop."""
    rows: list[str] = []
    try:
        _collect(rows, csv.reader(_lines(data), delimiter=delimiter, strict=True))
    except csv.Error as error:
        if "unexpected end" in str(error):
            raise _unclosed(len(rows) + 1) from None
        if "field larger" in str(error):
            raise _overlong(len(rows) + 1) from None
        return rows, len(rows) + 1
    return rows, None


def _leniently(data: bytes, delimiter: str) -> list[str]:
    """Read with quotation marks taken as they come."""
    rows: list[str] = []
    try:
        _collect(rows, csv.reader(_lines(data), delimiter=delimiter))
    except csv.Error:
        raise _overlong(len(rows) + 1) from None
    return rows


def _refuse_swallowed(texts: list[str], odd_row: int) -> None:
    """Refuse a table in which a stray quotation mark has run rows together."""
    if any("\n" in text or "\r" in text for text in texts[odd_row - 1 :]):
        raise _unclosed(odd_row)


def _lines(data: bytes) -> TextIOWrapper:
    return TextIOWrapper(BytesIO(data), encoding="utf-8", newline="")


def _collect(texts: list[str], reader: Iterable[list[str]]) -> None:
    """Append each row with its cells joined."""
    texts.extend(map(SEPARATOR.join, reader))


def _refuse_too_many(data: bytes, delimiter: str) -> None:
    cells = data.count(delimiter.encode()) + data.count(b"\n")
    if cells > MOST_CELLS:
        raise RefusedFileError(
            ProblemKind.TOO_LARGE,
            f"has about {cells:,} cells",
            why=f"At most {MOST_CELLS:,} cells are read from one file.",
            fix="Keep the rows of your own authority, or split the file, and import that.",
        )


def _refuse_too_wide(texts: list[str]) -> None:
    for row, text in enumerate(texts, start=1):
        if len(text) >= MOST_COLUMNS and text.count(SEPARATOR) >= MOST_COLUMNS:
            raise RefusedFileError(
                ProblemKind.TOO_LARGE,
                f"has {text.count(SEPARATOR) + 1:,} cells in row {row}",
                why=f"A row has at most {MOST_COLUMNS:,} cells; the line ends may have been lost.",
                fix="Export the table again from where it came.",
            )


def _unclosed(row: int) -> RefusedFileError:
    return RefusedFileError(
        ProblemKind.DAMAGED,
        f"has a quotation mark in row {row} that is never closed",
        why="All that follows would be taken for one cell; the file may have been cut off.",
        fix=f'Close or remove the " in row {row}, or ask for the whole file again.',
    )


def _overlong(row: int) -> RefusedFileError:
    return RefusedFileError(
        ProblemKind.DAMAGED,
        f"has a cell of more than {MOST_CHARACTERS:,} characters in row {row}",
        why='A quotation mark (") that is not closed swallows what follows it.',
        fix=f'Close or remove the " in row {row}, or export the table again.',
    )
