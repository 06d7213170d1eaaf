"""Reading a file: what it is is told from its bytes, and it comes back as text."""

import os
from dataclasses import replace
from hashlib import sha256
from pathlib import Path, PurePosixPath
from stat import S_ISDIR, S_ISREG

from bleadchallenge.domain.errors import InputError
from bleadchallenge.domain.problems import Problem, ProblemKind, Severity
from bleadchallenge.intake.contents import FileFormat, file_format
from bleadchallenge.intake.refusals import RefusedFileError, printable
from bleadchallenge.intake.spreadsheet import Sheet, Spreadsheet
from bleadchallenge.intake.text import read_text
from bleadchallenge.intake.workbooks import MOST_BYTES as MOST_WORKBOOK_BYTES
from bleadchallenge.intake.workbooks import read_workbook

__all__ = ["RefusedFileError", "Sheet", "Spreadsheet", "read_book"]

MOST_BYTES = 500_000_000
TEXT_SUFFIXES = {".csv", ".tsv", ".txt"}
WORKBOOK_SUFFIXES = {".xlsx", ".xlsm", ".xlsb", ".xls", ".ods"}
SPREADSHEETS = {".csv", ".tsv", *WORKBOOK_SUFFIXES}
ZIP = b"PK\x03\x04"
GZIP = b"\x1f\x8b\x08"
MOST_TEXT_BYTES = 100_000_000
MOST_LINES = 300_000
MOST_LINE_BYTES = 2_000_000
LOCK_FILE = "~$"
OTHER_NAMES = {
    FileFormat.TEXT: WORKBOOK_SUFFIXES,
    FileFormat.ZIP: TEXT_SUFFIXES,
    FileFormat.COMPOUND: TEXT_SUFFIXES,
}


def read_book(path: Path) -> Spreadsheet:
    """Read a file of any spreadsheet form into sheets of text.

    Raises ``InputError`` for a file that is not there or cannot be read, and
    ``RefusedFileError`` (a ``DataError``) for one that is no spreadsheet, is
    empty, too large, protected or damaged. Nothing is written anywhere.
    """
    name = shown_name(path)
    try:
        if name.startswith(LOCK_FILE):
            raise _lock_file(name)
        data = _bytes_of(path, name)
        return _book(path, name, data)
    except RefusedFileError as refusal:
        raise refusal.of(name) from None
    except MemoryError:
        raise _too_large("needs more memory than there is").of(name) from None


def shown_name(path: Path) -> str:
    """Give the file's name without folders, fit to be printed and kept."""
    return printable(os.fsencode(path.name or str(path)).decode("utf-8", "replace"))


def _book(path: Path, name: str, data: bytes) -> Spreadsheet:
    packed = _packed(data, name)
    if packed is not None:
        inner, unpacked = packed
        member = Path(PurePosixPath(inner).name)
        read = _book(path.with_name(member.name), shown_name(member), unpacked)
        said = f"read out of the archive {name}"
        note = Problem(ProblemKind.DECIDED, Severity.NOTE, said, file=read.name)
        inner_folder = printable(PurePosixPath(inner).parent.name)
        folder = f"{inner_folder} in {name}" if inner_folder else name
        return replace(read, path=path, notes=(note, *read.notes), folder=folder)
    form = file_format(data)
    _refuse_large_text(form, data)
    if form is FileFormat.TEXT:
        sheet, notes = read_text(data, name)
        sheets: tuple[Sheet, ...] = (sheet,)
    else:
        sheets, notes = read_workbook(data, name)
    named_otherwise = _note_on_name(path.suffix, form, name)
    folder = printable(path.parent.name)
    notes = named_otherwise + notes
    return Spreadsheet(path, name, sha256(data).hexdigest(), sheets, notes, folder)


def _packed(data: bytes, name: str) -> tuple[str, bytes] | None:
    """The one table in a zip archive or a gzip file; ``None`` for everything else."""
    if data.startswith(GZIP):
        from bleadchallenge.intake.archives import gunzipped  # noqa: PLC0415 - as below

        return name.removesuffix(".gz"), gunzipped(data, MOST_TEXT_BYTES)
    if not data.startswith(ZIP) or len(data) > MOST_WORKBOOK_BYTES:
        return None
    from bleadchallenge.intake.archives import packed_file  # noqa: PLC0415 - texts need no zipfile

    return packed_file(data, SPREADSHEETS, MOST_TEXT_BYTES)


def _refuse_large_text(form: FileFormat, data: bytes) -> None:
    """Refuse a text that no table of schools can be, before room is made for it."""
    if form is not FileFormat.TEXT or len(data) <= MOST_LINE_BYTES:
        return
    if len(data) > MOST_TEXT_BYTES:
        raise _too_large(f"is a text of more than {MOST_TEXT_BYTES // 10**6} MB")
    mark = b"\n" if b"\n" in data else b"\r"
    if data.count(mark) > MOST_LINES:
        raise _too_large(f"has more than {MOST_LINES:,} lines")
    start = 0
    while len(data) - start > MOST_LINE_BYTES:
        end = data.rfind(mark, start, start + MOST_LINE_BYTES)
        if end < 0:
            raise _too_large(f"has a line of more than {MOST_LINE_BYTES // 10**6} MB")
        start = end + 1


def _note_on_name(suffix: str, form: FileFormat, name: str) -> tuple[Problem, ...]:
    """Say that a name promises another form than the bytes hold."""
    if suffix.lower() not in OTHER_NAMES[form]:
        return ()
    found = "text" if form is FileFormat.TEXT else "a workbook"
    message = f"named {suffix.lower()}, but it holds {found} and was read as such"
    return (Problem(ProblemKind.DECIDED, Severity.NOTE, message, file=name),)


def _bytes_of(path: Path, name: str) -> bytes:
    """Read an ordinary file whole; say in plain words why one cannot be read."""
    try:
        status = path.stat()
        if not S_ISREG(status.st_mode):
            raise _not_a_file(name, is_folder=S_ISDIR(status.st_mode))
        if status.st_size > MOST_BYTES:
            raise _too_large(f"is larger than {MOST_BYTES // 10**6} MB")
        return path.read_bytes()
    except FileNotFoundError:
        raise InputError(
            f"{name} is not there",
            why=f"There is no file at {path}.",
            fix="Check the folder and the spelling.",
        ) from None
    except PermissionError:
        raise InputError(
            f"{name} cannot be read",
            why="You do not have permission to read it.",
            fix="Ask its owner for permission, or copy it to a folder of your own.",
        ) from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise InputError(
            f"{name} cannot be read",
            why=f"The system says: {reason}.",
            fix="Check the path and the disk, then try again.",
        ) from None


def _lock_file(name: str) -> RefusedFileError:
    return RefusedFileError(
        ProblemKind.NOT_A_SPREADSHEET,
        "is no workbook, but what Excel puts beside one that is open",
        fix=f"Import {name.removeprefix(LOCK_FILE)} itself, once it is saved.",
    )


def _not_a_file(name: str, *, is_folder: bool) -> InputError:
    if is_folder:
        return InputError(
            f"{name} is a folder", why="A file is wanted.", fix="Name the files in it, one by one."
        )
    return InputError(f"{name} is not an ordinary file", fix="Copy it to a file and import that.")


def _too_large(what: str) -> RefusedFileError:
    return RefusedFileError(
        ProblemKind.TOO_LARGE,
        what,
        why="No table of schools needs so much.",
        fix="Keep the rows of your own authority, or split the file, and import that.",
    )
