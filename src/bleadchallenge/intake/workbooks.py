"""Workbooks (.xlsx, .xlsm, .xlsb, .xls, .ods), read in a process of their own."""

import json
import os
import signal
import subprocess
import sys
from array import array
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bleadchallenge.domain.problems import Problem, ProblemKind, Severity
from bleadchallenge.intake.refusals import RefusedFileError
from bleadchallenge.intake.spreadsheet import Sheet

CHILD = "bleadchallenge.intake.workbook_child"
ROOT = Path(__file__).resolve().parents[2]
INSTALLED = {"site-packages", "dist-packages"}
LENGTH_BYTES = 8
MOST_BYTES = 200_000_000
SMALLER = "Save the table that is wanted on a sheet of its own, or as CSV UTF-8, and import that."

Facts = dict[str, Any]  # as JSON gives it


@dataclass(frozen=True, slots=True)
class Limits:
    """What reading one workbook may take: address space in bytes, time in seconds."""

    memory_bytes: int = 1536 * 1024 * 1024
    seconds: int = 60


LIMITS = Limits()


def read_workbook(
    data: bytes, name: str, limits: Limits = LIMITS
) -> tuple[tuple[Sheet, ...], tuple[Problem, ...]]:
    """Read all sheets of a workbook, with notes on what a person should know.

    Raises ``RefusedFileError`` for a workbook that is protected, damaged or too
    large, whatever it does to the process that reads it.
    """
    if len(data) > MOST_BYTES:
        raise _too_large(f"is larger than {MOST_BYTES // 10**6} MB")
    facts, cells = _parted(_answer(data, limits))
    if "refused" in facts:
        kind, what, why, fix = facts["refused"]
        raise RefusedFileError(ProblemKind(kind), what, why=why, fix=fix)
    sheets = _sheets(facts, cells)
    _refuse_blank(sheets)
    return sheets, tuple(_notes(facts, name))


