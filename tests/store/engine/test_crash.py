"""Whatever happens to a run, the store holds every change that was finished, and no other."""

from pathlib import Path

import pytest

from bleadchallenge.domain.errors import NotPermittedError
from bleadchallenge.store.engine import health
from bleadchallenge.store.engine.store import Store, make
from bleadchallenge.store.tables import Person
from stores import as_nobody, bring, person, start

pytestmark = pytest.mark.sqlite

START = """
import sys
from pathlib import Path
from stores import *
store = Store(Path(sys.argv[1]), patience=60)
"""
BROKEN_OFF = (
    START
    + """
with store.write(entry()) as writer:
    writer.session.connection().exec_driver_sql("PRAGMA cache_size=10")
    writer.add(person("P2"))
    bring_import(writer, 1, rows=20_000)
    print("half-way", flush=True)
    sys.stdin.read()
"""
)
MANY_WRITES = (
    START
    + """
for number in range(25):
    with store.write(entry()) as writer:
        writer.add(person(f"{sys.argv[2]}-{number}"))
"""
)


def broken_off(path: Path) -> Store:
    """A store whose writer was killed half-way, with its journal left behind."""
    store = make(path)
    bring(store, person("P1"))
    with start(BROKEN_OFF, path) as run:
        assert run.stdout.readline() == "half-way\n"
        run.kill()
    assert path.with_name(f"{path.name}-journal").stat().st_size > 0
    return store


def people(store: Store) -> list[str]:
    with store.read() as reader:
        assert health.faults(reader) == []
        return [fact.code for fact in reader.all(Person)]


def test_a_reader_after_a_kill_finds_what_was_there_before(tmp_path: Path) -> None:
    store = broken_off(tmp_path / "programme.db")
    assert people(store) == ["P1"]
    assert [path.name for path in tmp_path.iterdir()] == ["programme.db"]


def test_a_writer_after_a_kill_goes_on_from_what_was_there_before(tmp_path: Path) -> None:
    store = broken_off(tmp_path / "programme.db")
    assert bring(store, person("P3")) == 2
    assert people(store) == ["P1", "P3"]


def test_who_may_not_take_back_what_a_kill_left_is_told_so(shared_folder: Path) -> None:
    store = broken_off(shared_folder / "programme.db")
    for path in shared_folder.iterdir():
        path.chmod(0o444)
    with as_nobody(), pytest.raises(NotPermittedError, match="cannot be read yet"):
        people(store)
    assert people(store) == ["P1"]


def test_eight_writers_at_once_all_succeed(tmp_path: Path) -> None:
    store = make(tmp_path / "programme.db")
    runs = [start(MANY_WRITES, store.place, writer) for writer in range(8)]
    assert [run.communicate() and run.returncode for run in runs] == [0] * 8
    assert len(people(store)) == 200
    with store.read() as reader:
        assert reader.change == 200
