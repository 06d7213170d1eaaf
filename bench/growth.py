"""Whether the time of a pack grows with the number of schools, each school's share of it.

Repeats the schools of a sample store, such as ``bleadchallenge demo`` makes, under new
numbers, with their alliances, people, advice, days and results, and has the command draw
one meeting's pack of each store, from bytecode, as what is installed does:

    python bench/growth.py STORE 2018-12-06
"""

import os
import resource
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from bleadchallenge.domain.choices import Role
from bleadchallenge.store.engine.source_rows import RowToKeep, kept_rows
from bleadchallenge.store.engine.store import Reader, Store, Writer
from bleadchallenge.store.facts.base import Fact, columns_of, copy_of
from bleadchallenge.store.facts.ledger import Entry
from bleadchallenge.store.schools.cohorts import selected
from bleadchallenge.store.tables import Alliance, Person, Selection, SourceFile, fact_tables

TIMES = (1, 10, 100)
SHARED = {"attendance", "cohort", "meeting_move", "minute", "pack", "policy", "source_file"}
NUMBERED = {
    "advice": ("number",),
    "advice_response": ("advice",),
    "advice_verdict": ("advice",),
    "conference_commitment": ("number",),
    "escalation_step": ("advice",),
    "intelligence": ("number",),
    "support_day": ("number",),
}
APART = 10_000
SOURCE = Path(__file__).resolve().parents[1] / "src"


def grow(sample: Path, path: Path, times: int) -> int:
    """A store with the sample's schools so many times over; gives how many there are."""
    shutil.copy(sample, path)
    entry = Entry("2019-08-01T00:00:00+00:00", "bench", "bench/growth.py")
    with Store(path).read() as reader:
        facts = [fact for name in fact_tables() if name not in SHARED for fact in of(reader, name)]
        numbers = [file.number for file in reader.all(SourceFile)]
        rows = [row for number in numbers for row in kept_rows(reader.session, number)]
        schools = len(selected(reader))
    with Store(path).write(entry) as writer:
        for turn in range(1, times):
            bring(writer, facts, rows, turn)
    return schools * times


def of(reader: Reader, table: str) -> list[Any]:
    """The live facts of a table, but for the members of the group, who stay the same."""
    found: list[Any] = reader.all(fact_tables()[table])
    return [f for f in found if not isinstance(f, Person) or f.role != Role.ISG_MEMBER]


def bring(writer: Writer, facts: list[Fact], rows: list[RowToKeep], turn: int) -> None:
    """Bring everything in once more, under the names of this turn."""
    names = dict(renamed(facts, turn))
    writer.add(*(copied(fact, names, turn) for fact in facts))
    writer.add_rows(
        [
            row._replace(
                row=row.row + turn * APART,
                urn=names[row.urn],
                laestab=f"{row.laestab}-{turn}",
                name=f"{row.name} {turn}",
            )
            for row in rows
            if row.urn in names
        ]
    )


def renamed(facts: list[Fact], turn: int) -> Iterator[tuple[str, str]]:
    """What each school, alliance, person and session is called in this turn."""
    for fact in facts:
        table = str(type(fact).__tablename__)
        if table in {"alliance", "person", "practice_session", "talent_step"}:
            yield fact.code, f"{fact.code}.{turn}"  # type: ignore[attr-defined]
        elif table in {"selection", "family_member"}:
            for urn in {getattr(fact, "urn", ""), getattr(fact, "member", "")} - {""}:
                yield urn, str(100_000 + turn * 2_000 + int(urn) % 2_000)


def copied(fact: Fact, names: dict[str, str], turn: int) -> Fact:
    """A fact under other names and numbers."""
    called = {"name": f"{fact.name} {turn}"} if isinstance(fact, Selection | Alliance) else {}
    numbered = NUMBERED.get(str(type(fact).__tablename__), ())
    changes: dict[str, Any] = dict(called)
    for column in columns_of(type(fact)):
        value = getattr(fact, column)
        if isinstance(value, str) and value in names:
            changes[column] = names[value]
        elif column in numbered and value is not None:
            changes[column] = value + turn * APART
    return copy_of(fact, changes)


def drawn(store: Path, meeting: str, folder: Path) -> tuple[float, float]:
    """Seconds and megabytes that the command takes for a meeting's pack."""
    words = ["report", "isg-pack", "--draft", "--meeting", meeting, "--store", str(store)]
    environment = {**os.environ, "PYTHONPATH": str(SOURCE)}
    environment["PYTHONPYCACHEPREFIX"] = str(folder / "bytecode")
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    started = time.perf_counter()
    subprocess.run(
        [sys.executable, "-m", "bleadchallenge", *words, "--out", str(folder)],
        check=True,
        capture_output=True,
        env=environment,
    )
    took = time.perf_counter() - started
    return took, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024


def main(sample: Path, meeting: str) -> None:
    """Print what the pack takes at each size, and what one school more takes."""
    last: tuple[int, float] | None = None
    with TemporaryDirectory() as folder:
        for times in TIMES:
            store = Path(folder) / f"{times}.db"
            schools = grow(sample, store, times)
            if last is None:
                drawn(store, meeting, Path(folder))  # the first makes the bytecode
            took, megabytes = drawn(store, meeting, Path(folder))
            share = 1000 * took / schools
            more = 0.0 if last is None else 1000 * (took - last[1]) / (schools - last[0])
            said = f"{took:6.2f} s, {share:.1f} ms a school, {more:.1f} ms for each school more"
            print(f"{schools:5} schools: {said}, {megabytes:.0f} MB", flush=True)
            last = schools, took


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2])