def _answer(data: bytes, limits: Limits) -> bytes:
    """Have the child read the workbook; turn each way it can end into an answer."""
    command = [sys.executable, "-P", "-m", CHILD, str(limits.memory_bytes), str(limits.seconds)]
    try:
        run = subprocess.run(  # noqa: S603  # our own module under our own interpreter
            command,
            input=data,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=limits.seconds,
            env=_environment(),
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise _too_slow(limits) from None
    if run.returncode:
        raise _ended(-run.returncode, limits)
    return run.stdout


def _environment() -> dict[str, str]:
    """Our own environment, in which the child finds this package wherever it stands.

    Where the package is installed it is found anyway; to put that folder first
    would let it shadow the standard library.
    """
    own = [] if ROOT.name in INSTALLED else [str(ROOT)]
    path = os.pathsep.join([*own, *filter(None, [os.environ.get("PYTHONPATH")])])
    return {**os.environ, "RUST_BACKTRACE": "0"} | ({"PYTHONPATH": path} if path else {})


def _ended(number: int, limits: Limits) -> RefusedFileError:
    """Say why the child ended without an answer, from the signal that ended it."""
    if number in _numbers("SIGXCPU"):
        return _too_slow(limits)
    if number in _numbers("SIGABRT", "SIGKILL"):
        megabytes = limits.memory_bytes // 2**20
        return _too_large(
            f"needs more than {megabytes:,} MB of memory",
            why="It holds too much, or one cell stands far below or far right of the table.",
        )
    return RefusedFileError(
        ProblemKind.DAMAGED,
        "is damaged",
        why="The reader of workbooks broke off on it.",
        fix="Ask for the file again, or open it, save it under a new name and import that.",
    )


def _numbers(*names: str) -> set[int]:
    """The numbers of signals, as far as the system has them."""
    return {int(getattr(signal, name)) for name in names if hasattr(signal, name)}


def _too_slow(limits: Limits) -> RefusedFileError:
    return _too_large(f"took more than {limits.seconds} seconds to read")


def _too_large(what: str, why: str = "No table of schools needs so much.") -> RefusedFileError:
    return RefusedFileError(ProblemKind.TOO_LARGE, what, why=why, fix=SMALLER)


def _parted(answer: bytes) -> tuple[Facts, bytes]:
    """Part the answer into facts and the numbers of the cells' texts."""
    end = LENGTH_BYTES + int.from_bytes(answer[:LENGTH_BYTES], "little")
    facts: Facts = json.loads(answer[LENGTH_BYTES:end])
    return facts, answer[end:]


def _sheets(facts: Facts, answer: bytes) -> tuple[Sheet, ...]:
    """Turn numbers into shared texts, and texts into rows."""
    numbers = array("I")
    numbers.frombytes(answer)
    text = facts["texts"].__getitem__
    start, sheets = 0, []
    for sheet in facts["sheets"]:
        end = start + sheet["cells"]
        rows = _rows(list(map(text, numbers[start:end])), sheet["width"])
        sheets.append(_sheet(sheet, rows))
        start = end
    return tuple(sheets)


def _rows(cells: list[str], width: int) -> list[list[str]]:
    return [cells[start : start + width] for start in range(0, len(cells), width or 1)]


def _sheet(facts: Facts, rows: list[list[str]]) -> Sheet:
    return Sheet(
        facts["name"],
        rows,
        hidden=facts["hidden"],
        hidden_rows=frozenset(facts["hidden_rows"]),
        merged=tuple(facts["merged"]),
        unsaved={column: rows for column, *rows in facts["without_result"]},
    )


def _refuse_blank(sheets: tuple[Sheet, ...]) -> None:
    if not any(sheet.rows for sheet in sheets):
        raise RefusedFileError(
            ProblemKind.EMPTY_FILE,
            "is empty",
            why="None of its sheets has a filled cell." if sheets else "It has no sheets.",
            fix="Ask for the file again, or save it again from where it came.",
        )


def _notes(facts: Facts, name: str) -> list[Problem]:
    """Say what a person should know of the workbook and of each of its sheets."""
    notes = [note for sheet in facts["sheets"] for note in _sheet_notes(sheet, name)]
    if facts["cleaned"]:
        message = f"{_several(facts['cleaned'], 'control character')} replaced by spaces"
        notes.append(Problem(ProblemKind.CLEANED, Severity.NOTE, message, file=name))
    if unplaced := facts["unplaced_errors"]:
        message = f"about {_several(unplaced, 'error cell')} such as #N/A read as blank"
        notes.append(Problem(ProblemKind.ERROR_CELL, Severity.NOTE, message, file=name))
    return notes


def _sheet_notes(sheet: Facts, name: str) -> list[Problem]:
    """Say what is hidden, in error or shown otherwise than stored on one sheet."""
    told = [
        (ProblemKind.HIDDEN, "the sheet is hidden; it is read all the same")
        if sheet["hidden"] and sheet["cells"]
        else None,
        (ProblemKind.HIDDEN, f"{_several(hidden, 'hidden row')} read like the others")
        if (hidden := len(sheet["hidden_rows"]))
        else None,
        (ProblemKind.ERROR_CELL, _errors(sheet["errors"])) if sheet["errors"] else None,
        (
            ProblemKind.ERROR_CELL,
            f"{_several(blank, 'formula')} without a saved result read as blank",
        )
        if (blank := sum(len(rows) - 1 for rows in sheet["without_result"]))
        else None,
        (ProblemKind.DECIDED, f"{_several(padded, 'number')} read with the leading zeros shown")
        if (padded := sheet["padded"])
        else None,
        (ProblemKind.DECIDED, f"{_several(shown, 'number')} read as percentages, as they are shown")
        if (shown := sheet["percentages"])
        else None,
    ]
    return [
        Problem(kind, Severity.NOTE, message, file=name, sheet=sheet["name"])
        for kind, message in filter(None, told)
    ]


def _errors(errors: Facts) -> str:
    codes = ", ".join(f"{code} {count:,}" for code, count in sorted(errors["codes"].items()))
    count = sum(errors["codes"].values())
    return f"{_several(count, 'error cell')} ({codes}), the first in {errors['first']}"


def _several(count: int, thing: str) -> str:
    return f"{count:,} {thing}{'s' * (count != 1)}"
