"""Stores for tests: an entry of the ledger, and an invented fact of every kind."""

import os
import resource
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path
from types import NoneType
from typing import Any, TypeVar, get_args

from sqlmodel import SQLModel

from bleadchallenge.store.engine.health import rows_digest
from bleadchallenge.store.engine.source_rows import RowToKeep
from bleadchallenge.store.engine.store import Store, Writer
from bleadchallenge.store.facts.base import Fact, OfCohort, columns_of, values_of
from bleadchallenge.store.facts.ledger import Entry
from bleadchallenge.store.tables import Alliance, Person, SourceFile, fact_tables

_TESTS = Path(__file__).parent
MORNING = "2018-03-15T09:30:00+00:00"
_FIRST_DAY = date(2018, 1, 1)
_NOBODY = 65534
F = TypeVar("F", bound=Fact)


def entry(at: str = MORNING, *, reason: str = "", undoes: int | None = None) -> Entry:
    """What a change says of itself."""
    return Entry(at, "A. Coordinator", "bleadchallenge test", reason, undoes)


def person(code: str = "P1", **said: Any) -> Person:
    """A person with an invented name."""
    return Person(**{"code": code, "name": f"Name of {code}", "role": "governor", **said})


def alliance(code: str = "A1", **said: Any) -> Alliance:
    """An alliance with an invented name."""
    return Alliance(**{"code": code, "name": f"Alliance {code}", **said})


def bring(store: Store, *facts: Fact, at: str = MORNING) -> int:
    """Bring facts in as one change; gives its number."""
    with store.write(entry(at)) as writer:
        writer.add(*facts)
    return writer.number


def bring_import(writer: Writer, number: int, rows: int = 3, **said: Any) -> SourceFile:
    """Bring a published file in, its rows numbered from 1."""
    cells = [(row, f"{100000 + row}\x1fschool {row}") for row in range(1, rows + 1)]
    file = example(SourceFile, number)
    for name, value in {"rows": rows, "content": rows_digest(cells), **said}.items():
        setattr(file, name, value)
    writer.add(file)
    writer.add_rows([_row(number, row, text) for row, text in cells])
    return file


def one_of_each(number: int = 1) -> list[Fact]:
    """A fact of every kind but published files, each naming others that are there."""
    kinds = [kind for kind in fact_tables().values() if kind is not SourceFile]
    return [example(kind, number) for kind in kinds]


def example(kind: type[F], number: int = 1) -> F:
    """An invented fact of a kind: the same for the same number."""
    return kind(**{name: _value(kind, name, number) for name in columns_of(kind)})


def the_least_of_each(number: int = 1) -> list[Fact]:
    """A fact of every kind but published files that says nothing it need not say."""
    return [
        type(full)(
            **{
                name: value
                for name, value in values_of(full).items()
                if type(full).model_fields[name].is_required()
            }
        )
        for full in one_of_each(number)
    ]


def all_that_is_kept(store: Store) -> object:
    """The bytes of a store's file; of one on a server every row of every table."""
    if isinstance(store.place, Path):
        return store.place.read_bytes()
    fact_tables()
    with store.read() as reader:
        connection = reader.session.connection()
        return {
            table.name: connection.execute(table.select().order_by(*table.primary_key)).all()
            for table in SQLModel.metadata.sorted_tables
        }


def start(program: str, *words: object) -> subprocess.Popen[str]:
    """A program of its own, which finds the tests' builders; its streams are pipes."""
    return subprocess.Popen(
        [sys.executable, "-c", program, *map(str, words)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": f"{_TESTS}{os.pathsep}{_TESTS.parent / 'src'}"},
    )


def snapshot(folder: Path) -> dict[str, bytes]:
    """Every file below a folder with its bytes."""
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


@contextmanager
def as_nobody() -> Iterator[None]:
    """What the file's permissions say holds, even where the tests run as root."""
    if os.geteuid() != 0:
        yield
        return
    os.seteuid(_NOBODY)
    try:
        yield
    finally:
        os.seteuid(0)


@contextmanager
def files_no_longer_than(size: int) -> Iterator[None]:
    """A disk that takes no more than so many bytes a file."""
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, limits[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)


def _value(kind: type[Fact], column: str, number: int) -> Any:
    if column == "cohort" and issubclass(kind, OfCohort):
        return None  # every cohort's, as those that an older store holds
    if column in kind.REFERS:
        table, key = kind.REFERS[column]
        return _value(fact_tables()[table], key, number)
    if column in kind.CHOICES:
        words = list(kind.CHOICES[column])
        return words[number % len(words)].value
    annotation = kind.model_fields[column].annotation
    (plain,) = set(get_args(annotation) or (annotation,)) - {NoneType}
    return {
        str: f"{column} {number}",
        int: number,
        float: number + 0.5,
        bool: bool(number % 2),
        date: _FIRST_DAY + timedelta(days=number),
    }[plain]


def _row(source: int, row: int, cells: str) -> RowToKeep:
    urn, name = cells.split("\x1f")
    return RowToKeep(source, row, "school", urn, "", "330", name, cells)
