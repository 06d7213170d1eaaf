"""A large file is read ahead in a process of its own, and comes back the same.

Each test runs in a fresh interpreter, as a command does: other threads of the
tests' own would not survive where a process is split.
"""

import csv
import subprocess
import sys
from pathlib import Path

from bleadchallenge.domain.choices import Level
from bleadchallenge.intake import ahead
from bleadchallenge.intake.tables import Row, RowIdentity
from bleadchallenge.resources import sample_data

REAL_SIZE = 1_200_000
PREPARED = """
import os, sys, time
from pathlib import Path
from bleadchallenge import elsewhere
from bleadchallenge.intake import ahead
from bleadchallenge.intake.checks import check
from bleadchallenge.intake.files import read_book
from bleadchallenge.intake.sheets import recognise_book

path = Path(sys.argv[1])
elsewhere.allow()

def taken(book, checker):
    (found,), _problems = recognise_book(book, {})
    return checker(found.table, found.kind, "201718", "final")

"""


def said_by(script: str, path: Path) -> list[str]:
    done = subprocess.run(
        [sys.executable, "-c", PREPARED + script, str(path)],
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout.split()


def a_nation(folder: Path) -> Path:
    """The invented city's results again and again, under new numbers and with faults."""
    with (sample_data() / "published" / "2017-2018_330_ks2final.csv").open(
        encoding="utf-8-sig"
    ) as f:
        header, *rows = csv.reader(f)
    urn, score = header.index("URN"), header.index("READ_AVERAGE")
    path = folder / "2017-2018_england_ks2final.csv"
    number = 100_000
    with path.open("w", encoding="utf-8", newline="") as made:
        writer = csv.writer(made)
        writer.writerow(header)
        while made.tell() < REAL_SIZE:
            for row in [list(row) for row in rows if row[urn]]:
                number += 1
                row[urn] = str(number)
                if number % 97 == 0 and score < len(row):
                    row[score] = "many"
                writer.writerow(row)
    return path


def test_what_is_read_ahead_is_what_is_read_at_once(tmp_path: Path) -> None:
    script = """
at_once = taken(read_book(path), check)
ahead.begin(["import-data", str(path)])
begun = bool(ahead._begun)
book = ahead.book_at(path)
kept = list(ahead._checked)
later = taken(book, ahead.checked)
same = later.rows == at_once.rows and later.problems == at_once.problems
print(begun, len(kept), same, len(at_once.rows) > 500, len(at_once.problems) > 5, ahead._checked)
"""
    assert said_by(script, a_nation(tmp_path)) == ["True", "1", "True", "True", "True", "[]"]


def test_a_file_that_changes_meanwhile_is_read_again(tmp_path: Path) -> None:
    script = """
ahead.begin(["import-data", str(path)])
time.sleep(0.01)
path.write_bytes(path.read_bytes() + b"x,y\\n")
print(ahead.book_at(path).sheets[0].rows[-1], ahead._checked)
"""
    assert said_by(script, a_nation(tmp_path)) == ["['x',", "'y']", "[]"]


def test_a_table_that_is_to_be_read_otherwise_is_checked_again(tmp_path: Path) -> None:
    script = """
from dataclasses import replace
ahead.begin([str(path)])
(found,), _problems = recognise_book(ahead.book_at(path), {})
other = replace(found.table, rows=found.table.rows[:10], mapping="said by a person")
print(ahead.checked(other, found.kind, "201718", "final").read, len(ahead._checked))
"""
    assert said_by(script, a_nation(tmp_path)) == ["10", "1"]


def test_what_is_small_or_no_file_is_left_to_be_read_where_it_is_wanted(tmp_path: Path) -> None:
    (tmp_path / "small.csv").write_text("URN\n")
    script = """
ahead.begin(["import-data", str(path / "small.csv"), str(path), "/dev/zero", "x" * 5000, "a\\0b"])
print(ahead._begun, ahead.book_at(path / "small.csv").sheets[0].rows[0])
"""
    assert said_by(script, tmp_path) == ["{}", "['URN']"]


def test_rows_arrive_as_they_left() -> None:
    rows = [
        Row(2, RowIdentity(Level.SCHOOL, "100001", "3302001", "330", "Bellwharf"), "a\x1fb"),
        Row(3, RowIdentity(Level.NATIONAL, name="England, all schools"), ""),
    ]
    assert ahead._Rows.of(rows).arrived() == rows
    assert ahead._Rows.of([]).arrived() == []
