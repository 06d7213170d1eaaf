"""Rows that stay out of an import, written whole with the reason, to be mended."""

import csv
import errno
import filecmp
import io
import os
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import replace
from itertools import chain, count
from pathlib import Path

from bleadchallenge import staging
from bleadchallenge.domain.problems import Problem, refusals
from bleadchallenge.domain.text import harmless
from bleadchallenge.intake.tables import Table
from bleadchallenge.store.published_files import DERIVED
from bleadchallenge.usecases.workbook.import_plan import ImportPlan

_FIX = (
    "give --rejects a file in a folder you may write to, and import the file again: "
    "what is in already is not taken twice"
)
_ADDED = ("row in the file", "why it was left out")


@contextmanager
def staged_rejects(plan: ImportPlan, path: Path | None) -> Iterator[Callable[[], None]]:
    """Write the rejected rows of each table to a CSV under its own column names.

    They wait beside their place until the import is recorded; what this gives puts
    them there. The first table's rows go to ``path``, those of others to ``-2``, ``-3``
    and so on beside it, as do all where another file of that name is there already, so that
    rows somebody is mending stay; nothing is written where all is good. Of a pupil-level file
    only the numbers of the rows and the reasons are written, never a cell.
    """
    waiting: list[staging.Staged] = []

    def put_into_place() -> None:
        with staging.telling(f"{path} for the rejected rows", _FIX):
            for each in waiting:
                _put_into_free_place(each)

    with ExitStack() as stack:
        if path is not None:
            with staging.telling(f"{path} for the rejected rows", _FIX):
                if path.is_dir():
                    raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(path))
                for table, reasons, is_personal in _rejected(plan):
                    staged = stack.enter_context(staging.staged(path))
                    rows = _rows(table, reasons, is_personal)
                    staging.write(staged.waiting, _csv(_header(table, is_personal), rows))
                    waiting.append(staged)
        yield put_into_place


def _put_into_free_place(staged: staging.Staged) -> None:
    """Put a file under its name, or the first with a number that no other file bears yet."""
    place = staged.place
    for name in chain((place,), (place.with_stem(f"{place.stem}-{n}") for n in count(2))):
        if name.is_file() and filecmp.cmp(staged.waiting, name, shallow=False):
            return  # a run that was broken off wrote it, or the same import before
        with suppress(FileExistsError):
            replace(staged, place=name).put_into_free_place()
            return


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


def _csv(header: list[str], rows: Iterator[list[str]]) -> bytes:
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerows([harmless(cell) for cell in row] for row in (header, *rows))
    return out.getvalue().encode("utf-8-sig")
