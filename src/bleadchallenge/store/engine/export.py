"""Export: everything that is kept, in plain files that any program reads."""

import csv
import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from sqlalchemy import ColumnElement
from sqlmodel import col, select

from bleadchallenge import staging
from bleadchallenge.domain.csv_cells import csv_cell
from bleadchallenge.domain.errors import CannotCreateError
from bleadchallenge.domain.results.small_numbers import without_small_values
from bleadchallenge.domain.workbook.record_shapes import list_mark
from bleadchallenge.store.engine.store import Reader
from bleadchallenge.store.facts.base import Fact, columns_of, values_of
from bleadchallenge.store.facts.ledger import Change
from bleadchallenge.store.tables import fact_tables

_FIX = "give a new folder in a place you may write to"
Hidden = Callable[[Fact], Mapping[str, object]]


def export(reader: Reader, folder: Path, hidden: Hidden) -> list[Path]:
    """Write every table of facts as CSV, and the ledger as JSON; gives the files.

    ``TABLE.csv`` holds what is known, ``TABLE_history.csv`` every fact there was
    up to then, with the changes that brought it in and took it out. Text that a
    spreadsheet would take for a formula begins with an apostrophe. The last heading of
    ``TABLE.csv`` is the mark by which an import knows the list again. ``hidden`` gives
    the columns of a fact that small numbers hide, each with what is written. The folder
    must be new or empty; it and its files are for their owner's eyes only.
    """
    _require_new(folder)
    with staging.telling(folder, _FIX), staging.staged(folder) as staged:
        staged.waiting.mkdir(0o700)
        paths = [*_tables(reader, staged.waiting, hidden), _ledger(reader, staged.waiting)]
        for path in (*paths, staged.waiting):
            staging.sync(path)
        staged.put_into_place()
    return [folder / path.name for path in paths]


def _require_new(folder: Path) -> None:
    with staging.telling(folder, _FIX):
        is_taken = folder.exists() and any(folder.iterdir())
        folder.mkdir(0o700, exist_ok=True)
    if is_taken:
        raise CannotCreateError(f"the folder {folder} is not empty", fix="give a new folder")


def _tables(reader: Reader, folder: Path, hidden: Hidden) -> Iterator[Path]:
    for name, kind in fact_tables().items():
        columns = columns_of(kind)
        live = ({**values_of(fact), **hidden(fact)} for fact in reader.every(kind))
        yield _write_csv(folder / f"{name}.csv", columns, live, list_mark(name))
        query = select(kind).where(_known(kind, reader)).order_by(col(kind.id))
        past = (
            {**_with_history(fact, reader.change), **hidden(fact)}
            for fact in reader.session.exec(query)
        )
        yield _write_csv(folder / f"{name}_history.csv", ["since", "until", *columns], past)


def _known(kind: type[Fact], reader: Reader) -> ColumnElement[bool]:
    return col(kind.since) <= reader.change


def _with_history(fact: Fact, known: int) -> dict[str, object]:
    """What a fact says, with the changes that brought it in and, as far as known, took it out."""
    until = fact.until if fact.until is not None and fact.until <= known else None
    return {"since": fact.since, "until": until, **values_of(fact)}


def _write_csv(
    path: Path, columns: Sequence[str], rows: Iterable[dict[str, object]], *marks: str
) -> Path:
    """Write a table; ``marks`` are headings over nothing that say what it is."""
    with open(path, "x", encoding="utf-8-sig", newline="", opener=staging.private) as file:
        writer = csv.writer(file)
        writer.writerow([*columns, *marks])
        blanks = [""] * len(marks)
        writer.writerows([*(csv_cell(row[name]) for name in columns), *blanks] for row in rows)
    return path


def _ledger(reader: Reader, folder: Path) -> Path:
    path = folder / "ledger.json"
    query = select(Change).where(col(Change.seq) <= reader.change).order_by(col(Change.seq))
    columns = [name for name in Change.model_fields if name != "words"]
    changes = [
        {name: getattr(change, name) for name in columns}
        | {"command": without_small_values(change.command)}
        for change in reader.session.exec(query)
    ]
    with open(path, "x", encoding="utf-8", opener=staging.private) as file:
        said = {"schema": "bleadchallenge/ledger/1", "changes": changes}
        json.dump(said, file, indent=1)
    return path
