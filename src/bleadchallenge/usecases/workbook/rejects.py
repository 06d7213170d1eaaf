"""Rows that stay out of an import, written whole with the reason, to be mended."""

import csv
import errno
import os
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain, count
from pathlib import Path

from bleadchallenge.domain.errors import CannotCreateError, CannotWriteError
from bleadchallenge.domain.problems import Problem, refusals
from bleadchallenge.intake.tables import Table
from bleadchallenge.store.published_files import DERIVED
from bleadchallenge.usecases.workbook.import_plan import ImportPlan

_ADDED = ("row in the file", "why it was left out")


def write_rejects(plan: ImportPlan, path: Path) -> tuple[Path, ...]:
    """Write the rejected rows of each table to a CSV under its own column names.

    The first table's rows go to ``path``, those of others to ``-2``, ``-3`` and
    so on beside it, as do all where a file of that name is there already, so that rows
    somebody is mending stay; nothing is written where all is good. Of a pupil-level file
    only the numbers of the rows and the reasons are written, never a cell.
    """
    written: list[Path] = []
    for table, reasons, is_personal in _rejected(plan):
        target = _free(path)
        _write(target, _header(table, is_personal), _rows(table, reasons, is_personal))
        written.append(target)
    return tuple(written)


def _free(path: Path) -> Path:
    """The path, or the first with a number that no file bears yet."""
    names = chain((path,), (path.with_stem(f"{path.stem}-{n}") for n in count(2)))
    return next(each for each in names if not os.path.lexists(each))


def _rejected(plan: ImportPlan) -> Iterator[tuple[Table, Mapping[int, list[str]], bool]]:
    """Each table with rejected rows: its reasons by row, and whether it was of pupils."""
    tables = [
        *((part.taken.table, part.taken.kind.name == DERIVED) for part in plan.files),
        *((part.table, False) for part in plan.lists),
    ]
    faults = refusals(plan.problems)
    seen: set[tuple[str, str | None]] = set()
    for table, is_personal in tables:
        reasons = _reasons(faults, table)
        if reasons and (table.file, table.sheet) not in seen:
            seen.add((table.file, table.sheet))
            yield table, reasons, is_personal


def _reasons(faults: Sequence[Problem], table: Table) -> dict[int, list[str]]:
    found: dict[int, list[str]] = defaultdict(list)
    for fault in faults:
        if fault.row is not None and (fault.file, fault.sheet) == (table.file, table.sheet):
            said = f"{fault.column}: {fault.message}" if fault.column else fault.message
            found[fault.row].append(said)
    return found


def _header(table: Table, is_personal: bool) -> list[str]:  # noqa: FBT001 - told by the caller
    return [*_ADDED] if is_personal else [*table.names, *_ADDED]


def _rows(
    table: Table,
    reasons: Mapping[int, list[str]],
    is_personal: bool,  # noqa: FBT001 - told by the caller
) -> Iterator[list[str]]:
    if is_personal:
        for number, why in sorted(reasons.items()):
            yield [str(number), "; ".join(why)]
        return
    width = len(table.names)
    for number, cells in table.rows:
        if number in reasons:
            filled = [*cells, *[""] * (width - len(cells))]
            yield [*filled[:width], str(number), "; ".join(reasons[number]), *filled[width:]]


def _write(path: Path, header: list[str], rows: Iterator[list[str]]) -> None:
    try:
        with path.open("x", encoding="utf-8-sig", newline="") as out:
            writer = csv.writer(out)
            writer.writerow(header)
            writer.writerows(rows)
    except OSError as error:
        if error.errno == errno.ENOSPC:
            path.unlink(missing_ok=True)
            raise CannotWriteError(
                f"cannot write the rejected rows to {path}",
                why=error.strerror or "",
                fix="make room on the disk and try again; nothing was imported",
            ) from error
        raise CannotCreateError(
            f"cannot write the rejected rows to {path}",
            why=error.strerror or str(error),
            fix="give --rejects a file in a folder you may write to; nothing was imported",
        ) from error
