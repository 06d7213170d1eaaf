"""Text files: encoding, control characters and delimiter, decided and reported."""

import re
from codecs import (
    BOM_UTF8,
    BOM_UTF16_BE,
    BOM_UTF16_LE,
    BOM_UTF32_BE,
    BOM_UTF32_LE,
    getincrementaldecoder,
)

from bleadchallenge.domain.problems import Problem, ProblemKind, Severity
from bleadchallenge.intake.delimited import delimiter_of, rows_of
from bleadchallenge.intake.joined_rows import JoinedRows
from bleadchallenge.intake.refusals import RefusedFileError
from bleadchallenge.intake.spreadsheet import Sheet

WIDE_MARKS = {  # the longer marks first: one begins with another
    BOM_UTF32_LE: "UTF-32",
    BOM_UTF32_BE: "UTF-32",
    BOM_UTF16_LE: "UTF-16",
    BOM_UTF16_BE: "UTF-16",
}
CONTROLS = bytes(code for code in range(32) if code not in b"\t\n\r") + b"\x7f"
TO_SPACES = bytes.maketrans(CONTROLS, b" " * len(CONTROLS))
HIGH_CONTROLS = re.compile(rb"\xc2[\x80-\x9f]")
SEPARATOR_LINE = re.compile(rb"sep=([,;\t|])\r?\n", re.IGNORECASE)
FEW_CONTROLS = 8  # so many may stand in any file before it is taken for a binary one
BINARY_SHARE = 0.05
BYTES_AT_ONCE = 1 << 20
DELIMITER_NAMES = {",": "a comma", ";": "a semicolon", "\t": "a tab", "|": "an upright bar"}


def read_text(data: bytes, name: str) -> tuple[Sheet, tuple[Problem, ...]]:
    """Read a delimited text file into one sheet, with notes on what was decided."""
    notes: list[str] = []
    text = _utf8(data, notes)
    text, cleaned = _without_controls(text)
    text, delimiter = _delimiter(text, notes)
    rows, odd_row = rows_of(text, delimiter)
    breaks_off = not text.endswith((b"\n", b"\r"))
    _trim(rows)
    problems = [_note(ProblemKind.DECIDED, message, name) for message in notes]
    if cleaned:
        message = f"{cleaned:,} control character{'s' * (cleaned != 1)} replaced by spaces"
        problems.append(_note(ProblemKind.CLEANED, message, name))
    if odd_row is not None:
        message = "quotation marks inside a quoted cell are not doubled; read as they stand"
        problems.append(_note(ProblemKind.CLEANED, message, name, odd_row))
    return Sheet(None, rows, breaks_off=breaks_off, has_semicolons=delimiter == ";"), tuple(
        problems
    )


def _note(kind: ProblemKind, message: str, name: str, row: int | None = None) -> Problem:
    return Problem(kind, Severity.NOTE, message, file=name, row=row)


def _utf8(data: bytes, notes: list[str]) -> bytes:
    """Bring the text to UTF-8 without a byte order mark, noting any other encoding."""
    for mark, encoding in WIDE_MARKS.items():
        if data.startswith(mark):
            notes.append(f"read as {encoding}, by the mark at its start")
            return _wide(data, encoding)
    body = data.removeprefix(BOM_UTF8)
    _refuse_binary(body)
    if _is_utf8(body):
        return body
    try:
        body.decode("utf-8")
    except UnicodeDecodeError as error:
        _refuse_cut_letter(body, error)
    return _not_quite_utf8(body, notes, marked=len(body) < len(data))


def _is_utf8(body: bytes) -> bool:
    """Whether a text is UTF-8; told piece by piece, for whole it would stand in memory again."""
    decoder = getincrementaldecoder("utf-8")()
    try:
        for start in range(0, len(body), BYTES_AT_ONCE):
            decoder.decode(body[start : start + BYTES_AT_ONCE])
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def _refuse_cut_letter(body: bytes, error: UnicodeDecodeError) -> None:
    """Refuse UTF-8 that ends within a letter: the rest of the file is missing."""
    is_cut = error.reason == "unexpected end of data" and not body[: error.start].isascii()
    if is_cut:
        raise RefusedFileError(
            ProblemKind.DAMAGED,
            "breaks off in the middle of a letter",
            why="The download or the copy stopped before its end.",
            fix="Get the whole file again and import that.",
        )


def _wide(data: bytes, encoding: str) -> bytes:
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        raise RefusedFileError(
            ProblemKind.DAMAGED,
            "is damaged",
            why=f"It says that it is {encoding} text and breaks off or is not.",
            fix="Ask for the file again, or save it again as CSV UTF-8.",
        ) from None
    _refuse_binary(body := text.encode("utf-8", "replace"))
    return body


def _not_quite_utf8(body: bytes, notes: list[str], *, marked: bool) -> bytes:
    """Read as Windows-1252, or as UTF-8 with gaps where a mark says UTF-8."""
    encoding = "UTF-8" if marked else "Windows-1252"
    text = body.decode("utf-8" if marked else "cp1252", "replace")
    lost = text.count("\ufffd")
    if lost:
        notes.append(f"read as {encoding}; {lost:,} characters cannot be told and show as \ufffd")
    else:
        notes.append("read as Windows-1252 (Western European), because it is not UTF-8")
    return text.encode("utf-8")


def _refuse_binary(body: bytes) -> None:
    """Refuse what no text file holds: zero bytes, or control characters by the score."""
    zeros = body.count(0)
    controls = _controls_in(body)
    if not zeros and controls <= max(FEW_CONTROLS, len(body) * BINARY_SHARE):
        return
    halves = (body[::2].count(0), body[1::2].count(0))
    wide = max(halves) > len(body) // 4
    raise RefusedFileError(
        ProblemKind.NOT_A_SPREADSHEET,
        "is not a text file or a workbook",
        why="It looks like UTF-16 text without the mark that says so."
        if wide
        else "It holds binary data (zero bytes or many control characters).",
        fix="Open it in a spreadsheet program and save it as CSV UTF-8 or .xlsx.",
    )


def _controls_in(body: bytes) -> int:
    return len(body) - len(body.translate(None, CONTROLS))


def _without_controls(text: bytes) -> tuple[bytes, int]:
    """Replace control characters by spaces, but for tabs and line ends, and count them."""
    cleaned = _controls_in(text)
    if cleaned:
        text = text.translate(TO_SPACES)
    if b"\xc2" in text:
        text, high = HIGH_CONTROLS.subn(b" ", text)
        cleaned += high
    return text, cleaned


def _delimiter(text: bytes, notes: list[str]) -> tuple[bytes, str]:
    """Decide the delimiter; a ``sep=`` line decides it and is no row of the table."""
    line = SEPARATOR_LINE.match(text)
    delimiter = line[1].decode() if line else delimiter_of(text)
    if delimiter != ",":
        notes.append(f"cells are parted by {DELIMITER_NAMES[delimiter]}, not a comma")
    return text[line.end() :] if line else text, delimiter


def _trim(rows: JoinedRows) -> None:
    """Drop the blank rows at the end; refuse a file that has no other."""
    while rows and not any(cell.strip() for cell in rows[-1]):
        rows.texts.pop()
    if not rows:
        raise RefusedFileError(
            ProblemKind.EMPTY_FILE,
            "is empty",
            why="None of its cells is filled.",
            fix="Ask for the file again, or save it again from where it came.",
        )
