"""The last message of a command is true: recorded as which change, or not recorded."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from bleadchallenge.domain.errors import Exit
from builders import Programme
from stores import files_no_longer_than

SOURCE = Path(__file__).resolve().parents[2] / "src"
PEOPLE = "code,name,role\nP1,Ada Loveday,governor\n"


@pytest.fixture
def kept(programme: Programme) -> Iterator[Programme]:
    programme.done("init --author A")
    programme.write("people.csv", PEOPLE)
    return programme


def started(line: str, folder: Path) -> subprocess.Popen[bytes]:
    command = f"exec {sys.executable} -m bleadchallenge {line}"
    env = {**os.environ, "PYTHONPATH": str(SOURCE)}
    return subprocess.Popen(  # noqa: S602 - a shell closes the streams
        command, shell=True, cwd=folder, env=env, stderr=subprocess.PIPE, stdout=subprocess.PIPE
    )


def ended(line: str, folder: Path) -> tuple[int, str]:
    run = started(line, folder)
    _, err = run.communicate()
    return run.returncode, err.decode()


def last_change(kept: Programme) -> int:
    return len(kept.rows("history"))


def test_a_change_whose_words_cannot_be_printed_is_said_to_be_recorded(kept: Programme) -> None:
    code, said = ended("import-data people.csv > /dev/full", kept.folder)
    assert code == Exit.CANNOT_WRITE
    assert "change 2 is recorded" in said
    assert "do not repeat the command" in said
    assert last_change(kept) == 2


@pytest.mark.sqlite
def test_what_was_written_without_a_change_is_said_as_well(kept: Programme) -> None:
    _, said = ended("backup monday.db > /dev/full", kept.folder)
    assert "no change was recorded; written: monday.db.ledger, monday.db" in said
    assert "do not repeat the command" in said
    kept.done("import-data people.csv")
    code, said = ended("restore monday.db > /dev/full", kept.folder)
    assert (code, "no change was recorded; written: bleadchallenge.db" in said) == (74, True)
    assert last_change(kept) == 1


def test_a_pack_whose_words_cannot_be_printed_is_said_to_be_written(programme: Programme) -> None:
    programme.supported()
    _, said = ended(
        "report isg-pack --meeting 2018-03-15 --out packs > /dev/full", programme.folder
    )
    assert re.search("change [0-9]+ is recorded; written: isg-pack-2018-03-15", said)


def test_a_listing_that_cannot_be_printed_recorded_nothing(kept: Programme) -> None:
    code, said = ended("history > /dev/full", kept.folder)
    assert code == Exit.CANNOT_WRITE
    assert "nothing was recorded" in said


def test_the_version_that_cannot_be_printed_is_no_fault_of_the_program(tmp_path: Path) -> None:
    code, said = ended("--version > /dev/full", tmp_path)
    assert (code, said.splitlines()[0]) == (74, "error: could not write or read the output")


@pytest.mark.sqlite
@pytest.mark.parametrize(("room", "is_recorded"), [(0.2, False), (0.8, True)])
def test_a_purge_on_a_full_disk_says_whether_the_data_is_removed(
    kept: Programme, monkeypatch: pytest.MonkeyPatch, room: float, *, is_recorded: bool
) -> None:
    kept.done("import-data people.csv")
    monkeypatch.setenv("BLEADCHALLENGE_CLOCK", "2019-03-15T09:00:00+00:00")
    rows = "".join(f"X{n},Bea Quick {n},governor\n" for n in range(3000))
    kept.write("many.csv", "code,name,role\n" + rows)
    kept.done("import-data many.csv")
    store = kept.folder / "bleadchallenge.db"
    with files_no_longer_than(int(store.stat().st_size * room)):
        purged = kept.run("purge --live --before 2019-01-01")
    assert purged.code == Exit.CANNOT_WRITE
    assert ("change 4 is recorded" in purged.err) == is_recorded
    assert ("the data is removed" in purged.err) == is_recorded
    assert ("nothing was recorded" in purged.err) != is_recorded
    assert (b"Ada Loveday" not in store.read_bytes()) == is_recorded
    assert last_change(kept) == (4 if is_recorded else 3)


def test_a_purge_offers_no_undo(kept: Programme) -> None:
    kept.done("import-data people.csv")
    purged = kept.done("purge --live --before 2100-01-01")
    assert "undo" not in purged.err
    assert "it cannot be taken back" in purged.err


SIGNALLED = """
import os, signal, sys
class Signal:
    def find_spec(self, name, path=None, target=None):
        if name == sys.argv[1]:
            os.kill(os.getpid(), getattr(signal, sys.argv[2]))
sys.meta_path.insert(0, Signal())
from bleadchallenge.__main__ import main
sys.argv[1:] = ["history"]
main()
"""
"""A run that gets a signal when it loads a module: the moments of a start, without a clock."""

MOMENTS = (
    "bleadchallenge.cli.boundary",
    "typer",
    "bleadchallenge.cli.app",
    "sqlalchemy",
    "bleadchallenge.store.tables.schools",
)


@pytest.mark.parametrize("name", ["SIGINT", "SIGTERM"])
@pytest.mark.parametrize("module", MOMENTS)
def test_an_interruption_ends_with_its_code_and_no_traceback(
    kept: Programme, module: str, name: str
) -> None:
    program = SIGNALLED.replace("sys.argv[1]", repr(module)).replace("sys.argv[2]", repr(name))
    run = subprocess.run(
        [sys.executable, "-c", program],
        cwd=kept.folder,
        env={**os.environ, "PYTHONPATH": str(SOURCE)},
        capture_output=True,
        check=False,
    )
    assert (run.returncode, run.stderr) == (130, b"interrupted; nothing was recorded\n")


def test_eight_imports_of_one_file_at_once_are_one(kept: Programme) -> None:
    with ThreadPoolExecutor(8) as pool:
        runs = list(pool.map(lambda _: ended("import-data people.csv", kept.folder), range(8)))
    assert {code for code, _ in runs} == {0}
    assert sum("change 2;" in said for _, said in runs) == 1
    assert last_change(kept) == 2


def test_a_store_that_is_only_to_be_shown_is_not_made(programme: Programme) -> None:
    programme.done("init --dry-run")
    assert list(programme.folder.iterdir()) == []


@pytest.mark.parametrize(
    ("error", "told"),
    [
        ("KeyboardInterrupt", b"interrupted; nothing was recorded\n"),
        ("ValueError('other')", b"ValueError: other\n"),
    ],
)
def test_an_interruption_while_the_entry_point_is_read_is_told_in_words(
    error: str, told: bytes
) -> None:
    """It comes between the first line of the entry point and ``main``."""
    line = f"import bleadchallenge.__main__; raise {error}"
    run = subprocess.run([sys.executable, "-c", line], capture_output=True, check=False)
    assert run.stderr.endswith(told)
    assert (b"Traceback" in run.stderr) is ("Value" in error)


@pytest.mark.parametrize("closed", [">&-", "2>&-", "<&- >&-", "<&- >&- 2>&-", ">/dev/full 2>&-"])
@pytest.mark.parametrize("words", ["--version", "--help", "check"])
def test_a_closed_stream_ends_no_command_with_a_traceback(
    kept: Programme, words: str, closed: str
) -> None:
    code, said = ended(f"{words} {closed}", kept.folder)
    assert "Traceback" not in said
    assert code == (Exit.CANNOT_WRITE if "full" in closed else 0)
